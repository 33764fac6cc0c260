"""Every way to share goods out among rivals at once: what it takes off each line, and who served whom.

The same ways as ``sharing`` goes through one by one: each piece goes to one of the rules that are in and want it; of
the rules for every unit one has all the pieces of a line that no other rule has.
"""

from collections.abc import Sequence

import numpy as np

from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.offer import Grant
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.rows.goods import Column, Figures, Given, column_of
from pos_app.domain.pricing.rows.offered import given_in_rows
from pos_app.domain.pricing.splits import splits, splits_count


class Ways:
    """The ways of entrants that are all in. ``takes`` by way and line of the sheet.

    ``number``: how many there are.
    """

    def __init__(self, entrants: Sequence[Entrant], lines: int) -> None:
        self.entrants = entrants
        self.number = ways_count(entrants)
        self._lines = lines
        self._parts = {part.line: part for one in entrants for part in one.parts}
        self._order = sorted(self._parts)
        self._amounts: list[tuple[list[Column], Figures, Figures, Given]] = []
        self.takes = np.zeros((self.number, lines), dtype=np.int64)

    def work_out(self) -> bool:
        """What every way gives; False where a rule is not put into rows."""
        splits_of = [self._splits(line) for line in self._order]
        for index, one in enumerate(self.entrants):
            columns = [column for part in one.parts if (column := column_of(part)) is not None]
            if len(columns) < len(one.parts):
                return False
            sizes = [column.part.shares + 1 for column in columns]
            numbers = np.zeros(1, dtype=np.int64)
            for line, rows in zip(self._order, splits_of, strict=True):
                stride = 0
                for place, column in enumerate(columns):
                    if column.line == line:
                        stride = int(np.prod(sizes[:place], dtype=np.int64))
                numbers = (numbers[:, None] + rows[:, index] * stride).ravel()
            known, amount_of = _distinct(numbers, int(np.prod(sizes, dtype=np.int64)))
            strides = np.cumprod([1, *sizes[:-1]], dtype=np.int64)
            counts = np.floor_divide(known[:, None], strides) % np.array(sizes, dtype=np.int64)
            given = given_in_rows(one.offer, columns, counts)
            if given is None:
                return False
            self._amounts.append((columns, counts, amount_of, given))
            for place, column in enumerate(columns):
                self.takes[:, column.line] += given.takes[amount_of, place]
        return True

    def exclusive_pieces(self) -> Figures:
        """How many pieces of each line exclusive rules have, by way."""
        pieces = np.zeros_like(self.takes)
        for one, (columns, _, amount_of, given) in zip(self.entrants, self._amounts, strict=True):
            if one.offer.rule.exclusive:
                for place, column in enumerate(columns):
                    pieces[:, column.line] += given.used[amount_of, place]
        return pieces

    def likeness(self, ways: Figures, *, by_takes: bool) -> list[object]:
        """The same for ways that take the same off all lines (else: whose rules use the same goods)."""
        if by_takes:
            return [row.tobytes() for row in self.takes[ways]]
        mine = [given.used[amount_of[ways]] for _, _, amount_of, given in self._amounts]
        return [row.tobytes() for row in np.concatenate(mine, axis=1)]

    def grants(self, way: int) -> tuple[Grant, ...]:
        """What the rules give in one way, as they say it themselves."""
        grants: list[Grant] = []
        for one, (columns, counts, amount_of, _) in zip(self.entrants, self._amounts, strict=True):
            row = counts[amount_of[way]].tolist()
            parts = [pieces_of(column.part, count) for column, count in zip(columns, row, strict=True) if count]
            grant = one.offer.asked(parts) if parts else None
            if grant is not None and grant.total_kopecks:
                grants.append(grant)
        return tuple(grants)

    def _splits(self, line: int) -> Figures:
        """Every split of the line: a row of pieces for each of the entrants."""
        wanting = _wanting(self.entrants, line)
        grouping = [index for index in wanting if not self.entrants[index].offer.independent]
        independent = [index for index in wanting if self.entrants[index].offer.independent]
        shares = self._parts[line].shares
        rows: list[list[int]] = []
        for together in range(shares, -1, -1) if grouping else (0,):
            if together < shares and not independent:
                break
            for split in splits(together, len(grouping)) if grouping else [()]:
                for filler in (-1,) if together == shares else independent:
                    row = [0] * len(self.entrants)
                    for index, count in zip(grouping, split, strict=True):
                        row[index] = count
                    if filler >= 0:
                        row[filler] = shares - together
                    rows.append(row)
        return np.array(rows, dtype=np.int64)


def ways_count(entrants: Sequence[Entrant]) -> int:
    """How many ways there are if all are in."""
    parts: dict[int, Part] = {part.line: part for one in entrants for part in one.parts}
    count = 1
    for line, part in parts.items():
        wanting = _wanting(entrants, line)
        independent = sum(entrants[index].offer.independent for index in wanting)
        count *= splits_count(part.shares, len(wanting) - independent, independent)
    return count


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


def _distinct(numbers: Figures, most: int) -> tuple[Figures, Figures]:
    """The distinct numbers, all below ``most``, and the place of each among them."""
    if most > 4 * len(numbers):
        known, places = np.unique(numbers, return_inverse=True)
        return known, places
    there = np.zeros(most, dtype=bool)
    there[numbers] = True
    known = np.flatnonzero(there).astype(np.int64)
    place = np.zeros(most, dtype=np.int64)
    place[known] = np.arange(len(known))
    return known, place[numbers]
