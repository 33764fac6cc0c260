"""Groups of «take N, pay for M»: formed from the dearest piece down, the cheapest of each group are the gift.

Equal pieces of one line are counted, not listed: a line of 9,999 pieces costs no more than a line of two.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pos_app.domain.money.units import Kopecks


class Run(NamedTuple):
    """``pieces`` equal pieces of one line of the sheet (``line`` is its index)."""

    line: int
    price_kopecks: Kopecks
    pieces: int


class Group(NamedTuple):
    """``take`` pieces from the dearest down, ``times`` over. ``times`` > 1 only where all are of one line."""

    runs: tuple[Run, ...]
    times: int

    def gift_kopecks(self, gifts: int) -> Kopecks:
        """What the ``gifts`` cheapest pieces of one group cost."""
        total, left = 0, gifts
        for run in reversed(self.runs):
            count = min(left, run.pieces)
            total += count * run.price_kopecks
            left -= count
        return total


def form_groups(runs: Sequence[Run], take: int) -> tuple[Group, ...]:
    """Whole groups out of ``runs``, which stand from the dearest down; pieces that fill no group are left out."""
    groups: list[Group] = []
    begun: list[Run] = []
    missing = take
    for run in runs:
        count = run.pieces
        if begun:
            joining = min(missing, count)
            begun.append(Run(run.line, run.price_kopecks, joining))
            missing -= joining
            count -= joining
            if missing == 0:
                groups.append(Group(tuple(begun), 1))
                begun, missing = [], take
        times, rest = divmod(count, take)
        if times:
            groups.append(Group((Run(run.line, run.price_kopecks, take),), times))
        if rest:
            begun, missing = [Run(run.line, run.price_kopecks, rest)], take - rest
    return tuple(groups)
