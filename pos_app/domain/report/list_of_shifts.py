"""The list of shifts: differences first, then the newest."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Fact, Facts, Report, Section
from pos_app.domain.report.figures import Scope, ShiftLine, ShiftList
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptsLink, ShiftLink
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import Setting, customer_share_bp, difference_cell, person, text
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.report.table import Column, Row, Table
from pos_app.domain.report.words import Words, counted

_FILE_PAGE = 5_000
_COLUMNS = (
    Column("shift", Words("Shift"), Kind.TEXT),
    Column("day", Words("Day"), Kind.DAY),
    Column("shop", Words("Shop"), Kind.TEXT, on_paper=False),
    Column("opened", Words("Opened"), Kind.INSTANT, on_paper=False),
    Column("closed", Words("Closed"), Kind.INSTANT, on_paper=False),
    Column("cashier", Words("Cashier"), Kind.TEXT, on_paper=False),
    Column("difference", Words("Over or short"), Kind.MONEY),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
    Column("net", Words("Net sales"), Kind.MONEY),
    Column("sales", Words("Sales"), Kind.COUNT, on_paper=False),
    Column("returns", Words("Returns"), Kind.COUNT, on_paper=False),
    Column("customers", Words("With a customer"), Kind.SHARE, on_paper=False),
    Column("state", Words("State"), Kind.WORDS),
)


def shifts_report(
    queries: ReportQueries,
    scope: Scope,
    setting: Setting,
    offset: int = 0,
    closed_by: str = "",
    limit: int = PAGE,
) -> tuple[Report, int | None]:
    """A page of the list, and where the next one begins (None: there is none).

    ``closed_by``: the shifts with a difference that this person closed.
    """
    found = queries.shifts(scope, limit, offset, closed_by)
    names = queries.names({line.operator_id for line in found.lines} | ({closed_by} if closed_by else set()))
    shops = queries.shop_names({line.shop_id for line in found.lines})
    rows = tuple(_row(line, person(names, line.operator_id), shops.get(line.shop_id, "")) for line in found.lines)
    next_offset = offset + len(rows)
    left_out = max(0, found.shifts_count - next_offset)
    # Where one shop is counted, its name in every row tells nothing.
    kept = [place for place, column in enumerate(_COLUMNS) if column.key != "shop" or len(setting.shops) != 1]
    behind = None if closed_by else Behind(scope=scope)
    columns, totals = tuple(_COLUMNS[place] for place in kept), _only(_totals(found, behind), kept)
    title = Words("Shifts")
    if closed_by:
        title = Words("Differences of shifts that {name} closed", (text("name", person(names, closed_by)),))
    table = Table("shifts", title, columns, tuple(_only(row, kept) for row in rows), totals, left_out)
    if limit == PAGE:
        table = replace(table, whole=partial(_whole, queries, scope, setting, closed_by))
    sections = (Section("shifts", title, (_facts(found, behind), table)),)
    return setting.report("shifts", title, scope, sections), next_offset if left_out and rows else None


def _whole(queries: ReportQueries, scope: Scope, setting: Setting, closed_by: str) -> Iterator[Row]:
    """All rows, some thousand in memory at a time."""
    offset: int | None = 0
    while offset is not None:
        report, offset = shifts_report(queries, scope, setting, offset, closed_by, _FILE_PAGE)
        yield from (row for block in report.blocks() if isinstance(block, Table) for row in block.rows)


def _only(row: tuple[Cell, ...], kept: list[int]) -> tuple[Cell, ...]:
    return tuple(row[place] for place in kept)


def state_of(line: ShiftLine) -> Cell:
    """Open, waiting for the manager, accepted; and that something does not tie, before all."""
    if line.findings_count:
        words = counted("{count} thing does not tie", "{count} things do not tie", line.findings_count)
        return Cell(words, ShiftLink(line.shift_id), Tone.BAD)
    if line.closed_at is None:
        return Cell(Words("Open"))
    if line.acceptance is None:
        return Cell(Words("Waits for the manager"), tone=Tone.WARNING)
    return Cell(Words("Accepted"), tone=Tone.GOOD)


def _row(line: ShiftLine, cashier: str, shop: str) -> tuple[Cell, ...]:
    link = ShiftLink(line.shift_id)
    return (
        Cell(f"{line.till_code}-{line.number}", link),
        Cell(line.day),
        Cell(shop),
        Cell(line.opened_at),
        Cell(line.closed_at),
        Cell(cashier),
        difference_cell(line.over_short_kopecks, link),
        Cell(line.over_short_reason or None),
        *(replace(cell, link=link) for cell in _sums_cells(line.sums, None)),
        state_of(line),
    )


def _sums_cells(sums: ShiftSums, behind: Behind | None) -> tuple[Cell, ...]:
    def link(figure: str) -> ReceiptsLink | None:
        return None if behind is None else behind.receipts(figure)

    return (
        Cell(sums.net_kopecks, link("all")),
        Cell(sums.sales_count, link("sales")),
        Cell(sums.returns_count, link("returns")),
        Cell(customer_share_bp(sums), link("customers")),
    )


def _totals(found: ShiftList, behind: Behind | None) -> tuple[Cell, ...]:
    return (
        Cell(Words("Total")),
        *(Cell(None) for _ in range(5)),
        Cell(found.over_kopecks + found.short_kopecks),
        Cell(None),
        *_sums_cells(found.sums, behind),
        Cell(None),
    )


def _facts(found: ShiftList, behind: Behind | None) -> Facts:
    net, _, _, share = _sums_cells(found.sums, behind)
    waiting = Cell(found.waiting_count, tone=Tone.WARNING if found.waiting_count else Tone.GOOD)
    return Facts(
        "shifts",
        (
            Fact("net", Words("Net sales"), Kind.MONEY, net),
            Fact("short", Words("Short"), Kind.MONEY, difference_cell(found.short_kopecks)),
            Fact("over", Words("Over"), Kind.MONEY, difference_cell(found.over_kopecks)),
            Fact("differences", Words("Shifts with a difference"), Kind.COUNT, Cell(found.differences_count)),
            Fact("waiting", Words("Waiting for the manager"), Kind.COUNT, waiting),
            Fact("customers", Words("Receipts with a customer"), Kind.SHARE, share),
        ),
    )
