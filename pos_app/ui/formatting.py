"""Numbers, sums and times as people read them, and sums as they type them. Integers in, integers out."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache

from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity, Unit

NBSP = "\u00a0"
MINUS = "\u2212"
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]*))?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=4096)
def _hundredths(value: int, thousands: str, decimal: str, trim: bool) -> str:
    whole, rest = divmod(abs(value), 100)
    text = f"{whole:,}".replace(",", thousands)
    if rest or not trim:
        text += f"{decimal}{rest:02d}"
    return MINUS + text if value < 0 else text


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


def _russian_points_word(points: Points) -> str:
    whole, rest = divmod(abs(points), 100)
    if rest:
        return "балла"
    if whole % 10 == 1 and whole % 100 != 11:
        return "балл"
    if whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14):
        return "балла"
    return "баллов"


class Formatting:
    """Formats for one language (``ru``: 1 234,50; ``en``: 1,234.50) and the shop's time zone."""

    def __init__(self, language: str, zone: tzinfo) -> None:
        self.language = language
        self._russian = language == "ru"
        self._zone = zone
        self._thousands, self._decimal = (NBSP, ",") if self._russian else (",", ".")

    def money(self, kopecks: Kopecks) -> str:
        """``1 234,50``."""
        return _hundredths(kopecks, self._thousands, self._decimal, False)

    def roubles(self, kopecks: Kopecks) -> str:
        """``1 234,50 ₽``."""
        return f"{self.money(kopecks)}{NBSP}₽"

    def short_roubles(self, kopecks: Kopecks) -> str:
        """``1 000 ₽``, kopecks only where there are some; for banknotes and hints."""
        return f"{_hundredths(kopecks, self._thousands, self._decimal, True)}{NBSP}₽"

    def short_money(self, kopecks: Kopecks) -> str:
        """``60`` or ``60,50``: a sum in a narrow place."""
        return _hundredths(kopecks, self._thousands, self._decimal, True)

    def points(self, points: Points) -> str:
        """Hundredths of a point as ``1 250`` or ``20,15``."""
        return _hundredths(points, self._thousands, self._decimal, True)

    def counted_points(self, points: Points) -> str:
        """Points with their word: ``21 балл``, ``1 250 баллов``, ``20,15 балла``; ``1 pt``, ``20.15 pts``."""
        if not self._russian:
            return f"{self.points(points)} {'pt' if points == 100 else 'pts'}"
        return f"{self.points(points)}{NBSP}{_russian_points_word(points)}"

    def percent(self, basis_points: BasisPoints) -> str:
        """``10 %`` or ``7,50 %``."""
        gap = NBSP if self._russian else ""
        return f"{_hundredths(basis_points, self._thousands, self._decimal, True)}{gap}%"

    def quantity(self, quantity: Quantity, unit: Unit = Unit.PIECE) -> str:
        """``2`` pieces, ``0,254`` kilograms."""
        whole, rest = divmod(abs(quantity), 1000)
        text = f"{whole}{self._decimal}{rest:03d}" if unit is Unit.KILOGRAM or rest else str(whole)
        return MINUS + text if quantity < 0 else text

    def day(self, day: date) -> str:
        """``31.12.2026`` or ``31 Dec 2026``."""
        if self._russian:
            return f"{day.day:02d}.{day.month:02d}.{day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def time(self, at: datetime) -> str:
        """``14:07`` by the shop's clock."""
        return at.astimezone(self._zone).strftime("%H:%M")

    def instant(self, at: datetime) -> str:
        """Day and time by the shop's clock."""
        return f"{self.day(at.astimezone(self._zone).date())} {self.time(at)}"

    def today(self, now: datetime) -> date:
        """The shop's local day at ``now``."""
        return now.astimezone(self._zone).date()
