"""What a rule works on: a line, or some pieces of it, as the earlier stages left it."""

from collections.abc import Iterable
from typing import NamedTuple

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, SumOff
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.rate import part_half_up
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import ONE, Kopecks, Quantity, Unit


class Part(NamedTuple):
    """``base_kopecks`` is what it costs before the rule, ``room_kopecks`` what may be taken off it (floors are below).

    ``line`` is its index on the sheet. ``pieces`` counts whole pieces; 0 for weighed goods, which no group takes.
    """

    line: int
    base_kopecks: Kopecks
    room_kopecks: Kopecks
    quantity: Quantity
    pieces: int

    @property
    def shares(self) -> int:
        """How many single things it can be told apart into: its pieces; weighed goods are one."""
        return self.pieces or 1

    @property
    def piece_kopecks(self) -> Kopecks:
        """What one piece costs, rounded down; weighed goods are one."""
        return div_floor(self.base_kopecks, self.pieces or 1)

    def base_of(self, count: int) -> Kopecks:
        """What ``count`` of the pieces cost."""
        return div_floor(self.base_kopecks * count, self.pieces or 1)

    def room_of(self, count: int) -> Kopecks:
        """What may be taken off ``count`` of the pieces."""
        return div_floor(self.room_kopecks * count, self.pieces or 1)

    @property
    def unit(self) -> Unit:
        """What its quantity counts."""
        return Unit.PIECE if self.pieces else Unit.KILOGRAM


def unit_told(units: Iterable[Unit]) -> dict[str, str]:
    """The param that tells what a quantity counts: ``unit``; none for goods of both units, or of none."""
    found = set(units)
    return {"unit": found.pop().value} if len(found) == 1 else {}


def pieces_of(part: Part, count: int) -> Part:
    """``count`` of the pieces, from 1 to all of them; weighed goods stay whole."""
    if count >= part.shares:
        return part
    return Part(part.line, part.base_of(count), part.room_of(count), count * ONE, count)


def amount_off(benefit: Benefit, part: Part) -> Kopecks:
    """What the benefit on every unit takes off the part, before its room is looked at.

    A sum or a price is for one unit (a piece, a kilogram).
    """
    if isinstance(benefit, PercentOff):
        return part_half_up(part.base_kopecks, benefit.rate_bp)
    units = line_amount(benefit.kopecks, part.quantity)
    if isinstance(benefit, SumOff):
        return units
    return max(part.base_kopecks - units, 0)
