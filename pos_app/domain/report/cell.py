"""One value of a report, and how it is meant."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.link import Link
from pos_app.domain.report.shape_error import ReportShapeError
from pos_app.domain.report.words import Words

Value = int | str | Words | LocalText | datetime | date | None
"""None: there is none (shown as a dash, an empty cell in files)."""

_HOURS = range(24)


class Tone(StrEnum):
    """How a reader should take it; never by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it leads. Of which kind it is says the column, or the fact."""

    value: Value
    link: Link | None = None
    tone: Tone = Tone.PLAIN


def check_value(kind: Kind, value: Value, where: str) -> None:
    """ReportShapeError if ``value`` is not of ``kind``; ``where`` names the place in the error."""
    if value is None:
        return
    fits = {
        Kind.TEXT: isinstance(value, str | LocalText | Words),
        Kind.WORDS: isinstance(value, Words),
        Kind.INSTANT: isinstance(value, datetime) and value.tzinfo is not None,
        Kind.DAY: isinstance(value, date) and not isinstance(value, datetime),
        Kind.HOUR: type(value) is int and value in _HOURS,
    }.get(kind, kind in NUMBERS and type(value) is int)
    if not fits:
        raise ReportShapeError(f"{where}: expected a value of kind {kind.value}, got {value!r}")
