"""The most that ways to share goods out can bring which are decided as far as some of the lines.

What every rule gives for every amount of its goods is known to the kopeck. What it is worth is moved about between the
rules and the lines until what each of them can bring at most, looked at alone, adds up to little more than what they
can bring together. Moving worth about changes no sum of a way, so the bound stays one. All of it in whole numbers.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pos_app.domain.pricing.rows.goods import Figures

NEVER = -(1 << 52)
"""Less than any worth: a number of pieces that no way gives to the rule."""
_SWEEPS = 12
"""How often worth is moved about at most."""
_LITTLE = 2_000
"""A sweep that lowers the bound by no more than one part of so many is the last."""


class Grid(NamedTuple):
    """What one rule brings: ``worth`` of each amount, one axis for each of its ``lines`` (places in the order)."""

    lines: tuple[int, ...]
    worth: Figures


class Bound:
    """What ways that are decided as far as some of the lines may come to at most; ``least`` is asked for.

    ``splits`` by line: a row for each split, how many pieces each rule of ``grids`` gets; ``beside``: its worth by what
    depends on nothing else.
    """

    def __init__(self, grids: Sequence[Grid], splits: Sequence[Figures], beside: Sequence[Figures], least: int) -> None:
        self.least = least
        self.lines_of = [grid.lines for grid in grids]
        self._tables = [grid.worth.astype(np.int64, copy=True) for grid in grids]
        self._splits = splits
        self.beside = [figures.astype(np.int64, copy=True) for figures in beside]
        self.takers = [
            [rule for rule, lines in enumerate(self.lines_of) if place in lines] for place in range(len(splits))
        ]
        self._tighten()
        self.sizes = [table.shape for table in self._tables]
        self.prefixes = self._prefixed()
        self.rest = [0]
        for figures in reversed(self.beside):
            self.rest.insert(0, self.rest[0] + int(figures.max()))

    def most(self) -> int:
        """No way is worth more."""
        return sum(int(table[0]) for table in self.prefixes[0]) + self.rest[0]

    def promised(self, amounts: Sequence[Figures], worth: Figures, decided: int) -> Figures:
        """What ways are worth at most; ``worth`` by the lines that are ``decided``, ``amounts`` by the rules."""
        total = worth + self.rest[decided]
        for table, mine in zip(self.prefixes[decided], amounts, strict=True):
            total = total + table[mine]
        return np.asarray(total)

    def _tighten(self) -> None:
        before: int | None = None
        for _ in range(_SWEEPS):
            for place in range(len(self._splits)):
                self._move(place)
            now = sum(int(table.max()) for table in self._tables) + sum(int(one.max()) for one in self.beside)
            if before is not None and (before - now) * _LITTLE <= abs(before):
                return
            before = now

    def _move(self, place: int) -> None:
        """Every rule leaves to the line what its pieces there can bring; the line gives it back in equal parts."""
        takers, splits, beside = self.takers[place], self._splits[place], self.beside[place]
        if not takers:
            return
        for rule in takers:
            table, axis = self._tables[rule], self.lines_of[rule].index(place)
            brought = table.max(axis=tuple(other for other in range(table.ndim) if other != axis))
            table -= _along(brought, axis, table.ndim)
            beside += brought[splits[:, rule]]
        given: list[Figures] = []
        for rule in takers:
            best = np.full(self._tables[rule].shape[self.lines_of[rule].index(place)], NEVER, dtype=np.int64)
            np.maximum.at(best, splits[:, rule], beside)
            given.append(np.floor_divide(best, len(takers)))
        for rule, back in zip(takers, given, strict=True):
            table, axis = self._tables[rule], self.lines_of[rule].index(place)
            table += _along(back, axis, table.ndim)
            beside -= back[splits[:, rule]]

    def _prefixed(self) -> list[list[Figures]]:
        """By how many lines are decided, and rule: the most that it brings, by the amounts of these lines."""
        prefixes: list[list[Figures]] = [list(self._tables)]
        for place in reversed(range(len(self._splits))):
            later = prefixes[0]
            prefixes.insert(
                0,
                [
                    table.max(axis=-1) if place in lines else table
                    for table, lines in zip(later, self.lines_of, strict=True)
                ],
            )
        return [[np.ascontiguousarray(table).ravel() for table in tables] for tables in prefixes]


def _along(figures: Figures, axis: int, axes: int) -> Figures:
    shape = [1] * axes
    shape[axis] = len(figures)
    return figures.reshape(shape)
