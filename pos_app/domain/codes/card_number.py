"""The number of a customer's card: ``KP``, eight digits, Luhn check digit, e.g. ``KP000000422``.

Carriers: Code 128 and QR hold the number as it is; magnetic track 2, which has no letters, holds the nine digits.
By hand a cashier may type small letters, groups, only the nine digits, or the letters as a Russian keyboard gives them.
"""

from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.codes.prefixed_number import NumberSeries

CARD_SERIES = NumberSeries(prefix="KP", serial_digits=8)
_DIGITS = CARD_SERIES.serial_digits + 1
# «КР» looks like KP, «КП» sounds like it, «ЛЗ» is what the keys K and P give under ЙЦУКЕН.
_TYPED_PREFIXES = ("КР", "КП", "ЛЗ", "KР", "КP")
_SEPARATORS = str.maketrans("", "", " -\u00a0\u2013\u2014.")


def generate(serial: int) -> str:
    """The card number for a running ``serial`` from 0 to 99,999,999. Raises CodeError ``serial_range``."""
    return CARD_SERIES.compose(serial)


def parse(text: str) -> str:
    """The canonical number of a card as read or as typed by a person.

    Raises CodeError ``prefix``, ``length``, ``not_digits`` or ``check_digit``.
    """
    return CARD_SERIES.parse(fold_typed(text))


def parse_digits(text: str) -> str:
    """The canonical number from the nine digits on a magnetic stripe. Raises as ``parse`` does."""
    return CARD_SERIES.parse(CARD_SERIES.prefix + text)


def fold_typed(text: str) -> str:
    """``text`` in the spelling of a card number: capitals, no separators, Latin prefix, prefix added to nine digits."""
    folded = text.strip().upper().translate(_SEPARATORS)
    if is_digits(folded) and len(folded) == _DIGITS:
        return CARD_SERIES.prefix + folded
    if folded.startswith(_TYPED_PREFIXES):
        return CARD_SERIES.prefix + folded[len(CARD_SERIES.prefix) :]
    return folded


def grouped(number: str) -> str:
    """A card number as it is printed and read aloud: ``KP 0000 0042 2``."""
    prefix = CARD_SERIES.prefix
    digits = number[len(prefix) :]
    return f"{prefix} {digits[:4]} {digits[4:8]} {digits[8:]}"
