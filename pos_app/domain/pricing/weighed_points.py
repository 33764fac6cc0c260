"""Weighed lines that points touch: the points move by the kopeck or two that make price × quantity = sum exact.

Only above one whole unit can a sum fail to be a product (a kopeck on the price moves the sum by more than a kopeck).
Points are moved down, never up: no cap is passed and nobody pays with more points than he chose. Lines that may have
any sum take over what was moved, so that the receipt's total stays; where none can, the total falls by it. A line that
would have to move further is written as two positions instead (``positions.py``), which is always exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import ONE, Kopecks, Unit
from pos_app.domain.pricing.exact_price import exact_unit_price
from pos_app.domain.pricing.worksheet import SheetLine

MOST_MOVED: Kopecks = 2


@dataclass(frozen=True, slots=True)
class Spending:
    """Points in kopecks by line, the most each line may take, and the lines that share a sum among themselves."""

    kopecks: tuple[Kopecks, ...]
    caps: tuple[Kopecks, ...]
    pool: tuple[int, ...]


def with_exact_weighed_lines(
    sheet: Sequence[SheetLine], spending: Spending, *, total_must_stay: bool, least_kopecks: Kopecks
) -> tuple[Kopecks, ...]:
    """The points by line after the move; unchanged where the total must stay and nothing can take the move over.

    The total never falls below ``least_kopecks`` (the programme's minimum of points).
    """
    moved = [
        _move(one, kopecks, one.net_kopecks - kopecks) if kopecks else 0
        for one, kopecks in zip(sheet, spending.kopecks, strict=True)
    ]
    if not any(moved):
        return spending.kopecks
    result = [kopecks - less for kopecks, less in zip(spending.kopecks, moved, strict=True)]
    takers = [index for index in spending.pool if not _bound_to_product(sheet[index])]
    rooms = [spending.caps[index] - result[index] for index in takers]
    freed = min(sum(moved[index] for index in spending.pool), sum(rooms))
    for index, part in zip(takers, allocate(freed, [sheet[i].net_kopecks for i in takers], rooms), strict=True):
        result[index] += part
    fallen = sum(spending.kopecks) - sum(result)
    if fallen and (total_must_stay or sum(result) < least_kopecks):
        return spending.kopecks
    return tuple(result)


def _bound_to_product(one: SheetLine) -> bool:
    return one.line.item.unit is not Unit.PIECE and one.line.quantity > ONE


def _move(one: SheetLine, kopecks: Kopecks, money: Kopecks) -> Kopecks:
    """How far the points of a line go down: 0 where its money is a product already, or would have to move too far."""
    if not _bound_to_product(one):
        return 0
    for less in range(min(MOST_MOVED, kopecks) + 1):
        if exact_unit_price(money + less, one.line.quantity) is not None:
            return less
    return 0
