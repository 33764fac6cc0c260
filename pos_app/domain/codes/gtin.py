"""Global Trade Item Numbers (GS1 General Specifications, 2.1): every form becomes one text of 13 digits."""

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds, gs1_check_digit, is_digits
from pos_app.domain.codes.code_error import CodeError

GTIN_LENGTH = 13
_CARRIED_LENGTHS = (8, 12, 13)


def normalise(text: str) -> str:
    """The canonical GTIN-13 of an EAN-13, EAN-8 or UPC-A, padded with zeros on the left.

    Spaces and dashes are dropped. A GTIN-14 is taken only with a leading 0: another indicator digit names a case of the
    goods, not the piece. Raises CodeError ``not_digits``, ``length`` (``length``), ``check_digit`` or ``gtin_case``.
    """
    digits = text.replace(" ", "").replace("-", "")
    if not is_digits(digits):
        raise CodeError("not_digits")
    if len(digits) not in _CARRIED_LENGTHS and len(digits) != GTIN_LENGTH + 1:
        raise CodeError("length", length=len(digits))
    if not check_digit_holds(digits, CheckDigit.GS1):
        raise CodeError("check_digit")
    if len(digits) > GTIN_LENGTH and digits[0] != "0":
        raise CodeError("gtin_case")
    return digits.rjust(GTIN_LENGTH, "0")[-GTIN_LENGTH:]


def with_check_digit(body: str) -> str:
    """The number ``body`` (7, 11 or 12 digits) with its check digit. Raises CodeError ``not_digits`` or ``length``."""
    if len(body) + 1 not in _CARRIED_LENGTHS:
        raise CodeError("length", length=len(body))
    return body + gs1_check_digit(body)
