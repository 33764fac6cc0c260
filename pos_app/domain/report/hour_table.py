"""Sales by hour: a picture and a table."""

from collections.abc import Mapping, Sequence

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import Link, ReceiptsLink
from pos_app.domain.report.setting import each_kopecks
from pos_app.domain.report.shift_sums import ShiftSums, total
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

_COLUMNS = (
    Column("hour", Words("Hour"), Kind.HOUR),
    Column("net", Words("Net sales"), Kind.MONEY),
    Column("sales", Words("Sales"), Kind.COUNT),
    Column("each", Words("A sale"), Kind.MONEY, on_paper=False),
    Column("returns", Words("Returns"), Kind.MONEY, on_paper=False),
)


def hour_blocks(hours: Mapping[int, ShiftSums], shift_id: str = "") -> tuple[Chart, Table]:
    """From the first hour with anything to the last; ``shift_id``: bars lead to that shift's receipts."""
    known = sorted(hours)
    span: Sequence[int] = range(known[0], known[-1] + 1) if known else ()
    nothing = ShiftSums()
    rows = tuple(_row(hour, hours.get(hour, nothing), shift_id) for hour in span)
    chart = Chart(
        "hours",
        Words("Sales by hour"),
        Form.BARS,
        Kind.MONEY,
        Kind.HOUR,
        tuple(Cell(hour, _link(hour, shift_id)) for hour in span),
        (Series(Words("Net sales"), tuple(hours.get(hour, nothing).net_kopecks for hour in span)),),
    )
    whole = total(hours.values())
    totals = (
        Cell(Words("Together")),
        Cell(whole.net_kopecks),
        Cell(whole.sales_count),
        Cell(each_kopecks(whole)),
        Cell(whole.net_returns_kopecks),
    )
    return chart, Table("hours", Words("Sales by hour"), _COLUMNS, rows, totals if rows else ())


def _row(hour: int, sums: ShiftSums, shift_id: str) -> tuple[Cell, ...]:
    return (
        Cell(hour, _link(hour, shift_id)),
        Cell(sums.net_kopecks, _link(hour, shift_id)),
        Cell(sums.sales_count),
        Cell(each_kopecks(sums)),
        Cell(sums.net_returns_kopecks),
    )


def _link(hour: int, shift_id: str) -> Link | None:
    return ReceiptsLink("all", shift_id, (("hour", str(hour)),)) if shift_id else None
