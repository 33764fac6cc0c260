"""The open sale as a value: what is in it, never what it costs. Edits give a new basket (see ``edits.py``)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.points_choice import NO_POINTS, PointsChoice
from pos_app.domain.money.units import Kopecks, Quantity
from pos_app.domain.people.customer_came import CustomerCame
from pos_app.domain.pre_order.opened_order import OpenedOrder
from pos_app.domain.stored_value.advance import Advance


class ManualDiscountKind(StrEnum):
    """How a discount by hand is stated."""

    PERCENT = "percent"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """A discount by hand on a line or the basket: basis points for PERCENT, kopecks on the whole of it for SUM."""

    kind: ManualDiscountKind
    value: int
    operator_id: str
    approved_by: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PriceSet:
    """A price put by hand in place of the shelf's: what it was, who did it, who approved, and why."""

    shelf_kopecks: Kopecks
    operator_id: str
    approved_by: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One position. ``line_id`` is made by the till and never reused within the basket.

    ``mark``: the whole code of a marked piece, GS separators and all; such a line is that one piece. "": not marked.
    ``price_set``: the price in ``item`` is not the shelf's.
    """

    line_id: str
    item: Item
    quantity: Quantity
    manual_discount: ManualDiscount | None = None
    mark: str = field(default="", repr=False)
    price_set: PriceSet | None = None


@dataclass(frozen=True, slots=True)
class Basket:
    """``receipt_id`` is born with the basket (UUIDv7) and stays the sale's id on till, server and paper.

    ``coupons``: codes as presented (capital letters), sorted, each once; ``manual_discount`` is on the whole basket,
    after those on its lines. ``shop_code``: where it is sold, for rules of single shops and partners ("": not said).
    ``card_step``: the step of the rotating card by which the customer was found, None where he was found otherwise.
    ``advances``: certificates to be sold, accounts to be topped up; the engine prices none of them. ``came``: how the
    customer was named (None: nobody is, or it was not told).
    ``coupons_at_risk``: the single coupons among ``coupons`` that were taken without the server. ``order``: the order
    that is picked up.
    """

    receipt_id: str
    opened_at: datetime
    lines: tuple[BasketLine, ...] = ()
    customer_id: str | None = None
    points: PointsChoice = NO_POINTS
    coupons: tuple[str, ...] = ()
    manual_discount: ManualDiscount | None = None
    shop_code: str = ""
    card_step: int | None = None
    advances: tuple[Advance, ...] = ()
    came: CustomerCame | None = None
    coupons_at_risk: tuple[str, ...] = ()
    order: OpenedOrder | None = None

    @property
    def advance_kopecks(self) -> Kopecks:
        """What is to be paid in advance, beside the goods."""
        return sum(advance.kopecks for advance in self.advances)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to pay for."""
        return not self.lines and not self.advances
