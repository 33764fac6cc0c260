"""Numbers, sums and times as people read them (``resources.words.formatting``), and sums as they type them."""

import re

from pos_app.domain.money.units import BasisPoints, Kopecks, Quantity, Unit
from resources.words.formatting import MINUS, NBSP, Formatting

__all__ = ["MINUS", "NBSP", "Formatting", "parse_money", "parse_percent", "parse_quantity", "parse_scaled"]

_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]*))?")


def parse_scaled(text: str, digits: int) -> int | None:
    """``12,5`` with ``digits`` 2 → 1250. None if it is no number, is negative, or has more decimals than that."""
    match = _NUMBER.fullmatch(text.replace(" ", "").replace(NBSP, ""))
    if match is None:
        return None
    whole, rest = match.group(1), match.group(2) or ""
    if len(rest) > digits:
        return None
    return int(whole + rest.ljust(digits, "0"))


def parse_money(text: str) -> Kopecks | None:
    """A typed sum in roubles, with comma or point: ``1 234,5`` → 123450. None if it is no sum."""
    return parse_scaled(text.removesuffix("₽").strip(), 2)


def parse_quantity(text: str, unit: Unit) -> Quantity | None:
    """A typed quantity: whole pieces, or kilograms with up to three decimals. None if it is none, or zero."""
    value = parse_scaled(text, 3)
    if value is None or value == 0 or (unit is Unit.PIECE and value % 1000):
        return None
    return value


def parse_percent(text: str) -> BasisPoints | None:
    """A typed percentage, ``7,5`` → 750. None if it is none or above 100."""
    value = parse_scaled(text.removesuffix("%").strip(), 2)
    return None if value is None or value > 10_000 else value
