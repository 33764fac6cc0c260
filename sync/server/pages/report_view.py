"""A report as a template shows it: every value a text, every link an address, every picture drawn into the page.

All reports of the pages go through here; nothing of a single report is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart
from pos_app.domain.report.document import Block, Facts, Note, Report
from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.link import (
    CustomerLink,
    DeedsLink,
    Link,
    PointsLink,
    ReceiptLink,
    ReceiptsLink,
    ShiftLink,
    ShiftsLink,
    WhyLink,
)
from pos_app.domain.report.table import Table
from pos_app.domain.report.words import Words
from pos_app.report_files.chart_table import chart_table
from pos_app.report_files.heading import left_out
from pos_app.report_files.picture.chart_picture import chart_picture
from pos_app.report_files.picture.svg import picture_svg
from pos_app.report_files.report_words import ReportWords
from sync.server.pages.navigation import BASE

_PICTURE_WIDTH = 1000.0
_WHOLE = frozenset({Kind.INSTANT, Kind.DAY, Kind.HOUR})


@dataclass(frozen=True, slots=True)
class CellView:
    """``tone``: a class of the style sheet, "" for the usual. ``is_whole``: it is not broken into lines."""

    text: str
    href: str = ""
    tone: str = ""
    is_number: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """One figure with its name."""

    title: str
    cell: CellView
    note: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The heading of a column."""

    title: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """``left_out``: a sentence, "" where all rows are there."""

    key: str
    title: str
    columns: tuple[ColumnView, ...]
    rows: tuple[tuple[CellView, ...], ...]
    totals: tuple[CellView, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """``drawn``: one ``<svg>``, coloured by the style sheet. ``table`` says the same in figures."""

    title: str
    drawn: Markup
    table: TableView


@dataclass(frozen=True, slots=True)
class BlockView:
    """One of them is there."""

    facts: tuple[FactView, ...] = ()
    table: TableView | None = None
    chart: ChartView | None = None
    note: CellView | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """What stands under one heading."""

    key: str
    title: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    title: str
    shops: str
    period: str
    sections: tuple[SectionView, ...]


MayFollow = Callable[[Link], bool]


def anything(_link: Link) -> bool:
    """Whoever sees the report may follow all of it."""
    return True


def view_of(report: Report, words: ReportWords, may_follow: MayFollow = anything) -> ReportView:
    """The report in the words' language; a link that its reader may not follow is none."""
    painter = _Painter(words, may_follow)
    return ReportView(
        title=words.sentence(report.title),
        shops=", ".join(report.shops),
        period="" if report.period is None else words.period(report.period),
        sections=tuple(
            SectionView(section.key, words.sentence(section.title), tuple(map(painter.block, section.blocks)))
            for section in report.sections
        ),
    )


def address_of(link: Link) -> str:
    """The page that a figure leads to."""
    match link:
        case ShiftLink(shift_id):
            return f"{BASE}/shifts/{quote(shift_id, safe='')}"
        case ShiftsLink(first_day, last_day, shop_id, closed_by):
            days = [("first", first_day.isoformat()), ("last", last_day.isoformat())]
            parts = [(name, value) for name, value in (("shop", shop_id), ("closed_by", closed_by)) if value]
            return f"{BASE}/shifts?{urlencode([*days, *parts])}"
        case ReceiptsLink(figure, shift_id, narrow) | DeedsLink(figure, shift_id, narrow):
            asked = [("figure", figure), *([("shift", shift_id)] if shift_id else []), *narrow]
            page = "deeds" if isinstance(link, DeedsLink) else "receipts"
            return f"{BASE}/{page}?{urlencode(asked)}"
        case PointsLink(part, first_day, last_day):
            days = [("first", first_day.isoformat()), ("last", last_day.isoformat())]
            return f"{BASE}/points/{part.value}?{urlencode(days)}"
        case CustomerLink(customer_id):
            return f"{BASE}/customers/{quote(customer_id, safe='')}"
        case ReceiptLink(receipt_id):
            return f"{BASE}/receipts/{quote(receipt_id, safe='')}"
        case WhyLink(receipt_id):
            return f"{BASE}/receipts/{quote(receipt_id, safe='')}/why"


class _Painter:
    def __init__(self, words: ReportWords, may_follow: MayFollow) -> None:
        self._words = words
        self._may_follow = may_follow

    def block(self, block: Block) -> BlockView:
        """Whichever it is."""
        match block:
            case Facts():
                return BlockView(facts=tuple(self._fact(block)))
            case Table():
                return BlockView(table=self._table(block))
            case Chart():
                return BlockView(chart=self._chart(block))
            case Note():
                text = self._words.sentence(block.words)
                return BlockView(note=CellView(text, tone=_tone(block.tone)))

    def _fact(self, block: Facts) -> list[FactView]:
        return [
            FactView(
                self._words.sentence(fact.title),
                self._cell(fact.kind, fact.cell, with_unit=True),
                "" if fact.note is None else self._words.sentence(fact.note),
            )
            for fact in block.facts
        ]

    def _table(self, table: Table) -> TableView:
        columns = tuple(
            ColumnView(self._words.titled(column.title, column.kind), column.kind in NUMBERS)
            for column in table.columns
        )
        kinds = [column.kind for column in table.columns]
        return TableView(
            key=table.key,
            title=self._words.sentence(table.title),
            columns=columns,
            rows=tuple(self._row(kinds, row) for row in table.rows),
            totals=self._row(kinds, table.totals) if table.totals else (),
            left_out=self._words.sentence(left_out(table)) if table.left_out else "",
        )

    def _row(self, kinds: list[Kind], row: tuple[Cell, ...]) -> tuple[CellView, ...]:
        return tuple(self._cell(kind, cell, with_unit=False) for kind, cell in zip(kinds, row, strict=True))

    def _cell(self, kind: Kind, cell: Cell, *, with_unit: bool) -> CellView:
        text = self._words.figure(kind, cell.value) if with_unit else self._words.value(kind, cell.value)
        is_led = cell.link is not None and cell.value is not None and self._may_follow(cell.link)
        href = address_of(cell.link) if is_led and cell.link is not None else ""
        is_number = kind in NUMBERS and not isinstance(cell.value, Words)
        return CellView(text, href, _tone(cell.tone), is_number, kind in _WHOLE)

    def _chart(self, chart: Chart) -> ChartView:
        drawn = picture_svg(chart_picture(chart, self._words, _PICTURE_WIDTH))
        # Every text in the picture is escaped where it is drawn.
        return ChartView(self._words.sentence(chart.title), Markup(drawn), self._table(chart_table(chart)))


def _tone(tone: Tone) -> str:
    return "" if tone is Tone.PLAIN else tone.value
