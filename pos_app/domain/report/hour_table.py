"""Sales by hour: a picture and a table."""

from collections.abc import Mapping, Sequence

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.setting import each_kopecks
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

_COLUMNS = (
    Column("hour", Words("Hour"), Kind.HOUR),
    Column("net", Words("Net sales"), Kind.MONEY),
    Column("sales", Words("Sales"), Kind.COUNT),
    Column("each", Words("Average sale"), Kind.MONEY, on_paper=False),
    Column("returns", Words("Returns"), Kind.MONEY, on_paper=False),
)


def hour_blocks(hours: Mapping[int, ShiftSums], behind: Behind) -> tuple[Chart, Table]:
    """From the first hour with anything to the last; bars and figures lead to their receipts."""
    known = sorted(hours)
    span: Sequence[int] = range(known[0], known[-1] + 1) if known else ()
    nothing = ShiftSums()
    rows = tuple(
        _row(Cell(hour, _of(behind, hour).receipts("all")), hours.get(hour, nothing), _of(behind, hour))
        for hour in span
    )
    chart = Chart(
        "hours",
        Words("Sales by hour"),
        Form.BARS,
        Kind.MONEY,
        Kind.HOUR,
        tuple(Cell(hour, _of(behind, hour).receipts("all")) for hour in span),
        (Series(Words("Net sales"), tuple(hours.get(hour, nothing).net_kopecks for hour in span)),),
    )
    totals = _row(Cell(Words("Total")), total(hours.values()), behind)
    return chart, Table("hours", Words("Sales by hour"), _COLUMNS, rows, totals if rows else ())


def _row(name: Cell, sums: ShiftSums, behind: Behind) -> tuple[Cell, ...]:
    return (
        name,
        Cell(sums.net_kopecks, behind.receipts("all")),
        Cell(sums.sales_count, behind.receipts("sales")),
        Cell(each_kopecks(sums), behind.receipts("sales")),
        Cell(sums.net_returns_kopecks, behind.receipts("returns")),
    )


def _of(behind: Behind, hour: int) -> Behind:
    return behind.of(hour=str(hour))
