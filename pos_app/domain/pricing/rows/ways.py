"""Every way to share goods out among rivals at once: what it takes off each line, and who served whom.

The same ways as ``sharing`` goes through one by one: each piece goes to one of the rules that are in and want it; of
the rules for every unit one has all the pieces of a line that no other rule has.
"""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, column_of, kinds_of_rows, told_apart
from pos_app.domain.pricing.rows.offered import given_in_rows
from pos_app.domain.pricing.splits import splits, splits_count


class Table(NamedTuple):
    """What one rule gives: a row of ``counts`` for each of its amounts, ``amount_of`` each way."""

    columns: list[Column]
    counts: Figures
    amount_of: Figures
    given: Given


class Ways:
    """Some ways of entrants that are all in, or all of them (:func:`all_ways`). ``number``: how many there are."""

    def __init__(self, entrants: Sequence[Entrant], lines: int, number: int, tables: list[Table]) -> None:
        self.entrants = entrants
        self.number = number
        self._lines = lines
        self._tables = tables

    def distinct(self, *, by_takes: bool, keeps_apart: bool) -> Figures:
        """One way of each kind: in ways of one kind every rule takes the same off the same lines.

        Unless ``by_takes`` rules that forbid something, or whose goods are kept apart, use the same goods as well.
        """
        codes, size = np.zeros(1, dtype=np.int64), 1
        for one, (_, _, amount_of, given) in zip(self.entrants, self._tables, strict=True):
            rule = one.offer.rule
            used = not by_takes and (rule.names or rule.forbids or (keeps_apart and rule.exclusive))
            kinds = kinds_of_rows((given.takes, given.used) if used else (given.takes,))
            most = int(kinds.max(initial=0)) + 1
            codes = codes * most + kinds[amount_of]
            size *= most
            if size > 4 * self.number:
                known, codes = np.unique(codes, return_inverse=True)
                size = len(known)
        first = np.full(size, -1, dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        return np.sort(first[first >= 0])

    def of(self, ways: Figures) -> "Ways":
        """Some of them, without what rules give for amounts that none of these has."""
        tables: list[Table] = []
        for columns, counts, amount_of, given in self._tables:
            known, places = told_apart(amount_of[ways])
            tables.append(Table(columns, counts[known], places, Given(given.takes[known], given.used[known])))
        return Ways(self.entrants, self._lines, len(ways), tables)

    def worth(self, weights_bp: Sequence[int]) -> Figures:
        """What every way takes off, each line by its weight."""
        total = np.zeros(self.number, dtype=np.int64)
        for columns, _, amount_of, given in self._tables:
            mine = np.zeros(len(given.takes), dtype=np.int64)
            for place, column in enumerate(columns):
                mine += given.takes[:, place] * weights_bp[column.line]
            total += mine[amount_of]
        return total

    def takes(self, ways: Figures) -> Figures:
        """What these take off, by line of the sheet."""
        takes = np.zeros((len(ways), self._lines), dtype=np.int64, order="F")
        for columns, _, amount_of, given in self._tables:
            mine = amount_of[ways]
            for place, column in enumerate(columns):
                takes[:, column.line] += given.takes[mine, place]
        return takes

    def served_by(self, ways: Figures) -> tuple[Figures, Figures]:
        """Bits by place among the entrants: whom the lines served that forbid something or may be forbidden.

        By way and line; and those for all of the receipt, by way.
        """
        by_line = np.zeros((len(ways), self._lines), dtype=np.int64)
        on_receipt = np.zeros(len(ways), dtype=np.int64)
        for index, (one, (columns, _, amount_of, given)) in enumerate(zip(self.entrants, self._tables, strict=True)):
            rule = one.offer.rule
            if not (rule.names or rule.forbids):
                continue
            mine = given.used[amount_of[ways]] > 0
            for place, column in enumerate(columns):
                by_line[:, column.line] |= np.where(mine[:, place], 1 << index, 0)
            if rule.on_receipt:
                on_receipt |= np.where(mine.any(axis=1), 1 << index, 0)
        return by_line, on_receipt

    def exclusive(self, ways: Figures) -> tuple[Figures, Figures]:
        """Pieces that exclusive rules have, and what these took off them, by way and line."""
        pieces = np.zeros((len(ways), self._lines), dtype=np.int64)
        kopecks = np.zeros_like(pieces)
        for one, (columns, _, amount_of, given) in zip(self.entrants, self._tables, strict=True):
            if one.offer.rule.exclusive:
                mine = amount_of[ways]
                for place, column in enumerate(columns):
                    used = given.used[mine, place]
                    pieces[:, column.line] += used
                    kopecks[:, column.line] += np.where(used > 0, given.takes[mine, place], 0)
        return pieces, kopecks

    def likeness(self, ways: Figures, *, by_takes: bool) -> list[object]:
        """The same for ways that take the same off all lines (else: whose rules use the same goods)."""
        if by_takes:
            return [row.tobytes() for row in self.takes(ways)]
        mine = [given.used[amount_of[ways]] for _, _, amount_of, given in self._tables]
        return [row.tobytes() for row in np.concatenate(mine, axis=1)]

    def grants(self, way: int) -> tuple[Grant, ...]:
        """What the rules give in one way, as they say it themselves."""
        grants: list[Grant] = []
        for one, (columns, counts, amount_of, _) in zip(self.entrants, self._tables, strict=True):
            row = counts[amount_of[way]].tolist()
            parts = [pieces_of(column.part, count) for column, count in zip(columns, row, strict=True) if count]
            grant = one.offer.asked(parts) if parts else None
            if grant is not None and grant.total_kopecks:
                grants.append(grant)
        return tuple(grants)


def all_ways(entrants: Sequence[Entrant], lines: int) -> Ways | None:
    """Every way, and what every rule gives for every amount; None where one is not put into rows."""
    parts = {part.line: part for one in entrants for part in one.parts}
    order = sorted(parts)
    splits_of = [line_splits(entrants, parts[line]) for line in order]
    tables: list[Table] = []
    for index, one in enumerate(entrants):
        columns = columns_of(one)
        if columns is None:
            return None
        strides, sizes = strides_of(columns)
        stride_of = {column.line: int(stride) for column, stride in zip(columns, strides[:-1], strict=True)}
        numbers = np.zeros(1, dtype=np.int64)
        for line, rows in zip(order, splits_of, strict=True):
            numbers = (numbers[:, None] + rows[:, index] * stride_of.get(line, 0)).ravel()
        known, amount_of = told_apart(numbers)
        counts = np.asfortranarray(np.floor_divide(known[:, None], strides[:-1]) % sizes)
        given = given_in_rows(one.offer, columns, counts)
        if given is None:
            return None
        tables.append(Table(columns, counts, amount_of, given))
    return Ways(entrants, lines, ways_count(entrants), tables)


def columns_of(entrant: Entrant) -> list[Column] | None:
    """Its goods; None where pieces of a line do not all cost the same."""
    columns = [column for part in entrant.parts if (column := column_of(part)) is not None]
    return columns if len(columns) == len(entrant.parts) else None


def strides_of(columns: Sequence[Column]) -> tuple[Figures, Figures]:
    """An amount is one number, each column with its own stride (the last: how many there are); and the sizes."""
    sizes = np.array([column.part.shares + 1 for column in columns], dtype=np.int64)
    return np.cumprod([1, *sizes.tolist()], dtype=np.int64), sizes


def line_splits(entrants: Sequence[Entrant], part: Part) -> Figures:
    """Every split of the line: a row of pieces for each of the entrants."""
    wanting = _wanting(entrants, part.line)
    grouping = [index for index in wanting if not entrants[index].offer.independent]
    independent = [index for index in wanting if entrants[index].offer.independent]
    rows: list[list[int]] = []
    for together in range(part.shares, -1, -1) if grouping else (0,):
        if together < part.shares and not independent:
            break
        for split in splits(together, len(grouping)) if grouping else [()]:
            for filler in (-1,) if together == part.shares else independent:
                row = [0] * len(entrants)
                for index, count in zip(grouping, split, strict=True):
                    row[index] = count
                if filler >= 0:
                    row[filler] = part.shares - together
                rows.append(row)
    return np.array(rows, dtype=np.int64)


def ways_count(entrants: Sequence[Entrant]) -> int:
    """How many ways there are if all are in."""
    return prod(splits_counts(entrants))


def splits_counts(entrants: Sequence[Entrant]) -> list[int]:
    """How many splits each line has if all are in."""
    parts: dict[int, Part] = {part.line: part for one in entrants for part in one.parts}
    counts: list[int] = []
    for line, part in parts.items():
        wanting = _wanting(entrants, line)
        independent = sum(entrants[index].offer.independent for index in wanting)
        counts.append(splits_count(part.shares, len(wanting) - independent, independent))
    return counts


def amounts_counts(entrants: Sequence[Entrant]) -> list[int]:
    """How many amounts of its goods there are for each rule."""
    return [prod(part.shares + 1 for part in one.parts) for one in entrants]


def uncovering(entrants: Sequence[Entrant]) -> list[list[Entrant]]:
    """Choices of rules that leave some goods without any: the others are in the ways of all the rules already."""
    lines = {part.line for one in entrants for part in one.parts}
    choices: list[list[Entrant]] = []
    for mask in range(1, (1 << len(entrants)) - 1):
        chosen = [one for index, one in enumerate(entrants) if mask >> index & 1]
        if len({part.line for one in chosen for part in one.parts}) < len(lines):
            choices.append(chosen)
    return choices


def _wanting(entrants: Sequence[Entrant], line: int) -> list[int]:
    return [index for index, one in enumerate(entrants) if any(part.line == line for part in one.parts)]
