"""Bundles whose places want the same goods in every row: which pieces make them (``offers/overlapping``)."""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.offers.overlapping import Overlapping
from pos_app.domain.pricing.rows.goods import Column, Figures

MOST_BUNDLES = 40
"""Goods that make more bundles than this are not put into rows: they are formed piece by piece."""
_FULL = np.iinfo(np.int64).max


class OverlappingRows:
    """The columns of pieces, the dearest first, and what places the bundle's ``counts`` are for."""

    def __init__(self, overlapping: Overlapping, counts: Sequence[int], columns: Sequence[Column]) -> None:
        self._counts = counts
        self._wanted = overlapping.wanted
        self._places = [overlapping.places_of(column.line) for column in columns]

    def most_times(self, pieces: Figures, max_times: int | None) -> Figures:
        """How many bundles each row makes at most."""
        times = np.full(len(pieces), _FULL if max_times is None else max_times, dtype=np.int64)
        for some, wanted in enumerate(self._wanted):
            if some:
                mine = [place for place, places in enumerate(self._places) if places & some]
                times = np.minimum(times, np.floor_divide(pieces[:, mine].sum(axis=1), wanted))
        return times

    def chosen(self, pieces: Figures, times: Figures) -> Figures:
        """The dearest of each row's pieces that find places in so many bundles."""
        left = [times * wanted for wanted in self._wanted]
        found = np.zeros_like(pieces)
        for place, mine in enumerate(self._places):
            holding = [some for some in range(len(left)) if some & mine == mine]
            count = pieces[:, place].copy()
            for some in holding:
                np.minimum(count, left[some], out=count)
            for some in holding:
                left[some] = left[some] - count
            found[:, place] = count
        return found

    def worth_their_price(self, pieces: Figures, prices: Figures, most_times: Figures, price: Kopecks) -> Figures:
        """How many bundles at a price save most: another one always brings less than the one before."""
        best = np.zeros_like(most_times)
        before = np.zeros_like(most_times)
        for times in range(1, int(most_times.max(initial=0)) + 1):
            costs = (self.chosen(pieces, np.full(len(pieces), times, dtype=np.int64)) * prices).sum(axis=1)
            better = (times <= most_times) & (costs - before > price) & (best == times - 1)
            if not better.any():
                break
            best, before = np.where(better, times, best), costs
        return best

    def formed(self, chosen: Figures, times: Figures) -> Figures:
        """The bundles out of all the chosen pieces, by row, bundle and column."""
        most = int(times.max(initial=0))
        spare = [times * wanted for wanted in self._wanted]
        for place, mine in enumerate(self._places):
            for some in range(len(spare)):
                if some & mine == mine:
                    spare[some] = spare[some] - chosen[:, place]
        filled = [np.zeros(len(chosen), dtype=np.int64) for _ in self._counts]
        bundles = np.zeros((len(chosen), most, chosen.shape[1]), dtype=np.int64)
        for place, mine in enumerate(self._places):
            for piece in range(int(chosen[:, place].max(initial=0))):
                rows = np.flatnonzero(chosen[:, place] > piece)
                self._put(rows, (place, mine), spare, filled, bundles)
        return bundles

    def _put(
        self, rows: Figures, put: tuple[int, int], spare: list[Figures], filled: list[Figures], bundles: Figures
    ) -> None:
        """One more piece of each row into its first bundle that has a place for it which the others can spare."""
        place, mine = put
        among = [number for number in range(len(filled)) if mine >> number & 1]
        asked = {
            number: [some for some in range(len(spare)) if some >> number & 1 and some & mine != mine]
            for number in among
        }
        first = np.full(len(rows), _FULL, dtype=np.int64)
        into = np.zeros(len(rows), dtype=np.int64)
        for number in among:
            number_of = np.floor_divide(filled[number][rows], self._counts[number])
            for some in asked[number]:
                number_of = np.where(spare[some][rows] > 0, number_of, _FULL)
            into = np.where(number_of < first, number, into)
            first = np.minimum(first, number_of)
        bundles[rows, first, place] += 1
        for number in among:
            mine_now = rows[into == number]
            filled[number][mine_now] += 1
            for some in asked[number]:
                spare[some][mine_now] -= 1
