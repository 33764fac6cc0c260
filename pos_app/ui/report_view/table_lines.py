"""A table of a report as lines of a sheet: columns as wide as their figures need, texts wrapped into what is left."""

from collections.abc import Iterator, Sequence

from pos_app.domain.report.cell import Cell, Tone, Value
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.table import Column, Table
from pos_app.report_files.report_words import ReportWords
from pos_app.ui.report_view.letters import SheetFonts
from pos_app.ui.report_view.lines import Letters, SheetLine, SheetText, Target
from pos_app.ui.theme.sizes import TARGET

_PAD = 8
_ABOVE = 6
_TOLD = 3
_LEAST_TEXT = 90
_MOST_SPARE = 200
"""A table that needs less than the sheet stays narrow: figures stand near their names."""
_FIRM = NUMBERS | {Kind.INSTANT, Kind.DAY, Kind.HOUR}


def table_lines(table: Table, words: ReportWords, fonts: SheetFonts, width: int, y: int) -> Iterator[SheetLine]:
    """Headings, rows, totals; a row that leads on is high enough for a finger."""
    texts = [[words.value(*each) for each in _values(table.columns, row)] for row in table.rows]
    totals = [
        "" if cell.value is None else words.value(column.kind, cell.value)
        for column, cell in zip(table.columns, table.totals, strict=False)
    ]
    titles = [words.titled(column.title, column.kind) for column in table.columns]
    widths = column_widths(table.columns, titles, [*texts, *([totals] if totals else [])], fonts, width)
    head = _line(table.columns, titles, (), widths, fonts, y, Letters.BOLD, "header")
    yield head
    y = head.bottom
    for number, (row, shown) in enumerate(zip(table.rows, texts, strict=True)):
        line = _line(table.columns, shown, row, widths, fonts, y, Letters.PLAIN, "stripe" if number % 2 else "surface")
        yield line
        y = line.bottom
    if totals:
        yield _line(table.columns, totals, table.totals, widths, fonts, y, Letters.BOLD, "surface", rule=True)


def column_widths(
    columns: Sequence[Column], titles: Sequence[str], rows: Sequence[Sequence[str]], fonts: SheetFonts, room: int
) -> list[int]:
    """Pixels of each column, together ``room`` at most: figures whole, texts share what is left."""
    wanted = []
    for place in range(len(columns)):
        widest = max((fonts.width(row[place], Letters.BOLD) for row in rows), default=0)
        # A heading may break at its spaces.
        widest = max([widest, *(fonts.width(word, Letters.BOLD) for word in titles[place].split(" "))])
        wanted.append(widest + 2 * _PAD)
    firm = [column.kind in _FIRM for column in columns]
    if sum(wanted) <= room:
        return _widened(wanted, firm, min(room - sum(wanted), _MOST_SPARE))
    left = room - sum(width for width, each in zip(wanted, firm, strict=True) if each)
    if left < _LEAST_TEXT * firm.count(False):
        return [width * room // sum(wanted) for width in wanted]
    return _shared(wanted, firm, left)


def _shared(wanted: Sequence[int], firm: Sequence[bool], left: int) -> list[int]:
    """Texts share ``left``: short ones get all they need, long ones the rest in equal parts."""
    widths = list(wanted)
    texts = sorted((place for place, each in enumerate(firm) if not each), key=lambda place: wanted[place])
    for number, place in enumerate(texts):
        widths[place] = min(wanted[place], left // (len(texts) - number))
        left -= widths[place]
    return widths


def _widened(wanted: Sequence[int], firm: Sequence[bool], spare: int) -> list[int]:
    """What is left goes to the widest text; to all where there is none."""
    texts = [place for place, each in enumerate(firm) if not each]
    if not texts:
        return [width + spare // len(wanted) for width in wanted]
    widest = max(texts, key=lambda place: wanted[place])
    return [width + (spare if place == widest else 0) for place, width in enumerate(wanted)]


def _values(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[tuple[Kind, Value]]:
    return ((column.kind, cell.value) for column, cell in zip(columns, row, strict=True))


def _line(
    columns: Sequence[Column],
    texts: Sequence[str],
    cells: Sequence[Cell],
    widths: Sequence[int],
    fonts: SheetFonts,
    y: int,
    letters: Letters,
    ground: str,
    *,
    rule: bool = False,
) -> SheetLine:
    shown: list[SheetText] = []
    targets: list[Target] = []
    x, tallest = 0, 0
    for text, width in zip(texts, widths, strict=True):
        tallest = max(tallest, fonts.height(text, letters, width - 2 * _PAD))
    leads = any(cell.link is not None for cell in cells)
    height = max(tallest + 2 * _ABOVE, TARGET if leads else 0)
    for place, (column, text, width) in enumerate(zip(columns, texts, widths, strict=True)):
        cell = cells[place] if cells else None
        tone = cell.tone if cell is not None else Tone.PLAIN
        room = width - 2 * _PAD
        high = fonts.height(text, letters, room)
        top = (height - high) // 2
        shown.append(SheetText(x + _PAD, top, room, high, text, letters, tone, column.kind in NUMBERS))
        if cell is not None and cell.link is not None:
            targets.append(Target(x, width, cell.link, text))
        x += width
    if targets and len({target.link for target in targets}) == 1:
        targets = [Target(0, x, targets[0].link, " · ".join(text for text in texts[:_TOLD] if text), is_row=True)]
    return SheetLine(y, height, tuple(shown), x, tuple(targets), ground, rule_above=rule)
