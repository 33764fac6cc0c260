"""Whose points stand behind a figure of the ledger: what burnt, was awarded, corrected, given away, or is owed."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Note, Report, Section
from pos_app.domain.report.figures import PointsLine, PointsPage, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import CustomerLink, PointsLink
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

PART_WORDS: Mapping[PointsPart, Words] = MappingProxyType(
    {
        PointsPart.AWARDED: Words("Points awarded beside receipts"),
        PointsPart.BURNT: Words("Burnt points"),
        PointsPart.CHARITY: Words("Points given to a good cause"),
        PointsPart.CORRECTED: Words("Points corrected by hand"),
        PointsPart.OWED: Words("Points owed to customers"),
        PointsPart.DEBT: Words("Points owed by customers"),
    }
)
_NOW = frozenset({PointsPart.OWED, PointsPart.DEBT})
_FILE_PAGE = 1_000
_COLUMNS = (
    Column("customer", Words("Customer"), Kind.TEXT),
    Column("at", Words("When"), Kind.INSTANT),
    Column("points", Words("Points"), Kind.POINTS),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
)


def points_report(
    queries: ReportQueries, link: PointsLink, setting: Setting, after: str = "", limit: int = PAGE
) -> tuple[Report, str | None] | None:
    """A page of them, and where the next one begins; None where only the office can tell."""
    page = queries.points_behind(link, limit, after)
    if page is None:
        return None
    title = PART_WORDS[link.part]
    together = (Cell(Words("Total")), Cell(None), Cell(page.points), Cell(None))
    table = Table("points", title, _COLUMNS, _rows(page), together, 0, partial(_whole, queries, link))
    blocks: tuple[Note | Table, ...] = (table,)
    scope = Scope(None, link.first_day, link.last_day)
    if link.part in _NOW:
        blocks, scope_shown = (Note("now", Words("Accounts as they are now")), table), None
    else:
        scope_shown = scope
    return setting.report("points_behind", title, scope_shown, (Section("points", title, blocks),)), page.next_after


def _whole(queries: ReportQueries, link: PointsLink) -> Iterator[tuple[Cell, ...]]:
    after: str | None = ""
    while after is not None:
        page = queries.points_behind(link, _FILE_PAGE, after)
        if page is None:
            return
        yield from _rows(page)
        after = page.next_after


def _rows(page: PointsPage) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_row(line) for line in page.lines)


def _row(line: PointsLine) -> tuple[Cell, ...]:
    link = CustomerLink(line.customer_id)
    return Cell(line.customer, link), Cell(line.posted_at), Cell(line.points, link), Cell(line.words or None)
