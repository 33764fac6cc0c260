"""Reports about days: one builder for each name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cashier_table import cashier_blocks
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.deed_table import deed_table
from pos_app.domain.report.difference_report import difference_section
from pos_app.domain.report.discount_table import discount_table, stage_words
from pos_app.domain.report.document import Block, Note, Report, Section
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.hour_table import hour_blocks
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.page import FIRST_PAGE, Page, following
from pos_app.domain.report.points_report import points_section
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting, customer_share_bp, each_kopecks
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.suspicion_report import suspicion_section
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Words

_LISTS = frozenset({ReportName.DEEDS, ReportName.DIFFERENCES, ReportName.SUSPICION})
_FILE_PAGE = 1_000


def day_report(
    queries: ReportQueries, name: ReportName, scope: Scope, setting: Setting, page: Page = FIRST_PAGE
) -> Report:
    """The report of that name for the days and shops of ``scope``; ``page`` of its list, where that may be long."""
    title, build = _BUILDERS[name]
    section = build(queries, scope, page)
    if not section.blocks:
        section = Section(section.key, section.title, (Note("nothing", Words("There is nothing in these days")),))
    report = setting.report(name.value, title, scope, (section,))
    return report if page.limit != PAGE else _with_whole(report, queries, name, scope, setting)


def _with_whole(report: Report, queries: ReportQueries, name: ReportName, scope: Scope, setting: Setting) -> Report:
    """A list that goes on behind this page: files have all of it."""

    def rows(key: str) -> Iterator[Row]:
        offset: int | None = 0
        while offset is not None:
            page = Page(offset, _FILE_PAGE)
            part = day_report(queries, name, scope, setting, page)
            for block in part.blocks():
                if isinstance(block, Table) and block.key == key:
                    yield from block.rows
            offset = following(part, page)

    def block(each: Block) -> Block:
        is_list = isinstance(each, Table) and name in _LISTS
        return replace(each, whole=partial(rows, each.key)) if is_list and isinstance(each, Table) else each

    sections = (replace(each, blocks=tuple(map(block, each.blocks))) for each in report.sections)
    return replace(report, sections=tuple(sections))


def _days(queries: ReportQueries, scope: Scope, _page: Page) -> Section:
    lines = queries.days(scope)
    title = Words("Sales by day")
    columns = (
        Column("day", Words("Day"), Kind.DAY),
        Column("net", Words("Net sales"), Kind.MONEY),
        Column("sales", Words("Sales"), Kind.COUNT),
        Column("each", Words("Average sale"), Kind.MONEY, on_paper=False),
        Column("discounts", Words("Discounts"), Kind.MONEY, on_paper=False),
        Column("returns", Words("Returns"), Kind.MONEY, on_paper=False),
        Column("with_customer", Words("Receipts with a customer"), Kind.COUNT, on_paper=False),
        Column("share", Words("Share with a customer"), Kind.SHARE),
        Column("customer_net", Words("Sales to customers"), Kind.MONEY, on_paper=False),
    )
    if not lines:
        return Section("days", title, ())
    rows = tuple(
        _day_row(line.sums, Behind(scope=replace(scope, first_day=line.day, last_day=line.day)), line.day)
        for line in lines
    )
    totals = _day_row(total(line.sums for line in lines), Behind(scope=scope))
    labels = tuple(row[0] for row in rows)
    net = Series(Words("Net sales"), tuple(line.sums.net_kopecks for line in lines))
    share = Series(Words("Share with a customer"), tuple(customer_share_bp(line.sums) for line in lines))
    blocks: tuple[Block, ...] = (
        Chart("days", title, Form.BARS, Kind.MONEY, Kind.DAY, labels, (net,)),
        Chart("share", Words("Receipts with a customer"), Form.LINE, Kind.SHARE, Kind.DAY, labels, (share,)),
        Table("days", title, columns, rows, totals),
    )
    return Section("days", title, blocks)


def _day_row(sums: ShiftSums, behind: Behind, day: date | None = None) -> tuple[Cell, ...]:
    """Each figure leads to its receipts; ``day`` None: all of them together."""
    name = Cell(Words("Total")) if day is None else Cell(day, behind.receipts("all"))
    return (
        name,
        Cell(sums.net_kopecks, behind.receipts("all")),
        Cell(sums.sales_count, behind.receipts("sales")),
        Cell(each_kopecks(sums), behind.receipts("sales")),
        Cell(sums.discount_kopecks, behind.receipts("discounts")),
        Cell(sums.net_returns_kopecks, behind.receipts("returns")),
        Cell(sums.customer_receipts_count, behind.receipts("customers")),
        Cell(customer_share_bp(sums), behind.receipts("customers")),
        Cell(sums.customer_net_kopecks, behind.receipts("customers")),
    )


def _hours(queries: ReportQueries, scope: Scope, _page: Page) -> Section:
    found = {line.hour: line.sums for line in queries.hours(scope)}
    return Section("hours", Words("Sales by hour"), hour_blocks(found, Behind(scope=scope)) if found else ())


def _cashiers(queries: ReportQueries, scope: Scope, _page: Page) -> Section:
    found = queries.cashiers(scope)
    names = queries.names({line.operator_id for line in found.lines})
    blocks = cashier_blocks(found.lines, names, Behind(scope=scope), found.left_out) if found.lines else ()
    return Section("cashiers", Words("Cashiers compared"), blocks)


def _discounts(queries: ReportQueries, scope: Scope, _page: Page) -> Section:
    lines = queries.discounts(scope)
    title = Words("Discounts by reason")
    if not lines:
        return Section("discounts", title, ())
    stages: dict[str, int] = {}
    for line in lines:
        stages[line.reason.stage] = stages.get(line.reason.stage, 0) + line.sums.kopecks
    chart = Chart(
        "discounts",
        title,
        Form.BARS,
        Kind.MONEY,
        Kind.WORDS,
        tuple(Cell(stage_words(stage)) for stage in stages),
        (Series(Words("Discounts"), tuple(stages.values())),),
    )
    rules = queries.rule_names({line.reason.rule_id for line in lines}, scope.last_day)
    return Section("discounts", title, (chart, discount_table(lines, rules, Behind(scope=scope))))


def _deeds(queries: ReportQueries, scope: Scope, page: Page) -> Section:
    title = Words("Voids, approvals, discounts by hand")
    found = queries.deeds(scope, page.limit, page.offset)
    lines = [(line.shift_id, line.deed) for line in found.lines]
    return Section("deeds", title, (deed_table("deeds", title, lines, found.sold, found.left_out),) if lines else ())


_BUILDERS: Mapping[ReportName, tuple[Words, Callable[[ReportQueries, Scope, Page], Section]]] = MappingProxyType(
    {
        ReportName.DAYS: (Words("Sales by day"), _days),
        ReportName.HOURS: (Words("Sales by hour"), _hours),
        ReportName.CASHIERS: (Words("Cashiers compared"), _cashiers),
        ReportName.DISCOUNTS: (Words("Discounts by reason"), _discounts),
        ReportName.POINTS: (Words("Points"), points_section),
        ReportName.DIFFERENCES: (Words("Over and short"), difference_section),
        ReportName.DEEDS: (Words("Voids, approvals, discounts by hand"), _deeds),
        ReportName.SUSPICION: (Words("Suspicious use"), suspicion_section),
    }
)
