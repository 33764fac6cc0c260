"""A few shifts with all that a till tells of them: bodies, operations, the register. One shift's report reads those."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from pos_app.bench.reports.trade import FIRST_DAY, Trade
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.scratch.sales import sale
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, Operation, OperationKind, chained
from sync.server.bulk import insert_rows
from sync.server.ingest.operation_log import OperationState, operation_row
from sync.server.tables import OPERATION, RECEIPT, TILL
from sync.store.books import open_books
from sync.store.engine import sqlite3
from sync.store.till_database import prepare_till_database

SHIFTS = 3
CODE, OPEN_SHIFT = "77", "open-shift"
_TILL = "till-real"
_BODY_BYTES = 3_000
_KEPT_DAYS = 35
_OPENS_AT = timedelta(hours=6)
_KINDS = {
    ShiftOpened: OperationKind.SHIFT_OPENED,
    Sale: OperationKind.SALE,
    ZReport: OperationKind.SHIFT_CLOSED,
}


@dataclass(frozen=True, slots=True)
class RealShift:
    """What its till tells, in order."""

    opened: ShiftOpened
    sales: tuple[Sale, ...]
    z_report: ZReport


def real_shifts(receipts_each: int) -> Iterator[RealShift]:
    """Shifts that tie."""
    for number in range(1, SHIFTS + 1):
        day = FIRST_DAY + timedelta(days=number)
        opened_at = datetime(day.year, day.month, day.day, tzinfo=UTC) + _OPENS_AT
        opened = ShiftOpened(f"real-shift-{number}", number, CODE, "operator-1", opened_at, 100_000)
        sales = tuple(_sale(number, place, receipts_each, opened) for place in range(receipts_each))
        report = build_shift_report(opened, sales, (), (), opened_at + timedelta(hours=10))
        z_report = build_z_report(report, f"real-z-{number}", number, "operator-1", report.expected_cash_kopecks, 0)
        yield RealShift(opened, sales, z_report)


def tell_server(connection: Connection, shifts: list[RealShift], shop_id: str) -> list[str]:
    """Write operations and register as the server's intake does; ids of the shifts."""
    operations = list(_operations(shifts))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    insert_rows(connection, OPERATION, [operation_row(each, at, OperationState.APPLIED, None) for each in operations])
    insert_rows(connection, RECEIPT, [_register_row(each, sold) for each, sold in _sold(shifts, operations)])
    last = operations[-1]
    connection.execute(
        insert(TILL).values(
            till_id=_TILL, code=CODE, epoch=1, last_seq=last.seq, last_hash=last.hash, revoked=True, shop_id=shop_id
        )
    )
    return [each.opened.shift_id for each in shifts]


def write_books(path: Path, shifts: list[RealShift]) -> list[str]:
    """Store them as a till does, and open a shift behind them; ids of those."""
    prepare_till_database(path, _TILL, CODE)
    books = open_books(path)
    for each in shifts:
        books.open_shift(each.opened)
        for sold in each.sales:
            books.record_sale(sold, ())
        books.close_shift(each.z_report)
    last = shifts[-1].z_report
    books.open_shift(ShiftOpened(OPEN_SHIFT, SHIFTS + 1, CODE, "operator-1", last.closed_at + _OPENS_AT, 100_000))
    books.close()
    return [each.opened.shift_id for each in shifts]


def weigh_books_down(path: Path, trade: Trade) -> None:
    """Receipts of the whole trade and five weeks of the queue beside the real shifts: rows of the usual size.

    Their bodies are no records: nothing reads them, they stand in the way. They lie before the real ones.
    """
    connection = sqlite3.connect(str(path))
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
        " INSERT INTO receipt (running, receipt_id, number, kind, shift_id, operator_id, customer_id, at_ms,"
        " business_day, money_kopecks, points, points_kopecks, earned, sale_id, body)"
        " SELECT i - 1 - ?1, 'made-' || i, '77-' || i, 'sale', 'made-shift-' || (i / ?2), 'operator-1', NULL, i,"
        " '2025-01-01', 1000, 0, 0, 0, NULL, zeroblob(?3) FROM n",
        (trade.receipts, trade.most_receipts, _BODY_BYTES),
    )
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
        " INSERT INTO op (epoch, seq, op_id, kind, v, wall_ms, body, prev_hash, hash, state, settled_ms)"
        " SELECT 0, i, 'made-op-' || i, 'sale', 1, i, zeroblob(?2), zeroblob(32), zeroblob(32), 1, 1 FROM n",
        (_KEPT_DAYS * 2 * trade.most_receipts, _BODY_BYTES),
    )
    connection.commit()
    connection.close()


def _sale(shift: int, place: int, receipts_each: int, opened: ShiftOpened) -> Sale:
    number = (shift - 1) * receipts_each + place + 1
    at = opened.opened_at + timedelta(hours=9) * place / receipts_each
    made = sale(f"real-{number:08d}", number, CODE, f"customer-{place % 50}", at, at.date(), "bench")
    return replace(made, shift_id=opened.shift_id)


def _operations(shifts: list[RealShift]) -> Iterator[Operation]:
    before, seq = GENESIS_HASH, 0
    for shift in shifts:
        told: tuple[ShiftOpened | Sale | ZReport, ...] = (shift.opened, *shift.sales, shift.z_report)
        for record in told:
            seq += 1
            kind = _KINDS[type(record)].value
            op_id, at = _id_and_time(record)
            operation = chained(before, op_id, _TILL, 1, seq, kind, 1, at, encode(record))
            before = operation.hash
            yield operation


def _id_and_time(record: ShiftOpened | Sale | ZReport) -> tuple[str, datetime]:
    if isinstance(record, Sale):
        return record.receipt_id, record.sold_at
    if isinstance(record, ZReport):
        return record.z_id, record.closed_at
    return record.shift_id, record.opened_at


def _sold(shifts: list[RealShift], operations: list[Operation]) -> Iterator[tuple[Operation, Sale]]:
    sales = {sold.receipt_id: sold for shift in shifts for sold in shift.sales}
    for operation in operations:
        if operation.op_id in sales:
            yield operation, sales[operation.op_id]


def _register_row(operation: Operation, sold: Sale) -> dict[str, Any]:
    return {
        "receipt_id": sold.receipt_id,
        "kind": "sale",
        "number": sold.number,
        "till_id": _TILL,
        "epoch": 1,
        "seq": operation.seq,
        "customer_id": sold.customer_id,
        "sale_id": None,
        "business_day": sold.business_day,
        "money_kopecks": sold.money_kopecks,
        "points_kopecks": sold.points_kopecks,
        "points": sold.points,
        "earned": sold.earned,
    }
