"""Figures of a report as people read them, in one language and by one clock. Integers in, text out."""

from datetime import date, datetime, tzinfo
from typing import Final

from pos_app.domain.report.kind import Kind

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
NONE: Final = "–"
"""What stands where there is no value."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE_MS: Final = 60_000
_SECOND_MS: Final = 1_000


class Figures:
    """``ru``: 1 234,50; ``en``: 1,234.50. ``zone`` is the shop's clock."""

    def __init__(self, language: str, zone: tzinfo) -> None:
        self._russian = language == "ru"
        self._thousands, self.decimal_sign = (NBSP, ",") if self._russian else (",", ".")
        self.zone = zone

    def number(self, kind: Kind, value: int) -> str:
        """A measured value without its unit: ``1 234,50``, ``20,15``, ``12``, ``7,5 %``, ``0,254``, ``1:05:00``."""
        match kind:
            case Kind.MONEY:
                return self._scaled(value, 2, trim=False)
            case Kind.POINTS:
                return self._scaled(value, 2, trim=True)
            case Kind.SHARE:
                return f"{self._scaled(value, 2, trim=True)}{NBSP if self._russian else ''}%"
            case Kind.QUANTITY:
                return self._scaled(value, 3, trim=True)
            case Kind.DURATION:
                return self._duration(value)
            case _:
                return self._scaled(value, 0, trim=True)

    def on_axis(self, kind: Kind, value: int) -> str:
        """Beside an axis: whole roubles where they are whole."""
        return self._scaled(value, 2, trim=True) if kind is Kind.MONEY else self.number(kind, value)

    def hour(self, hour: int) -> str:
        """``14:00–15:00``: the hour that begins then."""
        return f"{hour:02d}:00–{(hour + 1) % 24:02d}:00"

    def day(self, day: date) -> str:
        """``31.12.2026`` or ``31 Dec 2026``."""
        if self._russian:
            return f"{day.day:02d}.{day.month:02d}.{day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def short_day(self, day: date) -> str:
        """``31.12`` or ``31 Dec``: below a chart."""
        return f"{day.day:02d}.{day.month:02d}" if self._russian else f"{day.day} {_MONTHS[day.month - 1]}"

    def instant(self, at: datetime) -> str:
        """Day and time by the shop's clock."""
        local = at.astimezone(self.zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def _scaled(self, value: int, digits: int, *, trim: bool) -> str:
        whole, rest = divmod(abs(value), 10**digits)
        text = f"{whole:,}".replace(",", self._thousands)
        if digits and (rest or not trim):
            text += f"{self.decimal_sign}{rest:0{digits}d}"
        return MINUS + text if value < 0 else text

    def _duration(self, ms: int) -> str:
        seconds = abs(ms) // _SECOND_MS
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        text = f"{hours}:{minute:02d}:{second:02d}"
        return MINUS + text if ms < 0 and seconds else text
