"""What the points of a coalition did at whose shops: the figures that partners settle by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_app.domain.loyalty.rules.coalition import Coalition
from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


class FlowKind(StrEnum):
    """What happened to the points."""

    ISSUED = "issued"
    ACCEPTED = "accepted"
    BURNT = "burnt"


@dataclass(frozen=True, slots=True)
class PointsFlow:
    """``points`` (hundredths, signed: a return takes back) at a partner on a local day.

    BURNT: ``partner`` is who had issued them.
    """

    day: date
    partner: str
    kind: FlowKind
    points: Points


class OutsideCoalitionError(ValueError):
    """Points moved in a shop that belongs to no partner: ``shop_code``."""

    def __init__(self, shop_code: str, number: str) -> None:
        super().__init__(
            f"receipt {number}: shop {shop_code!r} belongs to no partner of the coalition, but moved points"
        )
        self.key = "outside_coalition"
        self.shop_code = shop_code
        self.number = number


def flows_of_sale(coalition: Coalition, sale: Sale) -> tuple[PointsFlow, ...]:
    """What a sale issued and accepted. Raises :class:`OutsideCoalitionError`."""
    moved = ((FlowKind.ISSUED, sale.earned), (FlowKind.ACCEPTED, sale.points))
    return _flows(coalition, sale.shop_code, sale.number, sale.business_day, moved)


def flows_of_return(coalition: Coalition, sale_return: SaleReturn, sale: Sale) -> tuple[PointsFlow, ...]:
    """The mirror, at the partner where it was sold, on the day of the return. Raises :class:`OutsideCoalitionError`.

    Points for which money was withheld from the refund stay issued: the customer has spent them, and the partner who
    kept their worth owes it to the pool.
    """
    moved = (
        (FlowKind.ISSUED, sale_return.withheld_points - sale_return.earned),
        (FlowKind.ACCEPTED, -sale_return.points),
    )
    return _flows(coalition, sale.shop_code, sale_return.number, sale_return.business_day, moved)


def _flows(
    coalition: Coalition, shop_code: str, number: str, day: date, moved: Iterable[tuple[FlowKind, Points]]
) -> tuple[PointsFlow, ...]:
    moved = [(kind, points) for kind, points in moved if points]
    if not moved:
        return ()
    partner = coalition.partner_of_shop(shop_code)
    if partner is None:
        raise OutsideCoalitionError(shop_code, number)
    return tuple(PointsFlow(day, partner.code, kind, points) for kind, points in moved)
