"""Fiscal positions: price × quantity = sum to the kopeck, in both lawful pictures of points.

Registers refuse a position whose price × quantity differs from its sum, and take no discount on a receipt. A sum A over
n pieces is r pieces at q + 1 kopecks and n − r at q: at most two positions, at most three where k pieces are paid with
points and the others are not. A weighed line is one position wherever a whole price multiplies out (the points stage
sees to that where it may); else the same split by weight, two prices a kopeck apart.
"""

from dataclasses import dataclass
from typing import Protocol

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.pieces import dearest_pieces, spread_over_pieces
from pos_app.domain.money.quantity import line_amount, whole_units
from pos_app.domain.money.units import ONE, Kopecks, Quantity, Unit
from pos_app.domain.pricing.exact_price import exact_unit_price, price_below

MOST_POSITIONS = 100
"""Some registrars and services take no more on one receipt (russian-retail «Receipt»)."""


class PaidLine(Protocol):
    """What the positions need of a line; a priced line and a sold line both have it."""

    @property
    def quantity(self) -> Quantity:
        """Thousandths."""
        ...

    @property
    def net_kopecks(self) -> Kopecks:
        """After discounts, before points."""
        ...

    @property
    def money_kopecks(self) -> Kopecks:
        """After points."""
        ...

    @property
    def points_pieces(self) -> int | None:
        """k where k pieces are paid with points down to their floor."""
        ...


@dataclass(frozen=True, slots=True)
class Position:
    """One position of a fiscal receipt: ``price_kopecks`` × ``quantity`` / 1000, half up, is ``sum_kopecks``."""

    name: str
    price_kopecks: Kopecks
    quantity: Quantity
    sum_kopecks: Kopecks


class PositionError(ValueError):
    """A sum cannot be written as positions: a defect in what made the line, never bad input."""

    def __init__(self, name: str, sum_kopecks: Kopecks, quantity: Quantity) -> None:
        super().__init__(f"{name}: expected a sum of 0 or more over a quantity above 0, got {sum_kopecks}, {quantity}")
        self.key = "position_impossible"


def positions_of(item: Item, line: PaidLine, picture: ReceiptPicture) -> tuple[Position, ...]:
    """The positions of a line. DISCOUNT: they sum to the money; COUNTER_PERFORMANCE: to the net, points are a payment.

    From the cheapest up. Raises :class:`PositionError`.
    """
    if picture is ReceiptPicture.COUNTER_PERFORMANCE:
        return positions_of_sum(item, line.quantity, line.net_kopecks)
    if line.points_pieces is None or item.unit is not Unit.PIECE:
        return positions_of_sum(item, line.quantity, line.money_kopecks)
    return _by_pieces(item, line, line.points_pieces)


def positions_of_sum(item: Item, quantity: Quantity, sum_kopecks: Kopecks) -> tuple[Position, ...]:
    """A sum over a quantity as at most two positions, from the cheaper up. Raises :class:`PositionError`."""
    if sum_kopecks < 0 or quantity <= 0:
        raise PositionError(item.name, sum_kopecks, quantity)
    if item.unit is Unit.PIECE:
        return _pieces(item.name, sum_kopecks, whole_units(quantity))
    whole = exact_unit_price(sum_kopecks, quantity, item.price_kopecks)
    if whole is not None:
        return (Position(item.name, whole, quantity, sum_kopecks),)
    return _two_by_weight(item.name, quantity, sum_kopecks)


def _by_pieces(item: Item, line: PaidLine, chosen: int) -> tuple[Position, ...]:
    """The chosen, dearest pieces at what points left of them; the others as they were."""
    count = whole_units(line.quantity)
    others = line.net_kopecks - dearest_pieces(line.net_kopecks, count, chosen)
    made = [*_pieces(item.name, line.money_kopecks - others, chosen), *_pieces(item.name, others, count - chosen)]
    by_price: dict[Kopecks, Quantity] = {}
    for position in made:
        by_price[position.price_kopecks] = by_price.get(position.price_kopecks, 0) + position.quantity
    return tuple(
        Position(item.name, price, quantity, line_amount(price, quantity))
        for price, quantity in sorted(by_price.items())
    )


def _pieces(name: str, sum_kopecks: Kopecks, count: int) -> tuple[Position, ...]:
    if count == 0:
        return ()
    spread = spread_over_pieces(sum_kopecks, count)
    priced = ((spread.price_kopecks, spread.cheap_count), (spread.price_kopecks + 1, spread.dear_count))
    return tuple(Position(name, price, pieces * ONE, price * pieces) for price, pieces in priced if pieces)


def _two_by_weight(name: str, quantity: Quantity, sum_kopecks: Kopecks) -> tuple[Position, ...]:
    """As with pieces, by thousandths: the remainder of sum ÷ quantity is the weight that costs a kopeck more.

    The two exact products sum to a whole number, so their roundings cancel, but where both end in exactly half a
    kopeck: a thousandth more at the dearer price breaks the tie.
    """
    price = price_below(sum_kopecks, quantity)
    remainder = sum_kopecks * ONE - price * quantity
    for dear in (remainder, remainder + 1):
        cheap_sum, dear_sum = line_amount(price, quantity - dear), line_amount(price + 1, dear)
        if cheap_sum + dear_sum == sum_kopecks:
            return (
                Position(name, price, quantity - dear, cheap_sum),
                Position(name, price + 1, dear, dear_sum),
            )
    raise PositionError(name, sum_kopecks, quantity)
