"""Ways that are too many to be written down: only those are that take off enough (``worthwhile``)."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.rows.bound import Bound, Grid
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, kinds_of_rows, told_apart
from pos_app.domain.pricing.rows.offered import given_in_rows
from pos_app.domain.pricing.rows.ways import Table, Ways, columns_of, line_splits, strides_of
from pos_app.domain.pricing.rows.worthwhile import Found, Kinds, first_way, worthwhile

_MOST_BOUNDS = 4
"""From so many sides it is looked at whether a way may take off enough."""
_LITTLE = 20 * WHOLE_BP
_MANY_AMOUNTS = 1_000_000
"""Of so many amounts it is looked at from two sides only: each side takes a figure for every amount."""
_AT_ONCE = 100_000
"""A rule is asked about so many amounts together."""
_NOT_IN_ROWS = "work_out() said that a rule is not put into rows"


Small = NDArray[np.integer[Any]]
"""Figures that are held for every amount, in as few bytes as they fit in."""


class Amounts(NamedTuple):
    """Every amount of a rule's goods, and what it takes off them and uses of them, by column.

    ``order`` of the columns: the first one's count runs slowest. An amount is the number of its row.
    """

    columns: list[Column]
    order: list[int]
    takes: Small
    used: Small

    @property
    def sizes(self) -> list[int]:
        """So many counts of each column there are, in their order."""
        return [self.columns[place].part.shares + 1 for place in self.order]

    def counts(self, amounts: Figures) -> Figures:
        """How many pieces of each column these are."""
        counts = np.empty((len(amounts), len(self.columns)), dtype=np.int64, order="F")
        for place, figures in zip(self.order, np.unravel_index(amounts, self.sizes), strict=True):
            counts[:, place] = figures
        return counts


class ManyWays:
    """The ways of entrants that are all in.

    ``known`` holds what rules give for every amount of their goods, by place of the rule: with fewer rules in it is the
    same.
    """

    def __init__(self, entrants: Sequence[Entrant], lines: int, known: dict[int, Amounts | None]) -> None:
        self.entrants = entrants
        self._lines = lines
        self._known = known
        self._parts = {part.line: part for one in entrants for part in one.parts}
        self._order = sorted(self._parts, key=lambda line: _comes_first(self._parts[line]))
        self._splits = [line_splits(entrants, self._parts[line]) for line in self._order]
        self._together = [index for index, one in enumerate(entrants) if not one.offer.independent]

    def work_out(self) -> bool:
        """What every rule gives for every amount; False where one is not put into rows."""
        for one in self.entrants:
            place = one.offer.rule.place
            if place not in self._known and not one.offer.independent:
                self._known[place] = _amounts_of(one)
        return all(self._known[self.entrants[index].offer.rule.place] is not None for index in self._together) and all(
            columns_of(one) is not None for one in self.entrants
        )

    def first(self, weights_bp: Sequence[int]) -> Ways:
        """One way that is worth much."""
        return self._ways(first_way(self._splits_together(), self._bound(weights_bp, 0)))

    def worth(
        self,
        needed: Sequence[tuple[Sequence[int], int]],
        most_looked_at: int,
        most_rows: int,
        *,
        by_takes: bool,
        keeps_apart: bool,
    ) -> Iterator[Ways]:
        """Those ways that take off enough, each line by its weight, for all that is ``needed``, in portions.

        What is needed stands with the weights of the lines; the first says most. In a portion ways of one kind stand
        for each other (``Ways.distinct``). Raises :class:`TooManyRowsError`.
        """
        amounts = sum(len(self._amounts(index).takes) for index in self._together)
        sides = _telling(needed)[: _MOST_BOUNDS if amounts <= _MANY_AMOUNTS else 2]
        bounds: list[Bound] = []
        for weights_bp, least in sides:
            bounds.append(self._bound(weights_bp, least))
            if bounds[-1].most() < least:
                return
        kinds = self._kinds(bounds[0], by_takes=by_takes, keeps_apart=keeps_apart)
        for found in worthwhile(self._splits_together(), bounds, kinds, most_looked_at, most_rows):
            yield self._ways(found)

    def _kinds(self, bound: Bound, *, by_takes: bool, keeps_apart: bool) -> Kinds:
        kinds: list[Figures] = []
        for index, shape in zip(self._together, bound.sizes, strict=True):
            rule, amounts = self.entrants[index].offer.rule, self._amounts(index)
            used = not by_takes and (rule.names or rule.forbids or (keeps_apart and rule.exclusive))
            kinds.append(kinds_of_rows((amounts.takes, amounts.used) if used else (amounts.takes,)).reshape(shape))
        return Kinds(
            bound.lines_of, kinds, [self._kinds_alone(place, by_takes=by_takes) for place in range(len(self._order))]
        )

    def _kinds_alone(self, place: int, *, by_takes: bool) -> Figures:
        """Of which kind the splits of a line are by what the rules for every unit take (and use)."""
        columns = [np.zeros(len(self._splits[place]), dtype=np.int64)]
        for index, takes in self._taken_alone(place):
            columns.append(takes)
            if not by_takes:
                columns.append(np.where(takes > 0, self._splits[place][:, index], 0))
        return kinds_of_rows((np.column_stack(columns),))

    def _taken_alone(self, place: int) -> Iterator[tuple[int, Figures]]:
        """What each rule for every unit takes off the line, by split."""
        line = self._order[place]
        for index, one in enumerate(self.entrants):
            for part in one.parts if one.offer.independent else ():
                if part.line == line:
                    table = np.array([0, *(one.offer.most(cut) for cut in _cuts(part))], dtype=np.int64)
                    yield index, table[self._splits[place][:, index]]

    def _splits_together(self) -> list[Figures]:
        return [one[:, self._together] for one in self._splits]

    def _bound(self, weights_bp: Sequence[int], least: int) -> Bound:
        grids = [self._grid(index, weights_bp) for index in self._together]
        beside = [self._beside(place, line, weights_bp) for place, line in enumerate(self._order)]
        return Bound(grids, self._splits_together(), beside, least)

    def _grid(self, index: int, weights_bp: Sequence[int]) -> Grid:
        amounts = self._amounts(index)
        worth = np.zeros(len(amounts.takes), dtype=np.int64)
        for place, column in enumerate(amounts.columns):
            worth += amounts.takes[:, place].astype(np.int64) * weights_bp[column.line]
        lines = tuple(self._order.index(amounts.columns[place].line) for place in amounts.order)
        return Grid(lines, worth.reshape(amounts.sizes))

    def _beside(self, place: int, line: int, weights_bp: Sequence[int]) -> Figures:
        """What the rules for every unit take off the line, by split."""
        worth = np.zeros(len(self._splits[place]), dtype=np.int64)
        for _, takes in self._taken_alone(place):
            worth += takes * weights_bp[line]
        return worth

    def _amounts(self, index: int) -> Amounts:
        found = self._known[self.entrants[index].offer.rule.place]
        if found is None:
            raise ValueError(_NOT_IN_ROWS)
        return found

    def _ways(self, found: Found) -> Ways:
        tables: list[Table] = []
        rows = [splits[chosen] for splits, chosen in zip(self._splits, found.splits, strict=True)]
        for index, one in enumerate(self.entrants):
            if index in self._together:
                amounts = self._amounts(index)
                mine = found.amounts[self._together.index(index)]
                known, amount_of = told_apart(mine)
                given = Given(amounts.takes[known].astype(np.int64), amounts.used[known].astype(np.int64))
                tables.append(Table(amounts.columns, amounts.counts(known), amount_of, given))
                continue
            tables.append(self._independent(index, one, rows))
        return Ways(self.entrants, self._lines, found.number, tables)

    def _independent(self, index: int, one: Entrant, rows: Sequence[Figures]) -> Table:
        columns = columns_of(one)
        if columns is None:
            raise ValueError(_NOT_IN_ROWS)
        strides, sizes = strides_of(columns)
        numbers = np.zeros(len(rows[0]), dtype=np.int64)
        for column, stride in zip(columns, strides[:-1].tolist(), strict=True):
            numbers += rows[self._order.index(column.line)][:, index] * stride
        known, amount_of = told_apart(numbers)
        counts = np.asfortranarray(np.floor_divide(known[:, None], strides[:-1]) % sizes)
        given = given_in_rows(one.offer, columns, counts)
        if given is None:
            raise ValueError(_NOT_IN_ROWS)
        return Table(columns, counts, amount_of, given)


def _telling(needed: Sequence[tuple[Sequence[int], int]]) -> list[tuple[Sequence[int], int]]:
    """Those that ask for something which none of the others asks for, but for very little."""
    told: list[tuple[Sequence[int], int]] = []
    for weights, least in dict.fromkeys((tuple(weights), least) for weights, least in needed):

        def is_told(other: tuple[Sequence[int], int], weights: Sequence[int] = weights, least: int = least) -> bool:
            return other[1] + _LITTLE >= least and all(map(int.__le__, other[0], weights))

        if not any(map(is_told, told)):
            told.append((weights, least))
    return told


def _amounts_of(entrant: Entrant) -> Amounts | None:
    columns = columns_of(entrant)
    if columns is None:
        return None
    order = sorted(range(len(columns)), key=lambda place: _comes_first(columns[place].part))
    nothing = np.zeros((0, len(columns)), dtype=np.int32)
    amounts = Amounts(columns, order, nothing, nothing)
    number = prod(amounts.sizes)
    takes = np.empty((number, len(columns)), dtype=np.int32, order="F")
    used = np.empty_like(takes, dtype=np.min_scalar_type(max(amounts.sizes)))
    for start in range(0, number, _AT_ONCE):
        some = np.arange(start, min(start + _AT_ONCE, number))
        given = given_in_rows(entrant.offer, columns, amounts.counts(some))
        if given is None:
            return None
        takes[start : start + _AT_ONCE], used[start : start + _AT_ONCE] = given
    return amounts._replace(takes=takes, used=used)


def _comes_first(part: Part) -> tuple[int, int]:
    """The lines that cost most are shared out first."""
    return -part.base_kopecks, part.line


def _cuts(part: Part) -> list[Part]:
    return [pieces_of(part, count) for count in range(1, part.shares + 1)]
