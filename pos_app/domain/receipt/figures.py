"""Sums, points, quantities, days and rates as they stand on paper.

Only signs that every printer has: a plain space or comma between thousands, a plain minus, no currency sign.
"""

from datetime import date, datetime, tzinfo

from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity, Unit
from pos_app.domain.receipt.labels import Labels


def money(kopecks: Kopecks, labels: Labels) -> str:
    """«1 234,50», «-0,05»."""
    whole, part = divmod(abs(kopecks), 100)
    return f"{'-' if kopecks < 0 else ''}{_grouped(whole, labels)}{labels.decimal_sign}{part:02d}"


def points(hundredths: Points, labels: Labels) -> str:
    """«120», «49,99», «-1 000»: hundredths only where there are any."""
    whole, part = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{_grouped(whole, labels)}" + (f"{labels.decimal_sign}{part:02d}" if part else "")


def quantity(thousandths: Quantity, unit: Unit, labels: Labels) -> str:
    """«3 шт», «0,512 кг»: thousandths for weight always, for pieces only where there are any."""
    whole, part = divmod(thousandths, 1000)
    weighed = unit is Unit.KILOGRAM
    figure = _grouped(whole, labels) + (f"{labels.decimal_sign}{part:03d}" if part or weighed else "")
    piece = labels.one_piece if thousandths == 1000 else labels.piece
    return f"{figure} {labels.kilogram if weighed else piece}"


def rate(rate_bp: BasisPoints, labels: Labels) -> str:
    """«22 %», «16,67 %»."""
    whole, part = divmod(rate_bp, 100)
    return f"{whole}" + (f"{labels.decimal_sign}{part:02d}".rstrip("0") if part else "") + " %"


def day(of: date, labels: Labels) -> str:
    """«14.03.2026», «14 Mar 2026»."""
    return labels.day_format.format(day=of.day, month=labels.months.split()[of.month - 1], year=of.year)


def moment(at: datetime, zone: tzinfo, labels: Labels) -> str:
    """«14.03.2026 12:05» in the shop's zone."""
    local = at.astimezone(zone)
    return f"{day(local.date(), labels)} {local:%H:%M}"


def _grouped(whole: int, labels: Labels) -> str:
    return f"{whole:,}".replace(",", labels.thousands_sign)
