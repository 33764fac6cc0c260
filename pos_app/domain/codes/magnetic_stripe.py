"""Magnetic stripes as readers type them (ISO/IEC 7813): ``%track 1?``, ``;track 2?``, one after the other.

A stripe may be a bank card. Its number must not reach a screen, a log or a file, so nothing but a card of the shop is
ever given out of here.
"""

import re

from pos_app.domain.codes import card_number
from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds
from pos_app.domain.codes.code_error import CodeError

_TRACK_1_BANK = re.compile(r"(?:^|%)B[0-9 ]{12,23}\^")
_TRACK_2_BANK = re.compile(r"(?:^|;)([0-9]{12,19})=[0-9]{2}(?:0[1-9]|1[0-2])")
_SHOP_TRACK_1 = re.compile(r"%([A-Z]{2}[0-9]+)\?")
_SHOP_TRACK_2 = re.compile(r";([0-9]+)\?")


def is_bank_card(text: str) -> bool:
    """Whether ``text`` holds a bank card's track: a number that passes Luhn with an expiry date, or a track 1 ``B``.

    Some readers drop the sentinels, so a track may also stand at the beginning without one.
    """
    upper = text.upper()
    if _TRACK_1_BANK.search(upper):
        return True
    return any(check_digit_holds(match[1], CheckDigit.LUHN) for match in _TRACK_2_BANK.finditer(upper))


def shop_card(text: str) -> str:
    """The number of a customer's card on a stripe: ``%KP000000422?`` on track 1 or ``;000000422?`` on track 2.

    Raises CodeError ``bank_card``, ``check_digit`` or ``magnetic_stripe``.
    """
    if is_bank_card(text):
        raise CodeError("bank_card")
    upper = text.upper()
    first, second = _SHOP_TRACK_1.search(upper), _SHOP_TRACK_2.search(upper)
    try:
        if first is not None:
            return card_number.CARD_SERIES.parse(first[1])
        if second is not None:
            return card_number.parse_digits(second[1])
    except CodeError as error:
        raise CodeError("check_digit" if error.key == "check_digit" else "magnetic_stripe") from None
    raise CodeError("magnetic_stripe")
