"""The weight protocol of CAS scales, which many others speak too.

The till says ENQ, the scale ACK, the till DC1; then comes SOH STX, ``S`` (steady) or ``U``, the sign, six or seven
characters of weight with a point, two of the unit, the exclusive-or of all from the ``S`` on, ETX EOT.
Source: the protocol tables of scale drivers at docs.rkeeper.ru, «CAS Scales».
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import xor

from pos_app.domain.money.units import Quantity

ENQ, ACK, DC1, NAK = b"\x05", b"\x06", b"\x11", b"\x15"
_ANSWER = re.compile(rb"[\x01\x81]\x02(([SU])([ -])([ 0-9.]{6,7})(kg|KG| g| G|g |G ))(.)\x03\x04", re.DOTALL)
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """``weight``: thousandths of a kilogram, below 0 where the plate was lifted. ``steady``: it does not move."""

    weight: Quantity
    steady: bool


def find_reading(received: bytes) -> Reading | None:
    """The last whole answer among the bytes, None while there is none or its check byte is wrong."""
    for match in reversed(list(_ANSWER.finditer(received[-_LONGEST:]))):
        number = match[4].replace(b" ", b"")
        if reduce(xor, match[1]) != match[6][0] or not re.fullmatch(rb"\d+(\.\d*)?|\.\d+", number):
            continue
        value = Decimal(number.decode())
        grams = value * 1000 if match[5].strip().lower() == b"kg" else value
        if grams != grams.to_integral_value():
            continue  # finer than a gram: no counter scale, and no quantity of ours
        return Reading(int(-grams if match[3] == b"-" else grams), match[2] == b"S")
    return None


def answer_bytes(reading: Reading) -> bytes:
    """What a scale sends for a reading, in kilograms with three digits."""
    sign = b"-" if reading.weight < 0 else b" "
    kilograms = f"{Decimal(abs(reading.weight)).scaleb(-3):.3f}".rjust(6).encode()
    body = (b"S" if reading.steady else b"U") + sign + kilograms + b"kg"
    return b"\x01\x02" + body + bytes([reduce(xor, body)]) + b"\x03\x04"
