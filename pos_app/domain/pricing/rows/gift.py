"""Gifts with a purchase in every row: as many as what was bought allows, the dearest that leave enough bought."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import ONE
from pos_app.domain.pricing.offers.gift import GiftOffer
from pos_app.domain.pricing.rows.goods import Column, Figures, Flags, Given, by_price, each_of, served
from pos_app.domain.pricing.rows.split import split_rows


def gifts_in_rows(offer: GiftOffer, columns: Sequence[Column], counts: Figures) -> Given:
    """What ``GiftOffer.give`` gives."""
    giving = _Giving(offer, columns, counts)
    chosen = giving.chosen()
    needed = giving.needed(counts - chosen)
    group = chosen + needed
    price, room = each_of(columns)
    takes = split_rows((chosen * giving.off).sum(axis=1), group * price, group * room)
    return served(takes, group)


class _Giving:
    """``off`` is what one piece of each column has off as a gift."""

    def __init__(self, offer: GiftOffer, columns: Sequence[Column], counts: Figures) -> None:
        self._offer = offer
        self._counts = counts
        self._columns = columns
        purchase = offer.purchase
        bought = [column.line in offer.bought for column in columns]
        by_sum = purchase.kopecks is not None
        worth = [column.each_kopecks if by_sum else column.each_quantity for column in columns]
        self._worth = np.array([figure if mine else 0 for figure, mine in zip(worth, bought, strict=True)], np.int64)
        self._bought = np.array(bought)
        self._each = purchase.kopecks or purchase.quantity or 1
        self._gifts = [place for place in by_price(columns) if columns[place].line in offer.gift_lines]
        off = [
            min(max(column.each_kopecks - line_amount(offer.price_kopecks, ONE), 0), column.each_room)
            if place in self._gifts
            else 0
            for place, column in enumerate(columns)
        ]
        self.off = np.array(off, dtype=np.int64)
        self.times = np.zeros(len(counts), dtype=np.int64)

    def chosen(self) -> Figures:
        """The gifts of each row; sets the ``times`` that what was bought pays for."""
        found = np.zeros_like(self._counts)
        row = self._counts[:, self._gifts]
        gifts = self._offer.purchase.gifts
        all_bought = (self._counts * self._worth).sum(axis=1)
        most = np.minimum(np.floor_divide(row.sum(axis=1), gifts), np.floor_divide(all_bought, self._each))
        if self._offer.max_times is not None:
            most = np.minimum(most, self._offer.max_times)
        least = np.zeros_like(most)
        best = np.full(len(row), -1, dtype=np.int64)
        while True:  # the largest number of times that leaves enough bought
            rows = np.flatnonzero(least < most)
            if not len(rows):
                break
            times = -np.floor_divide(-(least[rows] + most[rows]), 2)
            skipped = self._first_row(row[rows], times * gifts, all_bought[rows] - times * self._each)
            there = skipped >= 0
            most[rows] = np.where(there, most[rows], times - 1)
            least[rows] = np.where(there, times, least[rows])
            best[rows] = np.where(there, skipped, best[rows])
        self.times = least
        ends = row.cumsum(axis=1)
        first = best[:, None]
        last = first + (least * gifts)[:, None]
        pieces = np.maximum(np.minimum(ends, last) - np.maximum(ends - row, first), 0)
        found[:, self._gifts] = np.where(best[:, None] >= 0, pieces, 0)
        return found

    def _first_row(self, row: Figures, count: Figures, spare: Figures) -> Figures:
        """How many of the dearest pieces are skipped, so that ``count`` in a row are worth no more than ``spare``.

        -1 where no such row leaves enough bought. Between two turns the worth only rises or only falls, evenly.
        """
        last = row.sum(axis=1) - count
        ends = row.cumsum(axis=1)
        starts = ends - row
        worth = self._worth[self._gifts]
        turns = np.concatenate([np.zeros((len(row), 1), np.int64), ends, ends - count[:, None]], axis=1)
        turns = np.sort(np.clip(turns, 0, (last + 1)[:, None]), axis=1)
        turns = np.concatenate([turns, (last + 1)[:, None]], axis=1)
        found = np.full(len(row), -1, dtype=np.int64)
        for place in range(turns.shape[1] - 1):
            low, high = turns[:, place], turns[:, place + 1] - 1
            begin = self._worth_of(starts, ends, low, count, worth)
            end = self._worth_of(starts, ends, np.maximum(high, low), count, worth)
            steps = np.maximum(high - low, 1)
            fall = np.floor_divide(np.maximum(begin - end, 0), steps)
            skip = np.where(fall > 0, -np.floor_divide(-(begin - spare), np.maximum(fall, 1)), 0)
            at_low: Flags = begin <= spare
            first = np.where(at_low, low, low + np.maximum(skip, 0))
            fits = (high >= low) & (at_low | ((fall > 0) & (first <= high)))
            found = np.where((found < 0) & fits, first, found)
        return found

    def _worth_of(self, starts: Figures, ends: Figures, first: Figures, count: Figures, worth: Figures) -> Figures:
        last = (first + count)[:, None]
        pieces = np.maximum(np.minimum(ends, last) - np.maximum(starts, first[:, None]), 0)
        return np.asarray((pieces * worth).sum(axis=1), dtype=np.int64)

    def needed(self, rest: Figures) -> Figures:
        """What of the bought goods earns the gifts, the dearest first."""
        needed = np.zeros_like(rest)
        missing = self.times * self._each
        columns = self._columns
        for place in sorted(range(len(columns)), key=lambda place: (-columns[place].each_kopecks, columns[place].line)):
            if not self._bought[place]:
                continue
            each = max(int(self._worth[place]), 1)
            wanted = -np.floor_divide(-np.maximum(missing, 0), each)
            needed[:, place] = np.minimum(rest[:, place], wanted)
            missing = missing - needed[:, place] * self._worth[place]
        return needed
