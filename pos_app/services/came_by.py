"""By what a customer was named, as far as the till can tell from what came in."""

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code import Code, PhoneCode, RotatingCardCode
from pos_app.domain.codes.scan import Symbology
from pos_app.domain.people.customer_came import CameBy

_SQUARE = frozenset({Symbology.QR, Symbology.DATAMATRIX})


def came_by_scan(code: Code, symbology: Symbology | None) -> CameBy:
    """What a reader read.

    A phone as a code, and a card's number as a square code, are as good on a picture. A reader that does not say its
    symbology is taken at the card's word: cards carry bars.
    """
    if isinstance(code, RotatingCardCode):
        return CameBy.ROTATING_CARD
    if isinstance(code, PhoneCode) or symbology in _SQUARE:
        return CameBy.STATIC_QR
    return CameBy.CARD_SCAN


def came_by_typed(typed: str) -> CameBy:
    """What the cashier typed: four digits, a card's number, else a whole phone."""
    if phone.last_four_query(typed) is not None:
        return CameBy.LAST_DIGITS
    if card_number.fold_typed(typed).startswith(card_number.CARD_SERIES.prefix):
        return CameBy.CARD_TYPED
    return CameBy.WHOLE_PHONE
