"""A receipt that was lost, doubled or put on another day is named by the shift's report, wherever it was done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

from pos_app.domain.report.ties import Finding, FindingKind
from sync.reports.tables import REPORT_RECEIPT
from sync.server.database import writing
from sync.server.reports.server_reports import ServerReports
from sync.server.tables import OPERATION, RECEIPT
from tests.sync.server.paper import DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop

VICTIM, NUMBER = "sale-000002", "2-000002"
Plant = Callable[[Connection], object]


def _copy(connection: Connection, table: Table, id_column: str, **changed: object) -> None:
    row = connection.execute(select(table).where(table.c[id_column] == VICTIM)).one()
    connection.execute(insert(table).values({**row._mapping, **changed}))


PLANTED: dict[str, tuple[FindingKind, str, Plant]] = {
    "lost from the register": (
        FindingKind.LOST,
        "register",
        lambda connection: connection.execute(delete(RECEIPT).where(RECEIPT.c.receipt_id == VICTIM)),
    ),
    "lost from the operations": (
        FindingKind.LOST,
        "receipts",
        lambda connection: connection.execute(delete(OPERATION).where(OPERATION.c.op_id == VICTIM)),
    ),
    "lost from the sums": (
        FindingKind.LOST,
        "sums",
        lambda connection: connection.execute(delete(REPORT_RECEIPT).where(REPORT_RECEIPT.c.receipt_id == VICTIM)),
    ),
    "doubled in the register": (
        FindingKind.DOUBLED,
        "register",
        lambda connection: _copy(connection, RECEIPT, "receipt_id", receipt_id="sale-copied"),
    ),
    "doubled in the sums": (
        FindingKind.DOUBLED,
        "sums",
        lambda connection: _copy(connection, REPORT_RECEIPT, "receipt_id", receipt_id="sale-copied"),
    ),
    "another day in the register": (
        FindingKind.REDATED,
        "register",
        lambda connection: connection.execute(
            update(RECEIPT).where(RECEIPT.c.receipt_id == VICTIM).values(business_day=DAY - timedelta(days=1))
        ),
    ),
    "another day in the sums": (
        FindingKind.REDATED,
        "sums",
        lambda connection: connection.execute(
            update(REPORT_RECEIPT)
            .where(REPORT_RECEIPT.c.receipt_id == VICTIM)
            .values(business_day=DAY - timedelta(days=1))
        ),
    ),
    "another sum in the register": (
        FindingKind.CHANGED,
        "register",
        lambda connection: connection.execute(
            update(RECEIPT).where(RECEIPT.c.receipt_id == VICTIM).values(money_kopecks=1)
        ),
    ),
}


def findings(shop: Shop) -> tuple[Finding, ...]:
    detail = ServerReports(shop.central).shift("shift-1", None)
    assert detail is not None
    return detail.findings


@pytest.fixture
def traded(shop: Shop) -> Shop:
    trading = Trading()
    trading.day(1)
    trading.send(shop)
    ServerReports(shop.central).fold()
    assert findings(shop) == ()
    return shop


@pytest.mark.parametrize("planted", PLANTED)
def test_the_receipt_is_named(traded: Shop, planted: str) -> None:
    kind, place, plant = PLANTED[planted]
    with writing(traded.central.engine) as connection:
        plant(connection)
    named = [(each.kind, each.number) for each in findings(traded) if each.place == place]
    assert (kind, NUMBER) in named
    assert {number for _, number in named} == {NUMBER}


def test_an_operation_told_twice_counts_once_and_is_named(traded: Shop) -> None:
    with writing(traded.central.engine) as connection:
        row = connection.execute(select(OPERATION).where(OPERATION.c.op_id == VICTIM)).one()
        # In the middle of the shift, in the place of the cash that was moved.
        connection.execute(delete(OPERATION).where(OPERATION.c.seq == 7))
        connection.execute(insert(OPERATION).values({**row._mapping, "seq": 7, "op_id": "sale-000099"}))
    told = findings(traded)
    assert any(each.kind is FindingKind.UNREADABLE or each.kind is FindingKind.DOUBLED for each in told)
    assert any(each.kind is FindingKind.SUM_DIFFERS and each.figure == "cash_in_kopecks" for each in told)


def test_a_changed_operation_is_named(traded: Shop) -> None:
    with writing(traded.central.engine) as connection:
        row = connection.execute(select(OPERATION).where(OPERATION.c.op_id == VICTIM)).one()
        changed = bytes(row.body).replace(b"2026-03-02T", b"2026-03-01T").replace(b"2026-03-02", b"2026-03-01")
        connection.execute(update(OPERATION).where(OPERATION.c.op_id == VICTIM).values(body=changed))
    told = {(each.kind, each.place, each.number) for each in findings(traded)}
    assert (FindingKind.CHANGED, "operations", NUMBER) in told
    assert (FindingKind.REDATED, "receipts", NUMBER) in told
