"""The mark on a pack of tobacco: 29 characters in a DataMatrix, no GS1 element string and no separators.

Fourteen digits GTIN, seven characters serial number, four the greatest retail price, four the code of its check
(rules of marking tobacco, government decree № 224 of 2019-02-28). Its letters tell small from capital. A block of
packs bears a GS1 element string as other goods do.
"""

from dataclasses import dataclass

from pos_app.domain.codes import gtin
from pos_app.domain.codes.code_error import CodeError

LENGTH = 29
_GTIN_END, _SERIAL_END = 14, 21


@dataclass(frozen=True, slots=True)
class TobaccoMark:
    """``gtin`` has 13 digits."""

    gtin: str
    serial: str


def parse(text: str) -> TobaccoMark:
    """Read such a mark. Raises CodeError ``length``, ``malformed`` and those of a GTIN."""
    if len(text) != LENGTH:
        raise CodeError("length", length=len(text))
    if not text.isascii() or not text.isprintable() or " " in text:
        raise CodeError("malformed")
    return TobaccoMark(gtin.normalise(text[:_GTIN_END]), text[_GTIN_END:_SERIAL_END])
