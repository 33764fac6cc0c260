"""Ways that are too many to be written down: only those are that take off enough (``worthwhile``)."""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.rows.bound import Bound, Grid
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, kinds_of_rows
from pos_app.domain.pricing.rows.offered import given_in_rows
from pos_app.domain.pricing.rows.ways import Table, Ways, columns_of, distinct_numbers, line_splits, strides_of
from pos_app.domain.pricing.rows.worthwhile import Found, Kinds, TooManyRowsError, first_way, no_way, worthwhile

_MOST_BOUNDS = 4
"""From so many sides it is looked at whether a way may take off enough."""


class Amounts(NamedTuple):
    """Every amount of a rule's goods, and what it gives. ``lines`` of the sheet: the first one's count runs slowest."""

    columns: list[Column]
    lines: tuple[int, ...]
    counts: Figures
    given: Given


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

    def first(self, weights_bp: Sequence[int]) -> Ways | None:
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
    ) -> Ways | None:
        """Those ways that take off enough, each line by its weight, for all that is ``needed``; None: too many.

        What is needed stands with the weights of the lines; the first says most. Ways of one kind stand for each other
        (``Ways.distinct``).
        """
        bounds: list[Bound] = []
        for weights_bp, least in dict.fromkeys((tuple(weights), least) for weights, least in needed):
            if len(bounds) < _MOST_BOUNDS:
                bounds.append(self._bound(weights_bp, least))
                if bounds[-1].most() < least:
                    return self._ways(no_way(self._splits_together(), bounds[-1]))
        try:
            kinds = self._kinds(bounds[0], by_takes=by_takes, keeps_apart=keeps_apart)
            found = worthwhile(self._splits_together(), bounds, kinds, most_looked_at, most_rows)
        except TooManyRowsError:
            return None
        return self._ways(found)

    def _kinds(self, bound: Bound, *, by_takes: bool, keeps_apart: bool) -> Kinds:
        kinds: list[Figures] = []
        for index, shape in zip(self._together, bound.sizes, strict=True):
            rule, given = self.entrants[index].offer.rule, self._amounts(index).given
            used = not by_takes and (rule.names or rule.forbids or (keeps_apart and rule.exclusive))
            kinds.append(kinds_of_rows((given.takes, given.used) if used else (given.takes,)).reshape(shape))
        alone = [index for index in range(len(self.entrants)) if index not in self._together]
        nothing = np.zeros(1, dtype=np.int64)
        beside = [kinds_of_rows((one[:, alone],)) if alone else nothing.repeat(len(one)) for one in self._splits]
        return Kinds(bound.lines_of, kinds, beside)

    def _splits_together(self) -> list[Figures]:
        return [one[:, self._together] for one in self._splits]

    def _bound(self, weights_bp: Sequence[int], least: int) -> Bound:
        grids = [self._grid(index, weights_bp) for index in self._together]
        beside = [self._beside(place, line, weights_bp) for place, line in enumerate(self._order)]
        return Bound(grids, self._splits_together(), beside, least)

    def _grid(self, index: int, weights_bp: Sequence[int]) -> Grid:
        amounts = self._amounts(index)
        worth = np.zeros(len(amounts.counts), dtype=np.int64)
        for place, column in enumerate(amounts.columns):
            worth += amounts.given.takes[:, place] * weights_bp[column.line]
        shape = [self._parts[line].shares + 1 for line in amounts.lines]
        return Grid(tuple(self._order.index(line) for line in amounts.lines), worth.reshape(shape))

    def _beside(self, place: int, line: int, weights_bp: Sequence[int]) -> Figures:
        """What the rules for every unit take off the line, by split."""
        worth = np.zeros(len(self._splits[place]), dtype=np.int64)
        for index, one in enumerate(self.entrants):
            if one.offer.independent:
                for part in one.parts:
                    if part.line == line:
                        table = np.array(
                            [0, *(one.offer.most(cut) for cut in _cuts(part))],
                            dtype=np.int64,
                        )
                        worth += table[self._splits[place][:, index]] * weights_bp[line]
        return worth

    def _amounts(self, index: int) -> Amounts:
        found = self._known[self.entrants[index].offer.rule.place]
        if found is None:
            raise ValueError("work_out() said that a rule is not put into rows")
        return found

    def _ways(self, found: Found) -> Ways | None:
        tables: list[Table] = []
        rows = [splits[chosen] for splits, chosen in zip(self._splits, found.splits, strict=True)]
        for index, one in enumerate(self.entrants):
            if index in self._together:
                amounts = self._amounts(index)
                mine = found.amounts[self._together.index(index)]
                known, amount_of = distinct_numbers(mine, len(amounts.counts))
                given = Given(amounts.given.takes[known], amounts.given.used[known])
                tables.append(Table(amounts.columns, amounts.counts[known], amount_of, given))
                continue
            table = self._independent(index, one, rows)
            if table is None:
                return None
            tables.append(table)
        return Ways(self.entrants, self._lines, found.number, tables)

    def _independent(self, index: int, one: Entrant, rows: Sequence[Figures]) -> Table | None:
        columns = columns_of(one)
        if columns is None:
            return None
        strides, sizes = strides_of(columns)
        numbers = np.zeros(len(rows[0]), dtype=np.int64)
        for column, stride in zip(columns, strides[:-1].tolist(), strict=True):
            numbers += rows[self._order.index(column.line)][:, index] * stride
        known, amount_of = distinct_numbers(numbers, int(strides[-1]))
        counts = np.asfortranarray(np.floor_divide(known[:, None], strides[:-1]) % sizes)
        given = given_in_rows(one.offer, columns, counts)
        return None if given is None else Table(columns, counts, amount_of, given)


def _amounts_of(entrant: Entrant) -> Amounts | None:
    columns = columns_of(entrant)
    if columns is None:
        return None
    order = sorted(range(len(columns)), key=lambda place: _comes_first(columns[place].part))
    sizes = [columns[place].part.shares + 1 for place in order]
    counts = np.empty((prod(sizes), len(columns)), dtype=np.int64, order="F")
    for place, figures in zip(order, np.indices(sizes, dtype=np.int64), strict=True):
        counts[:, place] = figures.ravel()
    given = given_in_rows(entrant.offer, columns, counts)
    if given is None:
        return None
    return Amounts(columns, tuple(columns[place].line for place in order), counts, given)


def _comes_first(part: Part) -> tuple[int, int]:
    """The lines that cost most are shared out first."""
    return -part.base_kopecks, part.line


def _cuts(part: Part) -> list[Part]:
    return [pieces_of(part, count) for count in range(1, part.shares + 1)]
