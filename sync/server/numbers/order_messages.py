"""What another program and the server say about orders over HTTP, beside the document of the orders themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from pos_app.domain.money.units import Kopecks, Quantity
from pos_app.domain.pre_order.pre_order import PreOrderState
from sync.server.numbers.orders_document import ShortText


@dataclass(frozen=True, slots=True)
class TakenOrder:
    """``number``: what the customer is given; ``outcome``: ``new``, ``changed``, or ``same`` where nothing was."""

    order: str
    number: str
    outcome: str


@dataclass(frozen=True, slots=True)
class OrdersAnswer:
    """In the order of the document."""

    orders: tuple[TakenOrder, ...]


@dataclass(frozen=True, slots=True)
class OrderFindRequest:
    """``order``: what it is called where it was made."""

    order: ShortText


@dataclass(frozen=True, slots=True)
class OrderLineSeen:
    """Thousandths of a piece or of a kilogram. ``price_kopecks`` None: the shelf's of the day."""

    item_id: str
    name: str
    quantity: Quantity
    handed_out: Quantity
    price_kopecks: Kopecks | None = None


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An order as it is now. ``prepaid_kopecks``: what of the prepaid sum is left, of an order that ended with what
    returns of its goods put back there: cancelling pays it back. ``receipts``: that handed out of it.

    ``paid_back_kopecks``: what its maker pays back by the way it came, since somebody cancelled it, here or at a till.
    """

    order: str
    number: str
    shop: str
    state: PreOrderState
    lines: tuple[OrderLineSeen, ...]
    receipts: tuple[str, ...] = ()
    prepaid_kopecks: Kopecks = 0
    paid_back_kopecks: Kopecks = 0
    ready: date | None = None


@dataclass(frozen=True, slots=True)
class OrderCancelRequest:
    """``reason`` stands in the server's journal. Cancelled twice is once, answered alike."""

    order: ShortText
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")]
