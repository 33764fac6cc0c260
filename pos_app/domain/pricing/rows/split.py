"""Splitting a sum in every row: the rule of ``money/allocation``, row by row."""

import numpy as np

from pos_app.domain.pricing.rows.goods import Figures


def split_rows(totals: Figures, weights: Figures, rooms: Figures) -> Figures:
    """Each row's total over its columns in proportion to weights and within rooms; no more than fits in."""
    rest = np.minimum(totals, rooms.sum(axis=1))
    shares = np.zeros_like(weights)
    active = weights > 0
    weighing = np.where(active, weights, 0)
    together = weighing.sum(axis=1)
    while True:
        full = active & (rest[:, None] * weighing > rooms * together[:, None])
        if not full.any():
            break
        shares = np.where(full, rooms, shares)
        rest = rest - np.where(full, rooms, 0).sum(axis=1)
        together = together - np.where(full, weighing, 0).sum(axis=1)
        active &= ~full
        weighing = np.where(active, weighing, 0)
    whole, remainders = np.divmod(rest[:, None] * weighing, np.maximum(together, 1)[:, None])
    left = rest - whole.sum(axis=1)
    if not left.any():
        return np.asarray(shares + whole)
    count = weights.shape[1]
    order = np.where(active, remainders * count + np.arange(count - 1, -1, -1), -1)
    rank = (order[:, None, :] > order[:, :, None]).sum(axis=2)
    return np.asarray(shares + whole + (active & (rank < left[:, None])))
