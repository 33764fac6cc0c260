"""The most that an offer on several lines gives in every row, whose lines came down to different sums."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.loyalty.rules.benefit import PercentOff, Reduction
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.together import EveryFullSumOffer, TogetherOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.rows.goods import Figures, across


def most_in_rows(offer: Offer, wholes: Sequence[Part], takes: Figures) -> Figures | None:
    """Of the ``wholes`` (its lines as they stood) ``takes`` are off in each row; None where that is not known."""
    base = np.maximum(np.array([part.base_kopecks for part in wholes], dtype=np.int64) - takes, 0)
    if isinstance(offer, UnitOffer):
        return _units(offer, wholes, takes)
    if isinstance(offer, TogetherOffer):
        total = across(base)
        chosen = total
        if offer.most_pieces is not None:
            chosen = best_in_rows(base, [part.shares for part in wholes], offer.most_pieces)
        most = np.zeros_like(total)
        for step in offer.steps:
            off = np.minimum(_off(step.benefit, chosen), chosen)
            most = np.maximum(most, np.where(total >= step.from_kopecks, off, 0))
        return most
    if isinstance(offer, EveryFullSumOffer):
        times = np.floor_divide(across(base), offer.each_kopecks)
        if offer.max_times is not None:
            times = np.minimum(times, offer.max_times)
        return np.asarray(times * offer.off_kopecks)
    return None


def best_in_rows(amounts: Figures, units: Sequence[int], most: int) -> Figures:
    """No ``most`` units of a row give more, each column's amount being what so many units give together."""
    counts = np.broadcast_to(np.maximum(np.array(units, dtype=np.int64), 1), amounts.shape)
    each = -np.floor_divide(-amounts, counts)
    order = np.argsort(-each, axis=1, kind="stable")
    each, counts = np.take_along_axis(each, order, axis=1), np.take_along_axis(counts, order, axis=1)
    ends = counts.cumsum(axis=1)
    chosen = np.maximum(np.minimum(ends, most) - (ends - counts), 0)
    rounding = 2 * amounts.shape[1]  # what some of a line's units give may be rounded up
    return np.asarray(np.minimum(across(each * chosen) + rounding, across(amounts)))


def _units(offer: UnitOffer, wholes: Sequence[Part], takes: Figures) -> Figures:
    amounts = np.zeros_like(takes)
    for place, part in enumerate(wholes):
        distinct, places = np.unique(takes[:, place], return_inverse=True)
        mine = [_most_after(offer, part, take) for take in distinct.tolist()]
        amounts[:, place] = np.array(mine, dtype=np.int64)[places]
    most = across(amounts)
    if offer.most_pieces is not None:
        most = np.minimum(most, best_in_rows(amounts, [part.shares for part in wholes], offer.most_pieces))
    if offer.most_quantity is not None and all(part.pieces for part in wholes):
        pieces = int(np.floor_divide(offer.most_quantity, ONE))
        most = np.minimum(most, best_in_rows(amounts, [part.shares for part in wholes], pieces))
    return most if offer.most_kopecks is None else np.minimum(most, offer.most_kopecks)


def _most_after(offer: UnitOffer, part: Part, take: Kopecks) -> Kopecks:
    if take >= part.base_kopecks:
        return 0
    room = max(part.room_kopecks - take, 0)
    return offer.most(Part(part.line, part.base_kopecks - take, room, part.quantity, part.pieces))


def _off(benefit: Reduction, totals: Figures) -> Figures:
    if isinstance(benefit, PercentOff):
        off = np.floor_divide(2 * totals * benefit.rate_bp + WHOLE_BP, 2 * WHOLE_BP)
        return np.asarray(off if benefit.most_kopecks is None else np.minimum(off, benefit.most_kopecks))
    return np.full_like(totals, benefit.kopecks)
