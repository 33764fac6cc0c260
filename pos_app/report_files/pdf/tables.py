"""A table of a report on the page: as wide as its figures need, headings again on every page, totals below a line."""

from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, TableStyle

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.table import Column, Table
from pos_app.report_files.pdf.styles import (
    BODY_SIZE,
    CELL,
    CELL_BOLD,
    CELL_BOLD_RIGHT,
    CELL_RIGHT,
    GRID,
    HEADER,
    MUTED,
    STRIPE,
    toned,
)
from pos_app.report_files.picture.text_width import text_width
from pos_app.report_files.report_words import ReportWords

_PADDING: Final = 4.0
_WIDEST_TEXT: Final = 150.0
_LEAST: Final = 28.0
_NARROW_TEXT: Final = 72.0
_MEASURED_ROWS: Final = 400


def page_table(table: Table, words: ReportWords, room: float) -> LongTable:
    """The table, at most ``room`` wide."""
    widths = column_widths(table, words, room)
    rows: list[list[Paragraph | str]] = [[_heading(column, words) for column in table.columns]]
    rows += [_row(row, table.columns, words, widths) for row in table.rows]
    rows += [_totals(table.totals, table.columns, words)] if table.totals else []
    made = LongTable(rows, colWidths=widths, repeatRows=1, hAlign="LEFT")
    look: list[Any] = [
        ("BACKGROUND", (0, 0), (-1, 0), HEADER),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, GRID),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), (None, STRIPE)),
        ("FONT", (0, 1), (-1, -1), CELL.fontName, CELL.fontSize, CELL.leading),
        ("TEXTCOLOR", (0, 1), (-1, -1), CELL.textColor),
    ]
    right = [place for place, column in enumerate(table.columns) if column.kind in NUMBERS]
    look += [("ALIGN", (place, 1), (place, -1), "RIGHT") for place in right]
    if table.totals:
        look.append(("LINEABOVE", (0, -1), (-1, -1), 1, MUTED))
    made.setStyle(TableStyle(look))
    return made


def column_widths(table: Table, words: ReportWords, room: float) -> list[float]:
    """Figures get what they need, texts share what is left; a table that needs less than ``room`` stays narrow."""
    wanted = [_wanted(place, table, words) for place in range(len(table.columns))]
    if sum(wanted) <= room:
        return wanted
    is_firm = [_is_firm(column) for column in table.columns]
    firm = sum(width for width, each in zip(wanted, is_firm, strict=True) if each)
    loose = sum(wanted) - firm
    left = room - firm
    if loose and left >= _LEAST * is_firm.count(False):
        return [width if each else width * left / loose for width, each in zip(wanted, is_firm, strict=True)]
    return [width * room / sum(wanted) for width in wanted]


def least_width(table: Table, words: ReportWords) -> float:
    """How wide the table must be at least: figures whole, texts broken into several lines."""
    return sum(
        _wanted(place, table, words) if _is_firm(column) else min(_NARROW_TEXT, _wanted(place, table, words))
        for place, column in enumerate(table.columns)
    )


def _is_firm(column: Column) -> bool:
    return column.kind in NUMBERS or column.kind in (Kind.INSTANT, Kind.DAY)


def _wanted(place: int, table: Table, words: ReportWords) -> float:
    column = table.columns[place]
    values = [row[place].value for row in table.rows[:_MEASURED_ROWS]]
    widths = [text_width(words.value(column.kind, value), BODY_SIZE) for value in values]
    if table.totals:
        widths.append(text_width(words.value(column.kind, table.totals[place].value), BODY_SIZE, bold=True))
    # A heading may break at its spaces; its longest word may not.
    words_of_title = words.titled(column.title, column.kind).split(" ")
    widths += [text_width(word, BODY_SIZE, bold=True) for word in words_of_title]
    return max(_LEAST, min(_WIDEST_TEXT, max(widths)) + 2 * _PADDING + 1)


def _heading(column: Column, words: ReportWords) -> Paragraph:
    style = CELL_BOLD_RIGHT if column.kind in NUMBERS else CELL_BOLD
    return Paragraph(escape(words.titled(column.title, column.kind)), style)


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], words: ReportWords, widths: Sequence[float]
) -> list[Paragraph | str]:
    return [_cell(column, cell, words, width) for column, cell, width in zip(columns, cells, widths, strict=True)]


def _cell(column: Column, cell: Cell, words: ReportWords, width: float) -> Paragraph | str:
    """A plain figure that fits on its line stands as it is: a paragraph takes ten times as long to make."""
    text = _text(column, cell, words, total=False)
    if _is_firm(column) and cell.tone is Tone.PLAIN and text_width(text, BODY_SIZE) <= width - 2 * _PADDING:
        return text
    return Paragraph(escape(text), _style(column, cell.tone, total=False))


def _totals(cells: Sequence[Cell], columns: Sequence[Column], words: ReportWords) -> list[Paragraph | str]:
    return [
        Paragraph(escape(_text(column, cell, words, total=True)), _style(column, cell.tone, total=True))
        for column, cell in zip(columns, cells, strict=True)
    ]


def _text(column: Column, cell: Cell, words: ReportWords, *, total: bool) -> str:
    """A dash stands for no value in a row; the row of totals stays empty where nothing adds up."""
    return "" if total and cell.value is None else words.value(column.kind, cell.value)


def _style(column: Column, tone: Tone, *, total: bool) -> ParagraphStyle:
    plain, bold = (CELL_RIGHT, CELL_BOLD_RIGHT) if column.kind in NUMBERS else (CELL, CELL_BOLD)
    return toned(bold if total else plain, tone)
