"""Within what the best use of points is looked for."""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks

Split = tuple[Kopecks, ...]
"""Kopecks paid with points by line of the sheet."""


@dataclass(frozen=True, slots=True)
class Room:
    """``fixed`` is paid by choices of single lines. Beside it line i may take ``lines[i]``, all together ``most``;

    with ``fixed`` together at least ``least``, or nothing.
    """

    fixed: Split
    lines: Split
    most: Kopecks
    least: Kopecks


@dataclass(frozen=True, slots=True)
class Bound:
    """The points on these lines together are at most so much."""

    lines: frozenset[int]
    most: Kopecks
