"""A report as CSV that a spreadsheet opens by a double click: UTF-8 with its mark, ``;``, the decimals of the language.

All tables one after another, each under its heading; figures and sentences stand as two columns, charts as tables.
Sums are plain (no thousands), so that they are numbers. A text never becomes a formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import IO, BinaryIO, Final, cast

from pos_app.domain.report.cell import Value
from pos_app.domain.report.document import Facts, Note, Report
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words
from pos_app.report_files.chart_table import chart_table
from pos_app.report_files.heading import heading_rows
from pos_app.report_files.long_table import FileRows
from pos_app.report_files.report_words import ReportWords, words_for

_DIGITS: Final = {Kind.MONEY: 2, Kind.POINTS: 2, Kind.SHARE: 2, Kind.QUANTITY: 3, Kind.COUNT: 0}
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM: Final = "\ufeff"


def report_csv(report: Report, language: str) -> bytes:
    """The whole report. ``language``: ``ru`` or ``en``."""
    out = io.BytesIO()
    write_csv(report, language, out)
    return out.getvalue()


def write_csv(report: Report, language: str, file: IO[bytes]) -> None:
    """The whole report into a file, lists row by row."""
    words = words_for(report, language)
    out = io.TextIOWrapper(cast(BinaryIO, file), encoding="utf-8", newline="", write_through=False)
    out.write(_BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in heading_rows(report, words):
        writer.writerow([text_cell(text) for text in row])
    for section in report.sections:
        writer.writerow([])
        writer.writerow([text_cell(words.sentence(section.title))])
        for block in section.blocks:
            match block:
                case Facts():
                    writer.writerows(_facts(block, words))
                case Note():
                    writer.writerow([text_cell(words.sentence(block.words))])
                case Table():
                    writer.writerows(_table(block, words))
                case _:
                    writer.writerows(_table(chart_table(block), words))
    out.flush()
    out.detach()


def text_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before signs that begin one."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def csv_value(kind: Kind, value: Value, words: ReportWords) -> str:
    """One value: numbers plain with the decimal sign of the language, a dash of none is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, int) and kind in NUMBERS:
        return _plain(kind, value, words)
    if isinstance(value, datetime):
        return f"{value.astimezone(words.figures.zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return text_cell(words.value(kind, value))


def _plain(kind: Kind, value: int, words: ReportWords) -> str:
    if kind is Kind.DURATION:
        return words.figures.number(kind, value).replace("\u2212", "-")
    digits = _DIGITS[kind]
    whole, rest = divmod(abs(value), 10**digits)
    text = f"{whole}{words.figures.decimal_sign}{rest:0{digits}d}" if digits else str(whole)
    return f"-{text}" if value < 0 else text


def _facts(block: Facts, words: ReportWords) -> Iterator[list[str]]:
    for fact in block.facts:
        row = [text_cell(_titled(fact.title, fact.kind, words)), csv_value(fact.kind, fact.cell.value, words)]
        if fact.note is not None:
            row.append(text_cell(words.sentence(fact.note)))
        yield row


def _table(table: Table, words: ReportWords) -> Iterable[list[str]]:
    yield []
    yield [text_cell(words.sentence(table.title))]
    yield [text_cell(_titled(column.title, column.kind, words)) for column in table.columns]
    rows = FileRows(table)
    for row in chain(rows, (table.totals,) if table.totals else ()):
        yield [
            text_cell(words.sentence(cell.value))
            if isinstance(cell.value, Words)
            else csv_value(column.kind, cell.value, words)
            for column, cell in zip(table.columns, row, strict=True)
        ]
    if rows.behind is not None:
        yield [text_cell(words.sentence(rows.behind))]


def _titled(title: Words, kind: Kind, words: ReportWords) -> str:
    return f"{words.sentence(title)}, %" if kind is Kind.SHARE else words.titled(title, kind)
