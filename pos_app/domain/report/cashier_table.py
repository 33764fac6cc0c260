"""Cashiers beside each other: a picture and a table."""

from collections.abc import Mapping, Sequence

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.deed_figure import APPROVED, VOIDS
from pos_app.domain.report.figures import CashierLine
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.setting import customer_share_bp, difference_cell, each_kopecks, person, share_bp
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

_COLUMNS = (
    Column("cashier", Words("Cashier"), Kind.TEXT),
    Column("net", Words("Net sales"), Kind.MONEY),
    Column("sales", Words("Sales"), Kind.COUNT),
    Column("each", Words("Average sale"), Kind.MONEY, on_paper=False),
    Column("positions", Words("Lines per sale"), Kind.QUANTITY, on_paper=False),
    Column("customers", Words("With a customer"), Kind.SHARE, on_paper=False),
    Column("discount", Words("Discount share"), Kind.SHARE, on_paper=False),
    Column("returns", Words("Returns"), Kind.COUNT, on_paper=False),
    Column("voids", Words("Sales voided"), Kind.COUNT, on_paper=False),
    Column("voids_before", Words("Voids before payment"), Kind.COUNT, on_paper=False),
    Column("overrides", Words("Approved by another"), Kind.COUNT, on_paper=False),
    Column("shifts", Words("Shifts"), Kind.COUNT, on_paper=False),
    Column("difference", Words("Over or short"), Kind.MONEY),
)
_THOUSAND = 1000


def cashier_blocks(
    lines: Sequence[CashierLine], names: Mapping[str, str], behind: Behind, left_out: int = 0
) -> tuple[Chart, Table]:
    """Most net sales first; every figure leads to the person's receipts, deeds or shifts."""
    rows = tuple(_row(line, person(names, line.operator_id), behind) for line in lines)
    chart = Chart(
        "cashiers",
        Words("Net sales by cashier"),
        Form.BARS,
        Kind.MONEY,
        Kind.TEXT,
        tuple(
            Cell(person(names, line.operator_id), behind.of(operator_id=line.operator_id).receipts("all"))
            for line in lines
        ),
        (Series(Words("Net sales"), tuple(line.sums.net_kopecks for line in lines)),),
    )
    return chart, Table("cashiers", Words("Cashiers compared"), _COLUMNS, rows, left_out=left_out)


def _row(line: CashierLine, name: str, behind: Behind) -> tuple[Cell, ...]:
    sums, mine = line.sums, behind.of(operator_id=line.operator_id)
    return (
        Cell(name, mine.receipts("all")),
        Cell(sums.net_kopecks, mine.receipts("all")),
        Cell(sums.sales_count, mine.receipts("sales")),
        Cell(each_kopecks(sums), mine.receipts("sales")),
        Cell(_lines_a_sale(sums), mine.receipts("sales")),
        Cell(customer_share_bp(sums), mine.receipts("customers")),
        Cell(share_bp(sums.discount_kopecks, sums.list_kopecks), mine.receipts("discounts")),
        Cell(sums.returns_count, mine.receipts("returns")),
        Cell(sums.voids_count, mine.receipts("voids")),
        Cell(sums.line_voids_count + sums.basket_voids_count, mine.deeds(VOIDS)),
        Cell(sums.overrides_count, mine.deeds(APPROVED)),
        Cell(line.shifts_count, mine.receipts("all")),
        difference_cell(line.over_short_kopecks, behind.shifts(line.operator_id)),
    )


def _lines_a_sale(sums: ShiftSums) -> int | None:
    if not sums.sales_count:
        return None
    return (sums.positions_count * _THOUSAND * 2 + sums.sales_count) // (sums.sales_count * 2)
