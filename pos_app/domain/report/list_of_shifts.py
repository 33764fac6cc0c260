"""The list of shifts: differences first, then the newest."""

from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.document import Fact, Facts, Report, Section
from pos_app.domain.report.figures import Scope, ShiftLine, ShiftList
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ShiftLink
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.setting import Setting, customer_share_bp, difference_cell, person
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words, counted

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


def shifts_report(queries: ReportQueries, scope: Scope, setting: Setting, offset: int = 0) -> tuple[Report, int | None]:
    """A page of the list, and where the next one begins (None: there is none)."""
    found = queries.shifts(scope, PAGE, offset)
    names = queries.names({line.operator_id for line in found.lines})
    shops = queries.shop_names({line.shop_id for line in found.lines})
    rows = tuple(_row(line, person(names, line.operator_id), shops.get(line.shop_id, "")) for line in found.lines)
    following = offset + len(rows)
    left_out = max(0, found.shifts_count - following)
    # Where one shop is counted, its name in every row tells nothing.
    kept = [place for place, column in enumerate(_COLUMNS) if column.key != "shop" or len(setting.shops) != 1]
    columns, totals = tuple(_COLUMNS[place] for place in kept), _only(_totals(found), kept)
    table = Table("shifts", Words("Shifts"), columns, tuple(_only(row, kept) for row in rows), totals, left_out)
    sections = (Section("shifts", Words("Shifts"), (_facts(found), table)),)
    return setting.report("shifts", Words("Shifts"), scope, sections), following if left_out and rows else None


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
        Cell(line.sums.net_kopecks),
        Cell(line.sums.sales_count),
        Cell(line.sums.returns_count),
        Cell(customer_share_bp(line.sums)),
        state_of(line),
    )


def _totals(found: ShiftList) -> tuple[Cell, ...]:
    sums = found.sums
    return (
        Cell(Words("Together")),
        *(Cell(None) for _ in range(5)),
        Cell(found.over_kopecks + found.short_kopecks),
        Cell(None),
        Cell(sums.net_kopecks),
        Cell(sums.sales_count),
        Cell(sums.returns_count),
        Cell(customer_share_bp(sums)),
        Cell(None),
    )


def _facts(found: ShiftList) -> Facts:
    waiting = Cell(found.waiting_count, tone=Tone.WARNING if found.waiting_count else Tone.GOOD)
    return Facts(
        "shifts",
        (
            Fact("net", Words("Net sales"), Kind.MONEY, Cell(found.sums.net_kopecks)),
            Fact("short", Words("Short"), Kind.MONEY, difference_cell(found.short_kopecks)),
            Fact("over", Words("Over"), Kind.MONEY, difference_cell(found.over_kopecks)),
            Fact("differences", Words("Shifts with a difference"), Kind.COUNT, Cell(found.differences_count)),
            Fact("waiting", Words("Wait for the manager"), Kind.COUNT, waiting),
            Fact("customers", Words("Receipts with a customer"), Kind.SHARE, Cell(customer_share_bp(found.sums))),
        ),
    )
