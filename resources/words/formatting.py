"""Numbers, sums and times as people read them. Integers in, text out."""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity, Unit

NBSP = "\u00a0"
MINUS = "\u2212"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=4096)
def _hundredths(value: int, thousands: str, decimal: str, trim: bool) -> str:
    whole, rest = divmod(abs(value), 100)
    text = f"{whole:,}".replace(",", thousands)
    if rest or not trim:
        text += f"{decimal}{rest:02d}"
    return MINUS + text if value < 0 else text


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
