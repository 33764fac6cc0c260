"""An order in the open basket, and what a receipt says of having handed it out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pos_app.domain.catalogue.item import Item
from pos_app.domain.money.units import Kopecks, Quantity
from pos_app.domain.pre_order.pre_order import PreOrder


@dataclass(frozen=True, slots=True)
class WantedLine:
    """What waited of a line of the order when it was opened, thousandths."""

    item_id: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class OpenedOrder:
    """Part of a basket. ``lines`` stand in the order's own order; ``at_risk``: opened without the server."""

    number: str
    lines: tuple[WantedLine, ...]
    prepaid_kopecks: Kopecks = 0
    note: str = ""
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class PickUp:
    """Part of a sale: which order it handed out, and how much of each of the order's lines, thousandths."""

    number: str
    quantities: tuple[Quantity, ...]
    at_risk: bool = False


class SoldLine(Protocol):
    """A line of a basket."""

    @property
    def item(self) -> Item:
        """Its goods."""
        ...

    @property
    def quantity(self) -> Quantity:
        """How much."""
        ...


def opened(order: PreOrder, *, at_risk: bool) -> OpenedOrder:
    """What of it waits now."""
    lines = tuple(WantedLine(line.item_id, line.left) for line in order.lines)
    return OpenedOrder(order.number, lines, order.prepaid_kopecks, order.note, at_risk)


def picked_up(order: OpenedOrder, sold: Sequence[SoldLine]) -> PickUp:
    """What a receipt with these lines hands out of the order; goods beside it, and more than waits, do not count."""
    rest: dict[str, Quantity] = {}
    for line in sold:
        rest[line.item.item_id] = rest.get(line.item.item_id, 0) + line.quantity
    quantities = []
    for wanted in order.lines:
        taken = min(wanted.quantity, rest.get(wanted.item_id, 0))
        rest[wanted.item_id] = rest.get(wanted.item_id, 0) - taken
        quantities.append(taken)
    return PickUp(order.number, tuple(quantities), order.at_risk)


def without(order: PreOrder, quantities: Sequence[Quantity], prepaid_kopecks: Kopecks) -> PreOrder:
    """The order less what receipts handed out that are not counted in it yet."""
    lines = tuple(
        replace(line, handed_out=line.handed_out + more)
        for line, more in zip(order.lines, (*quantities, *(0 for _ in order.lines)), strict=False)
    )
    return replace(order, lines=lines, prepaid_kopecks=max(0, order.prepaid_kopecks - prepaid_kopecks))
