"""Splitting a sum: the only file of the house that splits.

The rule of loyalty-rules «Units»: by largest remainder in proportion to weights, within rooms. First every line whose
exact share exceeds its room takes its room and leaves; the rest is split again among the others, until no share
exceeds; then each takes its share rounded down, and what is left goes one each to the largest remainders, ties to the
earlier line.
"""

from collections.abc import Sequence


class AllocationError(ValueError):
    """A sum cannot be split as asked. ``key`` says why, ``params`` hold the figures."""

    def __init__(self, key: str, expected: str, **params: int) -> None:
        figures = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{expected}; got {figures}")
        self.key = key
        self.params = params


def allocate(total: int, weights: Sequence[int], rooms: Sequence[int] | None = None) -> tuple[int, ...]:
    """Split ``total`` over lines in proportion to ``weights``, no line above its room; the result sums to ``total``.

    All figures are non-negative integers of one unit. Without ``rooms`` a line may take anything. A line of weight 0
    takes nothing. Raises :class:`AllocationError`: ``negative_sum``, ``lengths_differ``, ``rooms_too_small``,
    ``no_weight``.
    """
    _check(total, weights, rooms)
    shares = [0] * len(weights)
    if total == 0:
        return tuple(shares)
    active = [index for index, weight in enumerate(weights) if weight > 0]
    rest = total
    weight_sum = sum(weights)
    if rooms is not None:
        rest, weight_sum, active = _fill_rooms(rest, weights, rooms, active, shares)
    if not active:
        if rest > 0:
            raise AllocationError("no_weight", "a sum needs lines of positive weight with room", total=total, left=rest)
        return tuple(shares)
    remainders: list[tuple[int, int]] = []
    left = rest
    for index in active:
        share, remainder = divmod(rest * weights[index], weight_sum)
        shares[index] = share
        left -= share
        remainders.append((-remainder, index))
    if left:
        remainders.sort()
        for _, index in remainders[:left]:
            shares[index] += 1
    return tuple(shares)


def _fill_rooms(
    rest: int, weights: Sequence[int], rooms: Sequence[int], active: list[int], shares: list[int]
) -> tuple[int, int, list[int]]:
    """Lines whose exact share exceeds their room take it and leave; answers what is left, its weight and its lines."""
    weight_sum = sum(weights[index] for index in active)
    while active:
        full = [index for index in active if rest * weights[index] > rooms[index] * weight_sum]
        if not full:
            break
        for index in full:
            shares[index] = rooms[index]
            rest -= rooms[index]
            weight_sum -= weights[index]
        leaving = set(full)
        active = [index for index in active if index not in leaving]
    return rest, weight_sum, active


def spread_tenders(line_kopecks: Sequence[int], tender_kopecks: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Split each line's money over tenders so that rows and columns match: ``result[line][tender]``.

    Row i sums to ``line_kopecks[i]``, column j to ``tender_kopecks[j]``. Each tender in turn is split over what the
    earlier ones left of the lines. Raises :class:`AllocationError` with ``tenders_differ`` unless both sides have the
    same sum.
    """
    line_sum, tender_sum = sum(line_kopecks), sum(tender_kopecks)
    if line_sum != tender_sum:
        raise AllocationError(
            "tenders_differ", "tenders must pay the lines exactly", lines=line_sum, tenders=tender_sum
        )
    left = list(line_kopecks)
    columns: list[tuple[int, ...]] = []
    for amount in tender_kopecks:
        column = allocate(amount, left, left)
        left = [remaining - part for remaining, part in zip(left, column, strict=True)]
        columns.append(column)
    return tuple(tuple(column[row] for column in columns) for row in range(len(line_kopecks)))


def _check(total: int, weights: Sequence[int], rooms: Sequence[int] | None) -> None:
    if total < 0 or min(weights, default=0) < 0 or (rooms and min(rooms) < 0):
        least = min((total, *weights, *(rooms or ())))
        raise AllocationError("negative_sum", "a sum, weights and rooms must not be negative", least=least)
    if rooms is None:
        return
    if len(rooms) != len(weights):
        raise AllocationError(
            "lengths_differ", "there must be as many rooms as weights", weights=len(weights), rooms=len(rooms)
        )
    if total > sum(rooms):
        raise AllocationError(
            "rooms_too_small", "the rooms must be able to take the sum", total=total, rooms=sum(rooms)
        )
