"""One value of the document as people type it, and back: roubles for kopecks, percent for basis points.

What cannot be read as a number stays the text that it is: the document then holds a text where a number belongs, the
loader says so, and the form shows what was typed.
"""

import json
import re

from pos_app.domain.loyalty.programme_form.shape import Choice, Number, Scalar, Text, Unit, YesNo

PLACES = {Unit.WHOLE: 0, Unit.MONEY: 2, Unit.PERCENT: 2, Unit.FACTOR: 4, Unit.POINTS: 2, Unit.QUANTITY: 3}
"""Decimal places that each unit has when people write it."""
YES, NO = "yes", "no"
_NUMBER = re.compile(r"(-?)([0-9]{1,30})(?:[.,]([0-9]{1,10}))?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_CODED = "\\"


def text_of(shape: Scalar, value: object, decimal: str = ",") -> str:
    """What stands in the field; "" for None. ``decimal``: the sign before decimal places."""
    if value is None:
        return ""
    if isinstance(shape, YesNo) and isinstance(value, bool):
        return YES if value else NO
    if isinstance(shape, Number) and isinstance(value, int) and not isinstance(value, bool):
        return number_text(shape.unit, value, decimal)
    if isinstance(value, str):
        return line_of(value) if isinstance(shape, Text) else value
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def value_of(shape: Scalar, text: str) -> object:
    """The value of the document; None for an empty field."""
    told = text.strip()
    if not told:
        return None
    match shape:
        case YesNo():
            return {YES: True, NO: False}.get(told, told)
        case Number():
            number = _number(shape.unit, told)
            return told if number is None else number
        case Choice():
            return next((value for value in shape.values if str(value) == told), told)
        case Text():
            return of_line(told)


def number_text(unit: Unit, value: int, decimal: str = ",") -> str:
    """``12,50`` for 1250 kopecks, ``7,5`` for 750 basis points."""
    places = PLACES[unit]
    whole, rest = divmod(abs(value), 10**places)
    digits = f"{rest:0{places}d}" if rest else ""
    if unit is not Unit.MONEY:
        digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}{decimal}{digits}" if digits else f"{sign}{whole}"


def lines_of(values: list[object], shape: Scalar, decimal: str = ",") -> str:
    """A list of plain values, one on each line."""
    return "\n".join(text_of(shape, value, decimal) for value in values)


def values_of_lines(text: str, shape: Scalar) -> list[object]:
    """The list again; empty lines count for nothing."""
    found = (value_of(shape, line) for line in text.replace("\r\n", "\n").split("\n"))
    return [value for value in found if value is not None]


def line_of(text: str) -> str:
    r"""A text as one line; one that no line can hold (outer spaces, line breaks) as ``\`` and JSON."""
    return text if of_line(text) == text and text.strip() == text and text and _is_line(text) else _coded(text)


def of_line(line: str) -> str:
    """The text of a line."""
    if line.startswith(f'{_CODED}"'):
        try:
            found = json.loads(line[len(_CODED) :])
        except ValueError:
            return line
        return found if isinstance(found, str) else line
    return line


def _coded(text: str) -> str:
    return _CODED + json.dumps(text)


def _is_line(text: str) -> bool:
    return not any(ord(letter) < ord(" ") or letter == "\x7f" for letter in text)


def _number(unit: Unit, told: str) -> int | None:
    found = _NUMBER.fullmatch(_SPACES.sub("", told))
    if found is None:
        return None
    sign, whole, decimals = found[1], found[2], found[3] or ""
    places = PLACES[unit]
    if len(decimals) > places:
        if decimals[places:].strip("0"):
            return None
        decimals = decimals[:places]
    amount: int = int(whole) * 10**places + (int(decimals.ljust(places, "0")) if places and decimals else 0)
    return -amount if sign else amount
