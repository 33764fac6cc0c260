"""The goods of a basket as the yardstick sees them, and the arithmetic of one benefit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pos_app.domain.basket.basket import BasketLine, ManualDiscount
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, SumOff
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks, Quantity, Unit

Pieces = dict[int, int]
"""By line, how many single things of it: pieces; a weighed line is one."""
Takes = dict[int, Kopecks]


@dataclass(frozen=True)
class Line:
    """A line with its list price and floor. ``count`` single things: pieces; a weighed line is one."""

    item: Item
    quantity: Quantity
    list_kopecks: Kopecks
    floor_kopecks: Kopecks
    weighed: bool
    by_hand: ManualDiscount | None

    @property
    def count(self) -> int:
        """Single things."""
        return 1 if self.weighed else self.quantity // 1000


class Part(NamedTuple):
    """Some single things of a line: what they cost, what may be taken off them. ``pieces`` 0: weighed."""

    base: Kopecks
    room: Kopecks
    quantity: Quantity
    pieces: int

    @property
    def each(self) -> Kopecks:
        """What one piece costs, rounded down."""
        return self.base // (self.pieces or 1)

    def some(self, count: int) -> "Part":
        """``count`` of the pieces."""
        if count >= (self.pieces or 1):
            return self
        share = self.base * count // self.pieces, self.room * count // self.pieces
        return Part(*share, count * 1000, count)


Parts = Mapping[int, Part]


def line_of(source: BasketLine, floor_kopecks: Kopecks) -> Line:
    """``floor_kopecks`` of one unit, for goods without their own."""
    item = source.item
    own = item.rules.floor_kopecks
    unit_floor = min(floor_kopecks if own is None else own, item.price_kopecks)
    listed = (item.price_kopecks * source.quantity * 2 + 1000) // 2000
    floor = min(-(-unit_floor * source.quantity // 1000), listed)
    return Line(item, source.quantity, listed, floor, item.unit is Unit.KILOGRAM, source.manual_discount)


def off(benefit: Benefit, base: Kopecks, quantity: Quantity = 1000) -> Kopecks:
    """What a benefit on every unit takes off, before rooms."""
    if isinstance(benefit, PercentOff):
        return (base * benefit.rate_bp * 2 + 10_000) // 20_000
    units = (benefit.kopecks * quantity * 2 + 1000) // 2000
    return units if isinstance(benefit, SumOff) else max(base - units, 0)


def limit_of(benefit: Benefit) -> Kopecks | None:
    """What a percentage takes off at most on a receipt."""
    return benefit.most_kopecks if isinstance(benefit, PercentOff) else None


def split(amount: Kopecks, parts: Parts) -> Takes:
    """A sum over parts by what they cost, as far as there is room."""
    rooms = [part.room for part in parts.values()]
    shares = allocate(min(amount, sum(rooms)), [part.base for part in parts.values()], rooms)
    return dict(zip(parts, shares, strict=True))


def capped(amounts: Takes, most: Kopecks | None) -> Takes:
    """No more than ``most`` in all, in proportion."""
    if most is None or sum(amounts.values()) <= most:
        return amounts
    shares = allocate(most, list(amounts.values()), list(amounts.values()))
    return dict(zip(amounts, shares, strict=True))


def used_of(parts: Parts) -> Pieces:
    """All single things of the parts."""
    return {line: part.pieces or 1 for line, part in parts.items()}
