"""An order to be picked up, as the server knows it and every till of its shop keeps it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pos_app.domain.money.units import Kopecks, Quantity


class PreOrderState(StrEnum):
    """WAITING: nothing of it was handed out. PARTLY: the rest waits. The other two are the end."""

    WAITING = "waiting"
    PARTLY = "partly"
    PICKED_UP = "picked_up"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({PreOrderState.WAITING, PreOrderState.PARTLY})
"""Something of it can be handed out."""


@dataclass(frozen=True, slots=True)
class PreOrderLine:
    """One position. ``price_kopecks``: the price of a unit that was agreed; None: the shelf's of the day.

    ``handed_out`` of ``quantity``, thousandths.
    """

    item_id: str
    name: str
    quantity: Quantity
    price_kopecks: Kopecks | None = None
    handed_out: Quantity = 0

    @property
    def left(self) -> Quantity:
        """What waits."""
        return max(0, self.quantity - self.handed_out)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A receipt that handed something out of it: what of each line, in their order, and what of the prepaid sum."""

    receipt_id: str
    receipt_number: str
    at: datetime
    quantities: tuple[Quantity, ...]
    prepaid_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class PreOrder:
    """``number``: ``KO`` and nine digits. ``shop_id``: where it waits. ``prepaid_kopecks``: what of the prepaid sum
    is left. ``pick_ups``: the receipts that are counted in ``handed_out`` and in what is left of the prepaid sum.
    """

    number: str
    shop_id: str
    state: PreOrderState
    lines: tuple[PreOrderLine, ...]
    customer_id: str | None = None
    prepaid_kopecks: Kopecks = 0
    note: str = ""
    ready_day: date | None = None
    pick_ups: tuple[HandedOut, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something of it can be handed out."""
        return self.state in OPEN_STATES

    def counts(self, receipt_id: str) -> bool:
        """Whether a receipt is in it already."""
        return any(each.receipt_id == receipt_id for each in self.pick_ups)


def after(order: PreOrder, pick_up: HandedOut) -> PreOrder:
    """The order after a receipt handed something out. The same receipt again changes nothing.

    More than was ordered, or of an order that ended, is a fact all the same: the books show it, the server flags it.
    """
    if order.counts(pick_up.receipt_id):
        return order
    added = (*pick_up.quantities, *(0 for _ in order.lines))
    lines = tuple(
        replace(line, handed_out=line.handed_out + more) for line, more in zip(order.lines, added, strict=False)
    )
    state = order.state
    if order.is_open:
        state = PreOrderState.PARTLY if any(line.left for line in lines) else PreOrderState.PICKED_UP
    return replace(
        order,
        state=state,
        lines=lines,
        prepaid_kopecks=max(0, order.prepaid_kopecks - pick_up.prepaid_kopecks),
        pick_ups=(*order.pick_ups, pick_up),
    )
