"""Splitting a sum in every row: the rule of ``money/allocation``, row by row."""

import numpy as np

from pos_app.domain.pricing.rows.goods import Figures, across


def split_rows(totals: Figures, weights: Figures, rooms: Figures) -> Figures:
    """Each row's total over its columns in proportion to weights and within rooms; no more than fits in."""
    rest = np.minimum(totals, across(rooms))
    shares = np.zeros_like(weights)
    active = weights > 0
    weighing = np.where(active, weights, 0)
    together = across(weighing)
    while True:
        full = active & (rest[:, None] * weighing > rooms * together[:, None])
        if not full.any():
            break
        shares = np.where(full, rooms, shares)
        rest = rest - across(np.where(full, rooms, 0))
        together = together - across(np.where(full, weighing, 0))
        active &= ~full
        weighing = np.where(active, weighing, 0)
    whole, remainders = np.divmod(rest[:, None] * weighing, np.maximum(together, 1)[:, None])
    left = rest - across(whole)
    if not left.any():
        return np.asarray(shares + whole)
    count = weights.shape[1]
    order = np.where(active, remainders * count + np.arange(count - 1, -1, -1), -1)
    shares = shares + whole
    for place in range(count):
        rank = np.zeros(len(order), dtype=np.int64)
        for other in range(count):
            if other != place:
                rank += order[:, other] > order[:, place]
        shares[:, place] += active[:, place] & (rank < left)
    return np.asarray(shares)
