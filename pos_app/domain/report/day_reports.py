"""Reports about days: one builder for each name."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

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
from pos_app.domain.report.link import Link, ReceiptsLink
from pos_app.domain.report.points_report import points_section
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting, customer_share_bp, each_kopecks
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.suspicion_report import suspicion_section
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words


def day_report(queries: ReportQueries, name: ReportName, scope: Scope, setting: Setting) -> Report:
    """The report of that name for the days and shops of ``scope``."""
    title, build = _BUILDERS[name]
    section = build(queries, scope)
    if not section.blocks:
        section = Section(section.key, section.title, (Note("nothing", Words("There is nothing in these days")),))
    return setting.report(name.value, title, scope, (section,))


def _days(queries: ReportQueries, scope: Scope) -> Section:
    lines = queries.days(scope)
    title = Words("Sales by day")
    columns = (
        Column("day", Words("Day"), Kind.DAY),
        Column("net", Words("Net sales"), Kind.MONEY),
        Column("sales", Words("Sales"), Kind.COUNT),
        Column("each", Words("A sale"), Kind.MONEY, on_paper=False),
        Column("discounts", Words("Discounts"), Kind.MONEY, on_paper=False),
        Column("returns", Words("Returns"), Kind.MONEY, on_paper=False),
        Column("with_customer", Words("Receipts with a customer"), Kind.COUNT, on_paper=False),
        Column("share", Words("Share with a customer"), Kind.SHARE),
        Column("customer_net", Words("Sales to customers"), Kind.MONEY, on_paper=False),
    )
    if not lines:
        return Section("days", title, ())
    rows = tuple((Cell(line.day, _of_day(line.day)), *_day_cells(line.sums, line.day)) for line in lines)
    totals = (Cell(Words("Together")), *_day_cells(total(line.sums for line in lines)))
    labels = tuple(Cell(line.day) for line in lines)
    net = Series(Words("Net sales"), tuple(line.sums.net_kopecks for line in lines))
    share = Series(Words("Share with a customer"), tuple(customer_share_bp(line.sums) for line in lines))
    blocks: tuple[Block, ...] = (
        Chart("days", title, Form.BARS, Kind.MONEY, Kind.DAY, labels, (net,)),
        Chart("share", Words("Receipts with a customer"), Form.LINE, Kind.SHARE, Kind.DAY, labels, (share,)),
        Table("days", title, columns, rows, totals),
    )
    return Section("days", title, blocks)


def _of_day(day: date | None, figure: str = "all") -> Link | None:
    return None if day is None else ReceiptsLink(figure, "", (("day", day.isoformat()),))


def _day_cells(sums: ShiftSums, day: date | None = None) -> tuple[Cell, ...]:
    """Of one day each figure leads to its receipts."""
    return (
        Cell(sums.net_kopecks, _of_day(day)),
        Cell(sums.sales_count, _of_day(day, "sales")),
        Cell(each_kopecks(sums)),
        Cell(sums.discount_kopecks, _of_day(day, "discounts")),
        Cell(sums.net_returns_kopecks, _of_day(day, "returns")),
        Cell(sums.customer_receipts_count, _of_day(day, "customers")),
        Cell(customer_share_bp(sums)),
        Cell(sums.customer_net_kopecks),
    )


def _hours(queries: ReportQueries, scope: Scope) -> Section:
    found = {line.hour: line.sums for line in queries.hours(scope)}
    return Section("hours", Words("Sales by hour"), hour_blocks(found) if found else ())


def _cashiers(queries: ReportQueries, scope: Scope) -> Section:
    found = queries.cashiers(scope)
    names = queries.names({line.operator_id for line in found.lines})
    blocks = cashier_blocks(found.lines, names, left_out=found.left_out) if found.lines else ()
    return Section("cashiers", Words("Cashiers compared"), blocks)


def _discounts(queries: ReportQueries, scope: Scope) -> Section:
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
    return Section("discounts", title, (chart, discount_table(lines)))


def _deeds(queries: ReportQueries, scope: Scope) -> Section:
    title = Words("Voids, approvals, discounts by hand")
    found = queries.deeds(scope)
    lines = [(line.shift_id, line.deed) for line in found.lines]
    return Section("deeds", title, (deed_table("deeds", title, lines, found.left_out),) if lines else ())


_BUILDERS: Mapping[ReportName, tuple[Words, Callable[[ReportQueries, Scope], Section]]] = MappingProxyType(
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
