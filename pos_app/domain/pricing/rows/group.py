"""Groups from the dearest piece down, in every row."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, by_price, each_of, served
from pos_app.domain.pricing.rows.split import split_rows


def groups_in_rows(offer: GroupOffer, columns: Sequence[Column], counts: Figures) -> Given:
    """Along each row's pieces, the dearest first, every ``take`` pieces are a group."""
    order = by_price(columns)
    takes, used = np.zeros_like(counts), np.zeros_like(counts)
    if not order:
        return Given(takes, used)
    row = counts[:, order]
    price, room = each_of([columns[place] for place in order])
    gift = np.array([offer.piece_gift(each) for each in price.tolist()], dtype=np.int64)
    ends = row.cumsum(axis=1)
    starts = ends - row
    times = np.floor_divide(ends[:, -1], offer.take)
    if offer.max_times is not None:
        times = np.minimum(times, offer.max_times)
    serving = times * offer.take
    limit = None if offer.most_kopecks is None else np.full(len(row), offer.most_kopecks, dtype=np.int64)
    taken = np.zeros_like(row)
    for place in range(len(order)):
        start, end = starts[:, place], np.minimum(ends[:, place], serving)
        begun = -np.floor_divide(-start, offer.take)  # groups that end before the line or within it
        if place:
            closed = (start % offer.take > 0) & (begun * offer.take <= end)
            if closed.any():
                rows = np.flatnonzero(closed)
                close = (begun * offer.take)[rows, None]
                first, last = starts[rows, : place + 1], ends[rows, : place + 1]
                pieces = _within(first, last, close - offer.take, close)
                sums = (_within(first, last, close - offer.cheap, close) * gift[: place + 1]).sum(axis=1)
                if limit is not None:
                    sums = np.minimum(sums, limit[rows])
                shares = split_rows(sums, pieces * price[: place + 1], pieces * room[: place + 1])
                taken[rows, : place + 1] += shares
                if limit is not None:
                    limit[rows] -= shares.sum(axis=1)
        whole = np.maximum(np.floor_divide(end, offer.take) - begun, 0)
        alone = whole * (offer.cheap * gift[place])
        if limit is not None:
            alone = np.minimum(alone, limit)
        alone = np.minimum(alone, whole * (offer.take * room[place]))
        if limit is not None:
            limit -= alone
        taken[:, place] += alone
    takes[:, order] = taken
    used[:, order] = np.maximum(np.minimum(ends, serving[:, None]) - starts, 0)
    return served(takes, used)


def _within(starts: Figures, ends: Figures, first: Figures, last: Figures) -> Figures:
    """How many of each column's pieces lie between two places of the row."""
    return np.asarray(np.maximum(np.minimum(ends, last) - np.maximum(starts, first), 0))
