"""Radio tokens (EM4100, 125 kHz): readers type the same 40 bits in different ways; here they are one whole number.

| format | what the reader types | what it holds |
|---|---|---|
| ``hex10`` | ``0B00A1B2C3`` | version byte and 32 bits, hexadecimal |
| ``dec10`` | ``0010597059`` | the lower 32 bits, decimal |
| ``dec3_5`` | ``161,45763`` | bits 16 to 23, then the lower 16 bits, decimal |

``dec3_5`` tells 24 bits, ``dec10`` 32: one number for all readers can only be what the poorest of them tells, so the
canonical number is the lower 24 bits. The format is set for each reader: ten digits may be either of the first two.
"""

import re
from enum import StrEnum

from pos_app.domain.codes.code_error import CodeError

_HEX = re.compile(r"[0-9A-F]{10}")
_DECIMAL = re.compile(r"[0-9]{10}")
_PAIR = re.compile(r"([0-9]{3})[,. ]?([0-9]{5})")
_CANONICAL = 0xFF_FFFF
_DECIMAL_MAX = 0xFFFF_FFFF
_HIGH_MAX, _LOW_MAX = 0xFF, 0xFFFF


class TokenFormat(StrEnum):
    """How a reader writes a token."""

    HEX10 = "hex10"
    DEC10 = "dec10"
    DEC3_5 = "dec3_5"


def parse(text: str, token_format: TokenFormat) -> int:
    """The canonical number, 0 to 16,777,215. Raises CodeError ``token_format``."""
    wanted = text.strip().upper()
    match token_format:
        case TokenFormat.HEX10 if _HEX.fullmatch(wanted):
            return int(wanted, 16) & _CANONICAL
        case TokenFormat.DEC10 if _DECIMAL.fullmatch(wanted) and int(wanted) <= _DECIMAL_MAX:
            return int(wanted) & _CANONICAL
        case TokenFormat.DEC3_5:
            pair = _PAIR.fullmatch(wanted)
            if pair is not None and int(pair[1]) <= _HIGH_MAX and int(pair[2]) <= _LOW_MAX:
                return int(pair[1]) << 16 | int(pair[2])
        case _:
            pass
    raise CodeError("token_format")
