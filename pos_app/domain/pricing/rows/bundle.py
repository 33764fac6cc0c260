"""Bundles in every row: one after another, each out of the dearest pieces that its places find."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np

from pos_app.domain.loyalty.rules.benefit import PercentOff, SumOff
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.rows.goods import (
    Column,
    Figures,
    Flags,
    Given,
    across,
    alike_rows,
    by_price,
    each_of,
    served,
)
from pos_app.domain.pricing.rows.split import split_rows

MOST_PLACES = 3
"""Bundles of more parts are not put into rows."""


def bundles_in_rows(offer: BundleOffer, columns: Sequence[Column], counts: Figures) -> Given | None:
    """What ``BundleOffer.give`` gives; None for bundles of many parts."""
    if len(offer.places) > MOST_PLACES:
        return None
    takes, used = np.zeros_like(counts), np.zeros_like(counts)
    pieces = sorted(by_price(columns))
    if not pieces:
        return Given(takes, used)
    forming = _Forming(offer, [columns[place] for place in pieces], counts[:, pieces])
    forming.go()
    takes[:, pieces], used[:, pieces] = forming.takes, forming.used
    return served(takes, used)


class _Forming:
    """``left`` pieces of each row, and what bundles took off so far, and of what."""

    def __init__(self, offer: BundleOffer, columns: Sequence[Column], counts: Figures) -> None:
        self._offer = offer
        self._columns = columns
        self._order = by_price(columns)
        self._price, self._room = each_of(columns)
        self.left = counts.copy()
        self.takes = np.zeros_like(counts)
        self.used = np.zeros_like(counts)
        most = offer.benefit.most_kopecks if isinstance(offer.benefit, PercentOff) else None
        self._most = None if most is None else np.full(len(counts), most, dtype=np.int64)
        self._times = None if offer.max_times is None else np.full(len(counts), offer.max_times, dtype=np.int64)

    def go(self) -> None:
        """Until no row has another bundle."""
        rows = np.arange(len(self.left))
        while len(rows):
            if self._times is not None:
                rows = rows[self._times[rows] > 0]
            bundle = self._next(self.left[rows])
            there = across(bundle) > 0
            rows, bundle = rows[there], bundle[there]
            if len(rows):
                self._form(rows, bundle)

    def _form(self, rows: Figures, bundle: Figures) -> None:
        """The rows' next bundle as often as it can be formed."""
        often = np.where(bundle > 0, np.floor_divide(self.left[rows], np.maximum(bundle, 1)), np.iinfo(np.int64).max)
        times = often.min(axis=1)
        if self._times is not None:
            times = np.minimum(times, self._times[rows])
        if self._most is None:  # the same bundles come again and again
            kinds, of_row = alike_rows(bundle, self._offer.count)
            base, room = bundle[kinds] * self._price, bundle[kinds] * self._room
            shares = split_rows(self._gift(across(base)), base, room)[of_row]
        else:
            base, room = bundle * self._price, bundle * self._room
            shares = split_rows(self._gift(across(base)), base, room)
            most = self._most[rows]
            given = across(shares)
            open_ = most > 0
            fitting = np.maximum(np.minimum(times, np.floor_divide(most, np.maximum(given, 1))), 1)
            times = np.where(open_ & (given > 0), fitting, times)
            shares = np.where((given > most)[:, None], split_rows(most, base, room), shares)
            shares = np.where(open_[:, None], shares, 0)
            self._most[rows] = np.where(open_ & (given > 0), np.maximum(most - given * times, 0), most)
        self.takes[rows] += shares * times[:, None]
        self.used[rows] += bundle * times[:, None]
        self.left[rows] -= bundle * times[:, None]
        if self._times is not None:
            self._times[rows] -= times

    def _gift(self, costs: Figures) -> Figures:
        benefit = self._offer.benefit
        if isinstance(benefit, PercentOff):
            return np.floor_divide(2 * costs * benefit.rate_bp + WHOLE_BP, 2 * WHOLE_BP)
        if isinstance(benefit, SumOff):
            return np.minimum(benefit.kopecks, costs)
        return np.maximum(costs - benefit.kopecks, 0)

    def _next(self, left: Figures) -> Figures:
        """Each row's next bundle, pieces by column; nothing where there is none."""
        places = self._offer.places
        lines = [column.line for column in self._columns]
        mine = [np.array([line in goods for line in lines], dtype=bool) for _, goods in places]
        ranks = [
            self._rank(across(left[:, own]) - place[0], number)
            for number, (place, own) in enumerate(zip(places, mine, strict=True))
        ]
        bundle = np.zeros_like(left)
        for order in permutations(range(len(places))):
            chooses = np.ones(len(left), dtype=bool)
            for first, second in pairwise(order):
                chooses &= ranks[first] < ranks[second]
            rows = np.flatnonzero(chooses)
            if len(rows):
                bundle[rows] = self._taken(left[rows], [(places[number][0], mine[number]) for number in order])
        return bundle

    def _rank(self, spare: Figures, number: int) -> Figures:
        """The scarcest place chooses first; ties as the offer decides them."""
        places = self._offer.places
        fixed = sorted(
            range(len(places)),
            key=lambda at: (len(places[at][1]), places[at][0], sorted(places[at][1])),
        )
        return spare * (MOST_PLACES + 1) + fixed.index(number)

    def _taken(self, left: Figures, wanting: Sequence[tuple[int, Flags]]) -> Figures:
        spare, bundle = left.copy(), np.zeros_like(left)
        whole = np.ones(len(left), dtype=bool)
        for count, mine in wanting:
            wanted = np.full(len(left), count, dtype=np.int64)
            for place in self._order:
                if mine[place]:
                    chosen = np.minimum(wanted, spare[:, place])
                    spare[:, place] -= chosen
                    bundle[:, place] += chosen
                    wanted -= chosen
            whole &= wanted == 0
        return np.where(whole[:, None], bundle, 0)
