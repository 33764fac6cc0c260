"""Over and short in time, and the shifts with the largest differences."""

from dataclasses import replace

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.document import Section
from pos_app.domain.report.figures import DifferenceLine, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ShiftLink
from pos_app.domain.report.page import FIRST_PAGE, Page
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.setting import difference_cell, person
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

_COLUMNS = (
    Column("shift", Words("Shift"), Kind.TEXT),
    Column("day", Words("Day"), Kind.DAY),
    Column("shop", Words("Shop"), Kind.TEXT, on_paper=False),
    Column("difference", Words("Over or short"), Kind.MONEY),
    Column("closed_by", Words("Closed by"), Kind.TEXT, on_paper=False),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
    Column("state", Words("State"), Kind.WORDS, on_paper=False),
    Column("note", Words("Manager's note"), Kind.TEXT, on_paper=False),
)


def difference_section(queries: ReportQueries, scope: Scope, page: Page = FIRST_PAGE) -> Section:
    """A line in time, each day leads to its shifts, and a row for each shift."""
    history = queries.differences(scope, page.limit, page.offset)
    title = Words("Over and short")
    if not history.days:
        return Section("differences", title, ())
    chart = Chart(
        "differences",
        title,
        Form.STACKED,
        Kind.MONEY,
        Kind.DAY,
        tuple(
            Cell(day.day, Behind(scope=replace(scope, first_day=day.day, last_day=day.day)).shifts())
            for day in history.days
        ),
        (
            Series(Words("Over"), tuple(day.over_kopecks for day in history.days)),
            Series(Words("Short"), tuple(day.short_kopecks for day in history.days)),
        ),
    )
    names = queries.names({line.closed_by for line in history.lines})
    shops = queries.shop_names({line.shop_id for line in history.lines})
    rows = tuple(
        _row(line, person(names, line.closed_by), shops.get(line.shop_id, line.shop_id)) for line in history.lines
    )
    together = sum(day.over_kopecks + day.short_kopecks for day in history.days)
    totals = (Cell(Words("Total")), Cell(None), Cell(None), Cell(together), *(Cell(None) for _ in range(4)))
    table = Table("differences", Words("Shifts with a difference"), _COLUMNS, rows, totals, history.left_out)
    return Section("differences", title, (chart, table))


def _row(line: DifferenceLine, closed_by: str, shop: str) -> tuple[Cell, ...]:
    link = ShiftLink(line.shift_id)
    accepted = line.acceptance
    state = Cell(Words("Waits for the manager"), tone=Tone.WARNING)
    if accepted is not None:
        state = Cell(Words("Accepted"), tone=Tone.GOOD)
    return (
        Cell(f"{line.till_code}-{line.number}", link),
        Cell(line.day),
        Cell(shop),
        difference_cell(line.over_short_kopecks, link),
        Cell(closed_by),
        Cell(line.reason or None),
        state,
        Cell((accepted.note or None) if accepted is not None else None),
    )
