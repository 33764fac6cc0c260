"""The credits for typed sums or the rewards behind a figure of points: when, who, to whom, how many points."""

from collections.abc import Iterator
from functools import partial

from pos_app.domain.report.beside_figure import BesideChoice, beside_of, points_of
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Block, Fact, Facts, Note, Report, Section
from pos_app.domain.report.figures import BesidePage, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import CustomerLink, DeedsLink, ShiftLink
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import Setting, person
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.transaction.quick_credit import QuickCredit

_FILE_PAGE = 1_000
_ID_END = 6
_COLUMNS = (
    Column("at", Words("When"), Kind.INSTANT),
    Column("customer", Words("Customer"), Kind.TEXT),
    Column("points", Words("Points"), Kind.POINTS),
    Column("kopecks", Words("Sum"), Kind.MONEY, on_paper=False),
    Column("reward", Words("Reward"), Kind.TEXT, on_paper=False),
    Column("who", Words("Who"), Kind.TEXT, on_paper=False),
)


def beside_report(
    queries: ReportQueries,
    link: DeedsLink,
    shop_ids: frozenset[str] | None,
    setting: Setting,
    after: str = "",
    limit: int = PAGE,
) -> tuple[Report, str | None]:
    """A page of them, and where the next one begins. Raises ``FigureUnknownError`` for a link that no report made."""
    choice = beside_of(link, shop_ids)
    page = queries.points_beside(choice, limit, after)
    title, span = choice.figure.title, choice.span
    facts = (
        Fact("figure", Words("The figure"), Kind.POINTS, Cell(page.points)),
        Fact("count", Words("How many"), Kind.COUNT, Cell(page.count)),
    )
    together = (Cell(Words("Total")), Cell(None), Cell(page.points), Cell(None), Cell(None), Cell(None))
    left_out = 0 if after or page.next_after is None else max(0, page.count - len(page.lines))
    rows = _rows(queries, page)
    table = Table("beside", title, _COLUMNS, rows, together, left_out, partial(_whole, queries, choice))
    blocks: list[Block] = [Facts("behind", facts), table]
    if page.gone_count > 0:
        told = Words(
            "{count} more are not kept at this till any longer: the office lists them all",
            (("count", Filling(Kind.COUNT, page.gone_count)),),
        )
        blocks.append(Note("gone", told, Tone.WARNING))
    scope = None if span.shift_id else Scope(span.shop_ids, span.first_day, span.last_day)
    return setting.report("beside", title, scope, (Section("beside", title, tuple(blocks)),)), page.next_after


def _whole(queries: ReportQueries, choice: BesideChoice) -> Iterator[Row]:
    """All rows, a page in memory at a time."""
    after: str | None = ""
    while after is not None:
        page = queries.points_beside(choice, _FILE_PAGE, after)
        yield from _rows(queries, page)
        after = page.next_after


def _rows(queries: ReportQueries, page: BesidePage) -> tuple[Row, ...]:
    names = queries.names({line.record.operator_id for line in page.lines})
    customers = queries.customer_names({line.record.customer_id for line in page.lines})
    rows = []
    for line in page.lines:
        record, link = line.record, ShiftLink(line.shift_id)
        credit = record if isinstance(record, QuickCredit) else None
        customer_id = record.customer_id
        rows.append(
            (
                Cell(record.credited_at if isinstance(record, QuickCredit) else record.given_at, link),
                Cell(customers.get(customer_id) or f"…{customer_id[-_ID_END:]}", CustomerLink(customer_id)),
                Cell(points_of(record), link),
                Cell(None if credit is None else credit.sum_kopecks),
                Cell(None if isinstance(record, QuickCredit) else record.name),
                Cell(person(names, record.operator_id)),
            )
        )
    return tuple(rows)
