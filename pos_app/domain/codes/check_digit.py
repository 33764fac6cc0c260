"""Check digits: GS1 mod 10 (GS1 General Specifications, 7.9) and Luhn (ISO/IEC 7812-1, annex B)."""

from enum import StrEnum

from pos_app.domain.codes.code_error import CodeError


class CheckDigit(StrEnum):
    """The rule for the last digit of a number."""

    NONE = "none"
    GS1 = "gs1"
    LUHN = "luhn"


def is_digits(text: str) -> bool:
    """Whether ``text`` consists of ASCII digits only, at least one (``str.isdigit`` takes digits of every script)."""
    return text.isascii() and text.isdigit()


def gs1_check_digit(digits: str) -> str:
    """The GS1 mod 10 check digit for ``digits`` (without it): weights 3, 1, 3 … from the right.

    Leading zeros do not change it, so all GTIN lengths share one rule. Raises CodeError ``not_digits``.
    """
    _require_digits(digits)
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def luhn_check_digit(digits: str) -> str:
    """The Luhn check digit for ``digits`` (without it). Raises CodeError ``not_digits``."""
    _require_digits(digits)
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def check_digit_holds(number: str, check: CheckDigit) -> bool:
    """Whether the last digit of ``number`` is what ``check`` demands; always true for ``CheckDigit.NONE``."""
    if check is CheckDigit.NONE:
        return True
    if len(number) < 2 or not is_digits(number):
        return False
    compute = gs1_check_digit if check is CheckDigit.GS1 else luhn_check_digit
    return compute(number[:-1]) == number[-1]


def _require_digits(digits: str) -> None:
    if not is_digits(digits):
        raise CodeError("not_digits")
