"""Values as cells of a workbook: each kind with its number format, texts as texts."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from pos_app.domain.report.cell import Value
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.report_files.report_words import ReportWords

_SCALES: Final = {Kind.MONEY: 100, Kind.POINTS: 100, Kind.SHARE: 10_000, Kind.QUANTITY: 1_000}
_FORMATS: Final = {
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.POINTS: "#,##0.00;[Red]-#,##0.00",
    Kind.COUNT: "#,##0",
    Kind.QUANTITY: "#,##0.000",
    Kind.SHARE: "0.00%",
    Kind.DURATION: "[h]:mm:ss",
    Kind.INSTANT: "dd.mm.yyyy hh:mm",
    Kind.DAY: "dd.mm.yyyy",
}
_DAY_MS: Final = 24 * 60 * 60 * 1000
_NAME_LENGTH: Final = 31
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")


class Formats:
    """The formats of one workbook, made once."""

    def __init__(self, book: Any) -> None:
        base = {"valign": "top"}
        self.plain = book.add_format(base)
        self.bold = book.add_format({**base, "bold": True, "top": 1})
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.heading = book.add_format({**base, "bold": True, "text_wrap": True, "bg_color": "#E2E6EE", "bottom": 1})
        self._of = {
            (kind, bold): book.add_format({**base, "num_format": code, **({"bold": True, "top": 1} if bold else {})})
            for kind, code in _FORMATS.items()
            for bold in (False, True)
        }

    def of(self, kind: Kind, *, bold: bool) -> Any:
        """The format of a kind; that of a text where it is no number."""
        return self._of.get((kind, bold), self.bold if bold else self.plain)


class SheetNames:
    """Names of sheets as workbooks allow them: at most 31 letters, none twice, without signs of their own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        """The name, shortened or numbered where it must be."""
        base = " ".join(_NOT_IN_A_NAME.sub(" ", wanted).split()) or "1"
        name, number = base[:_NAME_LENGTH].rstrip(), 1
        while name.casefold() in self._taken:
            number += 1
            end = f" {number}"
            name = base[: _NAME_LENGTH - len(end)].rstrip() + end
        self._taken.add(name.casefold())
        return name


def write_value(
    sheet: Any, row: int, column: int, kind: Kind, value: Value, words: ReportWords, formats: Formats, *, bold: bool
) -> None:
    """One value in its kind's format; nothing where there is none."""
    look = formats.of(kind, bold=bold)
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(words.figures.zone).replace(tzinfo=None), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), look)
    elif isinstance(value, int) and kind in NUMBERS:
        sheet.write_number(row, column, exact(kind, value), look)
    else:
        sheet.write_string(row, column, words.value(kind, value), formats.bold if bold else formats.plain)


def exact(kind: Kind, value: int) -> int | Decimal:
    """The value in the unit that the format shows: roubles, points, a share of one, days."""
    if kind is Kind.DURATION:
        return Decimal(value) / _DAY_MS
    scale = _SCALES.get(kind, 1)
    return value if scale == 1 else Decimal(value) / scale
