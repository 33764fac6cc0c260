"""Receipts against the journal: every applied sale and return has its entries, with its own figures."""

from collections.abc import Iterator

from sqlalchemy import Connection, Select, and_, func, or_, select

from sync.protocol.operation import OperationKind
from sync.server.audit.finding import Finding
from sync.server.ingest.operation_log import OperationState
from sync.server.ledger.accounts import EntryKind, PointsAccount
from sync.server.tables import ENTRY, LEG, LOT, OPERATION, RECEIPT, SPENT_PART

_POSTED = {
    ("sale", "points"): (EntryKind.SPEND, PointsAccount.REDEEMED, 1),
    ("sale", "earned"): (EntryKind.EARN, PointsAccount.ISSUED, -1),
    ("return", "points"): (EntryKind.GIVE_BACK, PointsAccount.REDEEMED, -1),
    ("return", "earned"): (EntryKind.TAKE_BACK, PointsAccount.ISSUED, 1),
    ("return", "withheld"): (EntryKind.WITHHOLD, PointsAccount.ISSUED, 1),
}


def check_receipts(connection: Connection) -> Iterator[Finding]:
    """Points of each receipt equal its legs; no points without a customer."""
    posted = _posted(connection)
    for row in connection.execute(select(RECEIPT)):
        for (kind, figure), (entry_kind, _, sign) in _POSTED.items():
            if row.kind != kind:
                continue
            stated = getattr(row, figure)
            if (kind, figure) == ("return", "earned"):
                stated -= row.withheld
            found = sign * posted.pop((row.receipt_id, entry_kind.value), 0)
            if stated != found:
                yield Finding(f"{kind}_{figure}_posted", row.receipt_id, stated, found)
    for (receipt_id, entry_kind_value), amount in posted.items():
        yield Finding("entry_has_receipt", f"{receipt_id} {entry_kind_value}", 0, amount)


def check_applied_operations(connection: Connection) -> Iterator[Finding]:
    """Each sale or return that was applied has its receipt, and each receipt an operation that brought it.

    A receipt that a person corrected was brought by the decision about the parked operation.
    """
    kinds = (OperationKind.SALE.value, OperationKind.RETURN.value)
    effective = (OperationState.APPLIED.value, OperationState.REPLAYED.value)
    without: Select[tuple[str]] = (
        select(OPERATION.c.op_id)
        .outerjoin(RECEIPT, RECEIPT.c.receipt_id == OPERATION.c.op_id)
        .where(OPERATION.c.state.in_(effective), OPERATION.c.kind.in_(kinds), RECEIPT.c.receipt_id.is_(None))
    )
    for row in connection.execute(without):
        yield Finding("operation_has_receipt", row.op_id, 1, 0)
    same = and_(
        OPERATION.c.till_id == RECEIPT.c.till_id,
        OPERATION.c.epoch == RECEIPT.c.epoch,
        OPERATION.c.seq == RECEIPT.c.seq,
        OPERATION.c.state.in_(effective),
        or_(OPERATION.c.op_id == RECEIPT.c.receipt_id, OPERATION.c.kind == OperationKind.PARKED_RESOLVED.value),
    )
    ghosts = select(RECEIPT.c.receipt_id).outerjoin(OPERATION, same).where(OPERATION.c.op_id.is_(None))
    for receipt in connection.execute(ghosts):
        yield Finding("receipt_has_operation", receipt.receipt_id, 1, 0)


def check_parts(connection: Connection) -> Iterator[Finding]:
    """What a sale remembers for its returns equals what it spent and earned, less what came back."""
    spent = {
        row.sale_id: (int(row.amount), int(row.returned))
        for row in connection.execute(
            select(
                SPENT_PART.c.sale_id,
                func.sum(SPENT_PART.c.amount).label("amount"),
                func.sum(SPENT_PART.c.returned).label("returned"),
            ).group_by(SPENT_PART.c.sale_id)
        )
    }
    earned = {
        row.sale_id: (int(row.granted), int(row.taken_back))
        for row in connection.execute(
            select(
                LOT.c.sale_id, func.sum(LOT.c.granted).label("granted"), func.sum(LOT.c.taken_back).label("taken_back")
            )
            .where(LOT.c.sale_id.is_not(None))
            .group_by(LOT.c.sale_id)
        )
    }
    taken_back = {
        row.sale_id: int(row.earned)
        for row in connection.execute(
            select(RECEIPT.c.sale_id, func.sum(RECEIPT.c.earned - RECEIPT.c.withheld).label("earned"))
            .where(RECEIPT.c.kind == "return")
            .group_by(RECEIPT.c.sale_id)
        )
    }
    returned = {
        row.sale_id: int(row.points)
        for row in connection.execute(
            select(RECEIPT.c.sale_id, func.sum(RECEIPT.c.points).label("points"))
            .where(RECEIPT.c.kind == "return")
            .group_by(RECEIPT.c.sale_id)
        )
    }
    for sale in connection.execute(select(RECEIPT).where(RECEIPT.c.kind == "sale")):
        amount, back = spent.get(sale.receipt_id, (0, 0))
        if amount != sale.points:
            yield Finding("spent_parts_equal_points", sale.receipt_id, sale.points, amount)
        if back != returned.get(sale.receipt_id, 0):
            yield Finding("returned_parts_equal_returns", sale.receipt_id, returned.get(sale.receipt_id, 0), back)
        granted, taken = earned.get(sale.receipt_id, (0, 0))
        if granted != sale.earned:
            yield Finding("earned_lots_equal_earned", sale.receipt_id, sale.earned, granted)
        if taken != taken_back.get(sale.receipt_id, 0):
            yield Finding("taken_back_equals_returns", sale.receipt_id, taken_back.get(sale.receipt_id, 0), taken)


def _posted(connection: Connection) -> dict[tuple[str, str], int]:
    """Operation id and entry kind → sum on the programme's account that the kind moves."""
    sums: dict[tuple[str, str], int] = {}
    for entry_kind, account, _ in _POSTED.values():
        rows = connection.execute(
            select(ENTRY.c.operation_id, func.sum(LEG.c.amount).label("total"))
            .join(LEG, and_(ENTRY.c.customer_id == LEG.c.customer_id, ENTRY.c.entry_id == LEG.c.entry_id))
            .where(ENTRY.c.kind == entry_kind.value, LEG.c.account == account.value)
            .group_by(ENTRY.c.operation_id)
        )
        sums |= {(row.operation_id, entry_kind.value): int(row.total) for row in rows}
    return sums
