"""A report as a workbook: typed cells, number formats, frozen headings, native charts; a text is never a formula.

The first sheet holds figures and sentences, every table and every chart has a sheet of its own. A workbook stores
numbers as it must; sums are written as exact decimals of at most fifteen digits, so that what is read back is the same
kopeck.
"""

import io
from typing import IO, Any, Final

import xlsxwriter

from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Facts, Note, Report
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words
from pos_app.report_files.chart_table import chart_table
from pos_app.report_files.heading import heading_rows
from pos_app.report_files.long_table import FileRows
from pos_app.report_files.report_words import ReportWords, words_for
from pos_app.report_files.xlsx_cells import Formats, SheetNames, write_value
from pos_app.report_files.xlsx_chart import add_chart

_NAMES_WIDTH: Final = 34
_VALUES_WIDTH: Final = 18
_NOTES_WIDTH: Final = 60
_WIDEST: Final = 44
_LETTERS_BESIDE: Final = 3
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def report_xlsx(report: Report, language: str) -> bytes:
    """The whole report. ``language``: ``ru`` or ``en``."""
    out = io.BytesIO()
    write_xlsx(report, language, out)
    return out.getvalue()


def write_xlsx(report: Report, language: str, file: IO[bytes]) -> None:
    """The whole report into a file; rows of long lists wait in the folder of temporary files, not in memory."""
    words = words_for(report, language)
    is_long = any(isinstance(block, Table) and block.whole is not None for block in report.blocks())
    memory = {"constant_memory": True} if is_long else {"in_memory": True}
    book = xlsxwriter.Workbook(file, {**_OPTIONS, **memory})
    title = words.sentence(report.title)
    made_at = report.made_at.astimezone(words.figures.zone).replace(tzinfo=None)
    book.set_properties(
        {"title": title, "author": report.made_by, "company": ", ".join(report.shops), "created": made_at}
    )
    formats = Formats(book)
    names = SheetNames()
    _front(book.add_worksheet(names.free(title)), report, words, formats)
    for block in report.blocks():
        if isinstance(block, Table):
            _table(book.add_worksheet(names.free(words.sentence(block.title))), block, words, formats)
        elif isinstance(block, Chart):
            sheet = book.add_worksheet(names.free(words.sentence(block.title)))
            _table(sheet, chart_table(block), words, formats)
            add_chart(book, sheet, block, words)
    book.close()


def _front(sheet: Any, report: Report, words: ReportWords, formats: Formats) -> None:
    """Heading, figures and sentences."""
    sheet.set_column(0, 0, _NAMES_WIDTH)
    sheet.set_column(1, 1, _VALUES_WIDTH)
    sheet.set_column(2, 2, _NOTES_WIDTH)
    row = 0
    for number, texts in enumerate(heading_rows(report, words)):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, formats.title if number == 0 else formats.plain)
        row += 1
    for section in report.sections:
        told = [block for block in section.blocks if isinstance(block, Facts | Note)]
        if not told:
            continue
        sheet.write_string(row + 1, 0, words.sentence(section.title), formats.heading)
        row += 2
        for block in told:
            if isinstance(block, Note):
                sheet.write_string(row, 0, words.sentence(block.words), formats.plain)
                row += 1
                continue
            for fact in block.facts:
                sheet.write_string(row, 0, words.titled(fact.title, fact.kind), formats.plain)
                write_value(sheet, row, 1, fact.kind, fact.cell.value, words, formats, bold=False)
                if fact.note is not None:
                    sheet.write_string(row, 2, words.sentence(fact.note), formats.plain)
                row += 1


def _table(sheet: Any, table: Table, words: ReportWords, formats: Formats) -> None:
    """Headings in the first row, frozen; totals in the last, bold."""
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, words.titled(column.title, column.kind), formats.heading)
    rows = FileRows(table)
    for number, row in enumerate(rows, 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            write_value(sheet, number, place, column.kind, cell.value, words, formats, bold=False)
    last = rows.count + 1
    for place, (column, cell) in enumerate(zip(table.columns, table.totals, strict=False)):
        if isinstance(cell.value, Words):
            sheet.write_string(last, place, words.sentence(cell.value), formats.bold)
        else:
            write_value(sheet, last, place, column.kind, cell.value, words, formats, bold=True)
    if rows.behind is not None:
        sheet.write_string(last + 1, 0, words.sentence(rows.behind), formats.plain)
    sheet.freeze_panes(1, 0)
    if rows.count:
        sheet.autofilter(0, 0, rows.count, len(table.columns) - 1)
    for place, width in enumerate(_widths(table, words)):
        sheet.set_column(place, place, width)


def _widths(table: Table, words: ReportWords) -> list[int]:
    """In letters: as wide as the heading with its filter's arrow and the widest value, within reason."""
    widths = []
    for place, column in enumerate(table.columns):
        texts = [words.titled(column.title, column.kind)]
        texts += [words.value(column.kind, row[place].value) for row in table.rows[:500]]
        texts += [words.value(column.kind, table.totals[place].value)] if table.totals else []
        widths.append(min(_WIDEST, max(map(len, texts)) + _LETTERS_BESIDE))
    return widths
