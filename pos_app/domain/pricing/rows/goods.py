"""Many amounts of goods at once: one row for each amount, one column for each line that a rule wants.

All figures are whole numbers of 64 bits, so a row gives to the kopeck what the rule gives for these goods alone. A
basket whose sums might not fit is not put into rows (``MOST_KOPECKS``).
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.pricing.part import Part, pieces_of

Figures = NDArray[np.int64]
"""A figure for each row; or for each row and column."""
Flags = NDArray[np.bool_]

MOST_KOPECKS: Kopecks = 1_000_000_000
"""Products of two sums up to this fit, with room to spare."""
_MOST_CODE = 1 << 62


class Given(NamedTuple):
    """What a rule takes off each line of each row, and how many pieces of it served (a weighed line counts as one)."""

    takes: Figures
    used: Figures


class Column(NamedTuple):
    """A line whose pieces all cost the same; ``each`` are the cost, room and quantity of one (or of a weighed line)."""

    part: Part
    each_kopecks: Kopecks
    each_room: Kopecks
    each_quantity: Quantity

    @property
    def line(self) -> int:
        """Its index on the sheet."""
        return self.part.line

    @property
    def is_pieces(self) -> bool:
        """Whether groups may take it."""
        return self.part.pieces > 0

    def table(self, amount: Callable[[Part], int]) -> Figures:
        """What ``amount`` says of none of its pieces, one, … all of them."""
        counts = range(1, self.part.shares + 1)
        return np.array([0, *(amount(pieces_of(self.part, count)) for count in counts)], dtype=np.int64)


def column_of(part: Part) -> Column | None:
    """None where pieces of the line do not all cost the same to the kopeck."""
    shares = part.shares
    each, uneven = divmod(part.base_kopecks, shares)
    room, rest = divmod(part.room_kopecks, shares)
    if uneven or rest:
        return None
    return Column(part, each, room, ONE if part.pieces else part.quantity)


def by_price(columns: Sequence[Column]) -> list[int]:
    """The places of the columns of pieces, the dearest first, ties by line."""
    places = [place for place, column in enumerate(columns) if column.is_pieces]
    return sorted(places, key=lambda place: (-columns[place].each_kopecks, columns[place].line))


def each_of(columns: Sequence[Column]) -> tuple[Figures, Figures]:
    """Cost and room of one piece by column."""
    return (
        np.array([column.each_kopecks for column in columns], dtype=np.int64),
        np.array([column.each_room for column in columns], dtype=np.int64),
    )


def across(figures: Figures) -> Figures:
    """The sum of each row. Column by column: rows are short, and there are many of them."""
    total = figures[:, 0].astype(np.int64)
    for place in range(1, figures.shape[1]):
        total += figures[:, place]
    return total


def alike_rows(counts: Figures, most: int) -> tuple[Figures, Figures]:
    """Of rows of counts up to ``most``: one row of each kind, and of which kind every row is."""
    size = (most + 1) ** counts.shape[1]
    codes = np.zeros(len(counts), dtype=np.int64)
    for place in range(counts.shape[1]):
        codes = codes * (most + 1) + counts[:, place]
    if size > 4 * len(counts):
        _, first, kind = np.unique(codes, return_index=True, return_inverse=True)
        return first, kind
    first = np.full(size, -1, dtype=np.int64)
    first[codes] = np.arange(len(codes))
    known = np.flatnonzero(first >= 0)
    kinds = np.zeros(size, dtype=np.int64)
    kinds[known] = np.arange(len(known))
    return first[known], kinds[codes]


def told_apart(numbers: Figures) -> tuple[Figures, Figures]:
    """The distinct numbers, none below 0, in their order; and the place of each among them."""
    most = int(numbers.max(initial=0)) + 1
    if most > 4 * len(numbers):
        known, places = np.unique(numbers, return_inverse=True)
        return known, places
    there = np.zeros(most, dtype=bool)
    there[numbers] = True
    known = np.flatnonzero(there).astype(np.int64)
    place = np.zeros(most, dtype=np.int64)
    place[known] = np.arange(len(known))
    return known, place[numbers]


def served(takes: Figures, used: Figures) -> Given:
    """A row that takes nothing is no grant: nothing served it."""
    return Given(takes, np.where(across(takes)[:, None] > 0, used, 0))


def kinds_of_rows(tables: Sequence[NDArray[np.integer[Any]]]) -> Figures:
    """Equal rows have equal numbers."""
    kinds, size = np.zeros(len(tables[0]), dtype=np.int64), 1
    for figures in tables:
        for place in range(figures.shape[1]):
            column = figures[:, place]
            most = int(column.max(initial=0)) + 1
            if size * most > _MOST_CODE:
                known, kinds = np.unique(kinds, return_inverse=True)
                size = len(known)
            kinds, size = kinds * most + column, size * most
    return np.unique(kinds, return_inverse=True)[1]
