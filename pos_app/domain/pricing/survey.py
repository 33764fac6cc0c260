"""All ways to share goods out among rivals at a glance, the one that promises most first.

What every way takes off the lines is worked out in rows (``rows``), and what all the stages may save then. The ways
are looked at from the most promising down, so most are never looked at.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from math import prod
from typing import NamedTuple

import numpy as np

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.round_hopes import RoundHopes
from pos_app.domain.pricing.row_hopes import Served
from pos_app.domain.pricing.rows.goods import MOST_KOPECKS, Figures
from pos_app.domain.pricing.rows.many_ways import Amounts, ManyWays
from pos_app.domain.pricing.rows.ways import Ways, all_ways, amounts_counts, splits_counts, uncovering, ways_count
from pos_app.domain.pricing.rows.worthwhile import TooManyRowsError

_SLICE = 128
"""So many ways are told apart at once."""
_MANY_ROWS = 5_000
"""From so many on it is worth telling first which are of one kind."""
_AT_ONCE = 100_000
"""Of so many it is worked out together what they promise."""
_MOST_WRITTEN = 150_000
"""So many ways are all written down; of more only those that take off enough."""
_MOST_SPLITS = 100_000
"""Of so many ways to share one line out each is written down, three hundred bags of one kind have millions."""
_MOST_NUMBER = 1 << 62
"""An amount of a rule's goods is one number of 64 bits."""


class Bounds(NamedTuple):
    """At most ``ways`` are looked at; of ``rows`` it is worked out what they promise; ``kept`` are held."""

    ways: int
    rows: int
    kept: int


class Survey:
    """The ways of ``entrants``, also without some of them, that may save more than ``least`` from here on.

    ``alike``: which rule took something off a line does not matter, only how much.
    """

    def __init__(
        self,
        entrants: Sequence[Entrant],
        hopes: RoundHopes,
        nets: Sequence[Kopecks],
        bounds: Bounds,
        *,
        alike: bool,
    ) -> None:
        self._entrants = entrants
        self._hopes = hopes
        self._nets = nets
        self._bounds = bounds
        self._alike = alike
        self._choices: list[Ways | ManyWays] = []
        self._ways: list[tuple[int, Ways]] = []
        self._hopeful: list[tuple[Figures, Figures]] = []

    def work_out(self) -> bool:
        """What the rules give; False where a rule, or a sum, is not put into rows."""
        if sum(self._nets) > MOST_KOPECKS:
            return False
        known: dict[int, Amounts | None] = {}
        for chosen in (list(self._entrants), *uncovering(self._entrants)):
            if ways_count(chosen) <= _MOST_WRITTEN:
                ways = all_ways(chosen, len(self._nets))
                if ways is None:
                    return False
                self._choices.append(ways)
                continue
            many = ManyWays(chosen, len(self._nets), known)
            if not many.work_out():
                return False
            self._choices.append(many)
        return True

    def first(self, least: Kopecks) -> tuple[Grant, ...]:
        """What the rules give in a way that takes much off, as far as that counts for more than ``least``."""
        weights = self._hopes.needed(least + 1, wholly=True).weights_bp
        first = self._choices[0]
        ways = first if isinstance(first, Ways) else first.first(weights)
        return ways.grants(int(ways.worth(weights).argmax()))

    def look(self, least: Kopecks) -> bool:
        """Leave out what saves no more than ``least``; False where too much is left to be told apart."""
        needed = self._hopes.needed(least + 1, wholly=True)
        for number, choice in enumerate(self._choices):
            if isinstance(choice, Ways):
                rows = np.flatnonzero(choice.worth(needed.weights_bp) >= needed.worth)
                self._look_at(number, choice, self._one_of_each(choice, rows), least)
                continue
            asked = [needed, *(one for one in self._hopes.all_needed(least + 1, wholly=True) if one.worth > 0)]
            alike, apart = self._alike, self._hopes.keeps_apart
            try:
                found = choice.worth(asked, self._bounds.ways, self._bounds.rows, by_takes=alike, keeps_apart=apart)
                for ways in found:
                    self._look_at(number, ways, np.arange(ways.number), least)
                    if sum(len(rows) for rows, _ in self._hopeful) > self._bounds.kept:
                        return False
            except TooManyRowsError:
                return False
        return True

    def _one_of_each(self, ways: Ways, rows: Figures) -> Figures:
        """Of many rows those that are the first of their kind."""
        if len(rows) <= _MANY_ROWS:
            return rows
        there = np.zeros(ways.number, dtype=bool)
        there[rows] = True
        rows = ways.distinct(by_takes=self._alike, keeps_apart=self._hopes.keeps_apart)
        return rows[there[rows]]

    def _look_at(self, number: int, ways: Ways, rows: Figures, least: Kopecks) -> None:
        """Of a choice of rules keep those of the rows that may save more than ``least``, the most promising first."""
        rows, most = self._promise(ways, rows, least)
        order = np.argsort(-most, kind="stable")
        rows, most = rows[order], most[order]
        if 2 * len(rows) < ways.number:
            ways, rows = ways.of(rows), np.arange(len(rows))
        self._ways.append((number, ways))
        self._hopeful.append((rows, most))

    def _promise(self, ways: Ways, rows: Figures, least: Kopecks) -> tuple[Figures, Figures]:
        """Those of the rows by which more than ``least`` may be saved, and how much at most."""
        found: list[tuple[Figures, Figures]] = []
        for start in range(0, max(len(rows), 1), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            served = None
            if not self._alike:
                kept = ways.exclusive(some) if self._hopes.keeps_apart else None
                served = Served(ways.entrants, *ways.served_by(some), kept)
            found.append(self._hopes.hopeful(some, ways.takes(some), served, least))
        return np.concatenate([one for one, _ in found]), np.concatenate([most for _, most in found])

    def promising(self) -> Iterator[tuple[Kopecks, tuple[Grant, ...]]]:
        """What is saved at most with a way, and what the rules give in it; the most first, ways that are alike once."""
        heap: list[tuple[Kopecks, int, int]] = []
        for number, (rows, most) in enumerate(self._hopeful):
            if len(rows):
                heappush(heap, (-int(most[0]), number, 0))
        seen: set[object] = set()
        likeness: dict[int, list[object]] = {}
        while heap:
            hope, number, place = heappop(heap)
            rows, most = self._hopeful[number]
            if place % _SLICE == 0:
                likeness[number] = self._ways[number][1].likeness(rows[place : place + _SLICE], by_takes=self._alike)
            choice, ways = self._ways[number]
            like = (0 if self._alike else choice, likeness[number][place % _SLICE])
            if like not in seen:
                seen.add(like)
                yield -hope, ways.grants(int(rows[place]))
            if place + 1 < len(rows):
                heappush(heap, (-int(most[place + 1]), number, place + 1))


def is_surveyed(entrants: Sequence[Entrant], few: int, most_amounts: int) -> bool:
    """Whether there are more ways than a few, of lines with not too many splits, of amounts that are not too many.

    Where ways are written down (:data:`_MOST_WRITTEN`) a rule is asked for the amounts that stand in one of them, else
    for all that there are.
    """
    splits, amounts = splits_counts(entrants), amounts_counts(entrants)
    ways = prod(splits)
    if not few < ways or max(splits) > _MOST_SPLITS or max(amounts) > _MOST_NUMBER:
        return False
    most = ways if ways <= _MOST_WRITTEN else _MOST_NUMBER
    asked = (count for one, count in zip(entrants, amounts, strict=True) if not one.offer.independent)
    return sum(min(count, most) for count in asked) <= most_amounts
