"""Amounts of money for a quantity in thousandths."""

from pos_app.domain.money.rounding import div_ceil, div_half_up
from pos_app.domain.money.units import ONE, Kopecks, Quantity


def line_amount(price_kopecks: Kopecks, quantity: Quantity) -> Kopecks:
    """Price of one unit × quantity, half up to the kopeck: 1.234 kg at 99.90 are 123.28."""
    return div_half_up(price_kopecks * quantity, ONE)


def line_floor(unit_floor_kopecks: Kopecks, quantity: Quantity) -> Kopecks:
    """The least that a line may cost: unit floor × quantity, rounded up to the kopeck."""
    return div_ceil(unit_floor_kopecks * quantity, ONE)


def is_whole(quantity: Quantity) -> bool:
    """Whether the quantity counts whole units."""
    return quantity % ONE == 0


def whole_units(quantity: Quantity) -> int:
    """How many whole units a quantity of pieces counts. Raises :class:`FractionOfPieceError` for a fraction."""
    units, rest = divmod(quantity, ONE)
    if rest:
        raise FractionOfPieceError(quantity)
    return units


class FractionOfPieceError(ValueError):
    """A quantity of pieces must be a multiple of 1000 thousandths."""

    def __init__(self, quantity: Quantity) -> None:
        super().__init__(f"pieces are whole: expected a multiple of {ONE} thousandths, got {quantity}")
        self.key = "fraction_of_piece"
        self.quantity = quantity
