"""Pieces that change hands: from a way to share goods out to better ones, where trying every way takes too long.

A few pieces of one line go from one rule to another, and what all the stages save then is asked; what saves more stays.
The end is no proof, but what a search through orders and sums alone overlooks is often one exchange away.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import pieces_of
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.run import Run

Hands = tuple[tuple[int, ...], ...]
"""How many pieces of each line each of the rules has."""
_WHOLE_LINE = 3
"""Of so many lines one goes to one rule as a whole."""


class Exchange:
    """``best`` so far and what it saves; ``tried`` ways, at most ``most_tries``. All of the ``entrants`` are in."""

    def __init__(self, run: Run, entrants: Sequence[Entrant], best: Progress, most_tries: int) -> None:
        self.best = best
        self.best_saved = run.saved(best)
        self.tried = 0
        self._run = run
        self._most = most_tries
        self._entrants = entrants
        self._parts = {part.line: part for one in entrants for part in one.parts}
        self._lines = sorted(self._parts)
        self._wanting = [
            [index for index, one in enumerate(entrants) if any(part.line == line for part in one.parts)]
            for line in self._lines
        ]
        self._seen: dict[Hands, Kopecks] = {}

    def go(self, hands: Hands | None = None) -> None:
        """Exchange as long as that saves more, from these ``hands`` or from the best way that is known."""
        hands = self._hands_of(self.best) if hands is None else hands
        saved = self._saved(hands)
        while self.tried < self._most:
            better = next((other for other in self._neighbours(hands) if self._saved(other) > saved), None)
            if better is None:
                return
            hands, saved = better, self._saved(better)

    def shared_out(self, drawn: Iterator[int]) -> Hands:
        """A way to begin with, by figures that are ``drawn``: of most lines piece by piece, of some all to one rule."""
        rows: list[tuple[int, ...]] = []
        for line, wanting in zip(self._lines, self._wanting, strict=True):
            together = [index for index in wanting if not self._entrants[index].offer.independent]
            independent = [index for index in wanting if self._entrants[index].offer.independent]
            takers = [*together, independent[next(drawn) % len(independent)]] if independent else together
            row = [0] * len(self._entrants)
            pieces = self._parts[line].shares
            step = pieces if next(drawn) % _WHOLE_LINE == 0 else 1
            for _ in range(0, pieces, step):
                row[takers[next(drawn) % len(takers)]] += step
            rows.append(tuple(row))
        return tuple(rows)

    def _hands_of(self, progress: Progress) -> Hands:
        """Who has what; what served nobody is with the rule that comes first."""
        used = {grant.rule.place: dict(grant.used) for grant in progress.grants}
        rows: list[tuple[int, ...]] = []
        for line, wanting in zip(self._lines, self._wanting, strict=True):
            left = self._parts[line].shares
            row = [0] * len(self._entrants)
            for index in wanting:
                count = used.get(self._entrants[index].offer.rule.place, {}).get(line, 0)
                row[index] = min(count, left)
                left -= row[index]
            row[wanting[0]] += left
            rows.append(tuple(row))
        return tuple(rows)

    def _neighbours(self, hands: Hands) -> Iterator[Hands]:
        """One exchange away, the large ones first."""
        for place, (row, wanting) in enumerate(zip(hands, self._wanting, strict=True)):
            for giver, taker in permutations(wanting, 2):
                for count in _some(row[giver]):
                    if self.tried >= self._most:
                        return
                    other = list(row)
                    other[giver] -= count
                    other[taker] += count
                    if self._fits(other):
                        yield (*hands[:place], tuple(other), *hands[place + 1 :])

    def _fits(self, row: Sequence[int]) -> bool:
        """Of the rules for every unit one has all the pieces of a line that no other rule has."""
        return sum(count > 0 and self._entrants[index].offer.independent for index, count in enumerate(row)) <= 1

    def _saved(self, hands: Hands) -> Kopecks:
        known = self._seen.get(hands)
        if known is None:
            known = self._seen[hands] = self._worked_out(hands)
        return known

    def _worked_out(self, hands: Hands) -> Kopecks:
        self.tried += 1
        given: list[Entrant] = []
        for index, one in enumerate(self._entrants):
            rows = zip(self._lines, hands, strict=True)
            parts = [pieces_of(self._parts[line], row[index]) for line, row in rows if row[index]]
            if parts:
                given.append(Entrant(one.offer, tuple(parts), one.offer.give(parts)))
        grants = sorted(
            (one.alone for one in given if one.alone.total_kopecks),
            key=lambda grant: (-grant.total_kopecks, grant.rule.rule_id),
        )
        after = self._run.start.opening()
        if self._run.rounds[0].close(after, grants):
            return -1
        after = self._run.onwards(after, 1)
        saved = self._run.saved(after)
        if saved > self.best_saved:
            self.best, self.best_saved = after, saved
        return saved


def _some(count: int) -> list[int]:
    """All, a half, … one."""
    counts: list[int] = []
    while count:
        counts.append(count)
        count = div_floor(count, 2)
    return counts
