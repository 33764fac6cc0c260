"""A table of a report as lines of a sheet: headings, rows, totals."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.kind import NUMBERS
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words
from pos_app.report_files.report_words import ReportWords
from pos_app.ui.report_view.column_fit import PAD, ColumnFit, fit_columns
from pos_app.ui.report_view.letters import SheetFonts
from pos_app.ui.report_view.lines import Letters, SheetLine, SheetText, Target
from pos_app.ui.theme.sizes import TARGET

T = TypeVar("T")
_ABOVE = 6
_TOLD = 3


def table_lines(table: Table, words: ReportWords, fonts: SheetFonts, width: int, y: int) -> Iterator[SheetLine]:
    """A row that leads on is high enough for a finger. What there is no room for is told below."""
    columns = table.columns
    texts = [[_text(each, cell, words) for each, cell in zip(columns, row, strict=True)] for row in table.rows]
    totals = [
        "" if cell.value is None else _text(column, cell, words)
        for column, cell in zip(columns, table.totals, strict=False)
    ]
    titles = [words.titled(column.title, column.kind) for column in columns]
    fit = fit_columns(columns, titles, [*texts, *([totals] if totals else [])], fonts, width)
    kept = [columns[place] for place in fit.places]
    bold = Letters.BOLD if fit.letters is Letters.PLAIN else fit.letters
    line = _line(kept, _kept(titles, fit), (), fit, fonts, y, bold, "header")
    yield line
    for number, (row, shown) in enumerate(zip(table.rows, texts, strict=True)):
        ground = "stripe" if number % 2 else "surface"
        line = _line(kept, _kept(shown, fit), _kept(row, fit), fit, fonts, line.bottom, fit.letters, ground)
        yield line
    if totals:
        line = _line(kept, _kept(totals, fit), _kept(table.totals, fit), fit, fonts, line.bottom, bold, "surface", True)
        yield line
    if len(kept) < len(columns):
        text = words.sentence(Words("More columns are in the file"))
        height = fonts.height(text, Letters.SMALL, width)
        told = SheetText(PAD, 3, width - 2 * PAD, height, text, Letters.SMALL, Tone.MUTED)
        yield SheetLine(line.bottom, height + 6, (told,))


def _kept(values: Sequence[T], fit: ColumnFit) -> list[T]:
    return [values[place] for place in fit.places]


def _text(column: Column, cell: Cell, words: ReportWords) -> str:
    return words.sentence(cell.value) if isinstance(cell.value, Words) else words.value(column.kind, cell.value)


def _line(
    columns: Sequence[Column],
    texts: Sequence[str],
    cells: Sequence[Cell],
    fit: ColumnFit,
    fonts: SheetFonts,
    y: int,
    letters: Letters,
    ground: str,
    rule: bool = False,
) -> SheetLine:
    shown: list[SheetText] = []
    targets: list[Target] = []
    rooms = [width - 2 * PAD for width in fit.widths]
    heights = [fonts.height(text, letters, room) for text, room in zip(texts, rooms, strict=True)]
    leads = any(cell.link is not None for cell in cells)
    height = max(max(heights) + 2 * _ABOVE, TARGET if leads else 0)
    x = 0
    for place, (column, text, width) in enumerate(zip(columns, texts, fit.widths, strict=True)):
        cell = cells[place] if cells else None
        tone = cell.tone if cell is not None else Tone.PLAIN
        top = (height - heights[place]) // 2
        to_right = column.kind in NUMBERS
        shown.append(SheetText(x + PAD, top, rooms[place], heights[place], text, letters, tone, to_right))
        if cell is not None and cell.link is not None:
            targets.append(Target(x, width, cell.link, text))
        x += width
    if targets and len({target.link for target in targets}) == 1:
        told = " · ".join(text for text in texts[:_TOLD] if text)
        targets = [Target(0, x, targets[0].link, told, is_row=True)]
    return SheetLine(y, height, tuple(shown), x, tuple(targets), ground, rule_above=rule)
