"""Receipts as the derived tables keep them: by the index of their shift, never a look at all receipts."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from pos_app.domain.report.receipt_line import ReceiptLine, Trait
from sync.protocol.operation import instant_of
from sync.reports.tables import REPORT_RECEIPT

_SHIFTS_AT_ONCE = 50


def all_of_shift(connection: Connection, shift_id: str) -> tuple[ReceiptLine, ...]:
    """Every receipt of a shift as it is folded, by number."""
    table = REPORT_RECEIPT.c
    rows = connection.execute(
        select(REPORT_RECEIPT).where(table.shift_id == shift_id).order_by(table.running, table.receipt_id)
    )
    return tuple(line_of(row) for row in rows)


def named_receipts(connection: Connection, named: Mapping[str, Collection[str]]) -> dict[str, ReceiptLine]:
    """Receipts by their ids; ``named``: ids by shift, as many as stand on a page."""
    table = REPORT_RECEIPT.c
    found: dict[str, ReceiptLine] = {}
    shifts = sorted(named)
    for start in range(0, len(shifts), _SHIFTS_AT_ONCE):
        some = shifts[start : start + _SHIFTS_AT_ONCE]
        ids = sorted({each for shift_id in some for each in named[shift_id]})
        rows = connection.execute(select(REPORT_RECEIPT).where(table.shift_id.in_(some), table.receipt_id.in_(ids)))
        found |= {row.receipt_id: line_of(row) for row in rows}
    return found


def line_of(row: Row[Any]) -> ReceiptLine:
    """A row as reports list it."""
    return ReceiptLine(
        receipt_id=row.receipt_id,
        shift_id=row.shift_id,
        number=row.number,
        at=instant_of(row.at_ms),
        operator_id=row.operator_id,
        customer_id=row.customer_id,
        traits=Trait(row.traits),
        list_kopecks=row.list_kopecks,
        net_kopecks=row.net_kopecks,
        money_kopecks=row.money_kopecks,
        paid_kopecks=row.paid_kopecks,
        points=row.points,
        points_kopecks=row.points_kopecks,
        earned=row.earned,
        business_day=row.business_day,
    )
