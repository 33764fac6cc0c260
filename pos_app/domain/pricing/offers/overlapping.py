"""Bundles whose places want the same goods: as many as there can be, out of the dearest pieces that make so many.

Whether pieces find places is a matter of sums: they do where no set of places is asked by more pieces that go nowhere
else than it holds (Hall's theorem; a set of places is a number here, a bit for each). The result depends on what there
is and on the order of the places in the rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks

Row = Sequence[tuple[int, int]]
"""Pieces by line, the dearest first."""


class Overlapping:
    """``places`` as in ``BundleOffer``: how many pieces, of which lines."""

    __slots__ = ("_counts", "_places_of", "shared", "wanted")

    def __init__(self, places: Sequence[tuple[int, frozenset[int]]]) -> None:
        self._counts = [count for count, _ in places]
        self._places_of: dict[int, int] = {}
        for number, (_, lines) in enumerate(places):
            for line in lines:
                self._places_of[line] = self._places_of.get(line, 0) | 1 << number
        self.shared = frozenset(line for line, mine in self._places_of.items() if mine & (mine - 1))
        self.wanted = self._wanted() if self.shared else []

    def _wanted(self) -> list[int]:
        """By set of places, how many pieces they want for one bundle."""
        wanted = [0]
        for count in self._counts:
            wanted += [others + count for others in wanted]
        return wanted

    def places_of(self, line: int) -> int:
        """The set of places that may have the line's pieces."""
        return self._places_of.get(line, 0)

    def most_times(self, pieces: Mapping[int, int]) -> int:
        """How many bundles these pieces make at most."""
        return min(
            div_floor(sum([count for line, count in pieces.items() if self.places_of(line) & some]), wanted)
            for some, wanted in enumerate(self.wanted)
            if some
        )

    def chosen(self, row: Row, times: int) -> list[tuple[int, int]]:
        """The dearest of the pieces that find places in so many bundles."""
        left = [times * wanted for wanted in self.wanted]
        found: list[tuple[int, int]] = []
        for line, pieces in row:
            mine = self.places_of(line)
            count = min(pieces, *[room for some, room in enumerate(left) if some & mine == mine]) if mine else 0
            if count:
                left = [room - count if some & mine == mine else room for some, room in enumerate(left)]
                found.append((line, count))
        return found

    def worth_their_price(
        self, row: Row, prices: Mapping[int, Kopecks], most_times: int, price_kopecks: Kopecks
    ) -> int:
        """How many bundles at a price save most: another one always brings less than the one before."""

        def costs(times: int) -> Kopecks:
            return sum([prices[line] * count for line, count in self.chosen(row, times)])

        least, most = 0, most_times
        while least < most:
            middle = div_floor(least + most + 1, 2)
            if costs(middle) - costs(middle - 1) > price_kopecks:
                least = middle
            else:
                most = middle - 1
        return least

    def formed(self, chosen: Row, times: int) -> list[tuple[dict[int, int], int]]:
        """The bundles out of all the pieces that were :meth:`chosen` for them: pieces by line, and how often in a row.

        Each piece, the dearest first, comes into the first bundle that has a place for it which the others can spare.
        """
        spare = [times * wanted for wanted in self.wanted]
        for line, count in chosen:
            mine = self.places_of(line)
            spare = [room - count if some & mine == mine else room for some, room in enumerate(spare)]
        filled = [0] * len(self._counts)
        runs: list[tuple[int, int, int, int]] = []
        for line, count in chosen:
            runs += [(line, *run) for run in self._placed(self.places_of(line), count, spare, filled)]
        starts = sorted({0, times} | {start for _, start, _, _ in runs} | {end for _, _, end, _ in runs})
        bundles: list[tuple[dict[int, int], int]] = []
        for start, end in pairwise(starts):
            bundle: dict[int, int] = {}
            for line, first, behind, pieces in runs:
                if first <= start < behind:
                    bundle[line] = bundle.get(line, 0) + pieces
            bundles.append((bundle, end - start))
        return bundles

    def _placed(self, mine: int, count: int, spare: list[int], filled: list[int]) -> Iterator[tuple[int, int, int]]:
        """Puts equal pieces into places: from which bundle to before which one, and how many into each of these."""
        among = [number for number in range(len(filled)) if mine >> number & 1]
        asked = {
            number: [some for some in range(len(spare)) if some >> number & 1 and some & mine != mine]
            for number in among
        }
        while count:
            free = [number for number in among if all(spare[some] for some in asked[number])]
            levels = {number: div_floor(filled[number], self._counts[number]) for number in free}
            first = min(levels.values())
            going = [number for number in free if levels[number] == first]
            often = self._often(going, asked, count, spare, filled)
            often = min([often, *[level - first for level in levels.values() if level > first]])
            if often:
                put = {number: self._counts[number] for number in going}
            else:
                put, often = {going[0]: 1}, 1
            yield first, first + often, sum(put.values())
            for number, pieces in put.items():
                count -= pieces * often
                filled[number] += pieces * often
                for some in asked[number]:
                    spare[some] -= pieces * often

    def _often(
        self,
        going: Sequence[int],
        asked: Mapping[int, Sequence[int]],
        count: int,
        spare: Sequence[int],
        filled: list[int],
    ) -> int:
        """In how many bundles these places may all be filled, one bundle after another; 0 where one is begun."""
        if any(filled[number] % self._counts[number] for number in going):
            return 0
        taken: dict[int, int] = {}
        for number in going:
            for some in asked[number]:
                taken[some] = taken.get(some, 0) + self._counts[number]
        most = div_floor(count, sum(self._counts[number] for number in going))
        return min([most, *[div_floor(spare[some], pieces) for some, pieces in taken.items()]])
