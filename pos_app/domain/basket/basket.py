"""The open sale as a value: what is in it, never what it costs. Edits give a new basket (see ``edits.py``)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.points_choice import NO_POINTS, PointsChoice
from pos_app.domain.money.units import Quantity


class ManualDiscountKind(StrEnum):
    """How a discount by hand is stated."""

    PERCENT = "percent"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """A discount by hand on one line: basis points for PERCENT, kopecks on the whole line for SUM."""

    kind: ManualDiscountKind
    value: int
    operator_id: str
    approved_by: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One position. ``line_id`` is made by the till and never reused within the basket."""

    line_id: str
    item: Item
    quantity: Quantity
    manual_discount: ManualDiscount | None = None


@dataclass(frozen=True, slots=True)
class Basket:
    """``receipt_id`` is born with the basket (UUIDv7) and stays the sale's id on till, server and paper."""

    receipt_id: str
    opened_at: datetime
    lines: tuple[BasketLine, ...] = ()
    customer_id: str | None = None
    points: PointsChoice = NO_POINTS
