"""In how many ways the pieces of lines can be split among rules, and the splits themselves."""

from collections.abc import Sequence
from math import comb

from pos_app.domain.pricing.entrant import Entrant


def has_few_ways(entrants: Sequence[Entrant], most: int, *, divisible: bool) -> bool:
    """Whether there are no more than ``most`` ways, without leaving any rule out; asked before they are listed."""
    shares: dict[int, int] = {}
    grouping: dict[int, int] = {}
    independent: dict[int, int] = {}
    for one in entrants:
        counts = independent if one.offer.independent else grouping
        for part in one.parts:
            shares[part.line] = part.shares if divisible else 1
            counts[part.line] = counts.get(part.line, 0) + 1
    ways = 1
    for line, count in shares.items():
        ways *= splits_count(count, grouping.get(line, 0), independent.get(line, 0))
        if ways > most:
            return False
    return True


def splits_count(shares: int, grouping: int, independent: int) -> int:
    """How many splits of one line a search goes through, at least 1."""
    if grouping == 0:
        return max(independent, 1)
    return comb(shares + grouping - 1, grouping - 1) + independent * comb(shares + grouping - 1, grouping)


def splits(count: int, ways: int) -> list[tuple[int, ...]]:
    """Every way to write ``count`` as a sum of ``ways`` numbers from 0 up."""
    if ways == 1:
        return [(count,)]
    return [(first, *rest) for first in range(count, -1, -1) for rest in splits(count - first, ways - 1)]
