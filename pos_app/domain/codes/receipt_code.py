"""The code that a receipt carries, so that a return needs one scan: ``2-000231`` is printed as ``K2-000231-`` + check.

The letter keeps it apart from goods, the digit behind it from cards and badges (``KP``, ``KB``). The Luhn digit over
till and running number together shows a code that was read or typed in half.
"""

import re

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds, luhn_check_digit
from pos_app.domain.codes.code_error import CodeError

RUNNING_DIGITS = 6
_NUMBER = re.compile(r"([0-9]{1,4})-([0-9]{1,9})")
_CODE = re.compile(r"K([0-9]{1,4})-([0-9]{6,9})-([0-9])")


def number(till_code: int | str, running: int) -> str:
    """The receipt number of the till's ``running``-th receipt: ``2-000231``. Raises CodeError ``receipt_number``."""
    return parse_number(f"{till_code}-{running}")


def parse_number(text: str) -> str:
    """The canonical receipt number of ``2-231`` or ``2-000231``. Raises CodeError ``receipt_number``."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise CodeError("receipt_number")
    till, running = match.groups()
    return f"{till}-{int(running):0{RUNNING_DIGITS}d}"


def compose(receipt_number: str) -> str:
    """The text of the bar code or QR code for a receipt number. Raises CodeError ``receipt_number``."""
    canonical = parse_number(receipt_number)
    return f"K{canonical}-{luhn_check_digit(canonical.replace('-', ''))}"


def parse(text: str) -> str:
    """The receipt number in a printed code. Raises CodeError ``receipt_code`` or ``check_digit``."""
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        raise CodeError("receipt_code")
    till, running, check = match.groups()
    if not check_digit_holds(till + running + check, CheckDigit.LUHN):
        raise CodeError("check_digit")
    return parse_number(f"{till}-{running}")
