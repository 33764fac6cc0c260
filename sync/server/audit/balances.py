"""Kept balances against the journal: account = sum of its legs = sum of its lots, each lot = sum of its legs."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from sync.server.audit.finding import Finding
from sync.server.ledger.accounts import PointsAccount
from sync.server.ledger.lot_state import DEBT_PART
from sync.server.tables import ACCOUNT, ENTRY, LEG, LOT, SPENT_PART


def check_entries(connection: Connection) -> Iterator[Finding]:
    """Every entry sums to zero and has legs; every leg belongs to an entry."""
    total = func.sum(LEG.c.amount)
    grouped = select(LEG.c.customer_id, LEG.c.entry_id, total.label("total")).group_by(
        LEG.c.customer_id, LEG.c.entry_id
    )
    for row in connection.execute(grouped.having(total != 0)):
        yield Finding("entry_sums_to_zero", f"{row.customer_id} {row.entry_id}", 0, int(row.total))
    same = and_(ENTRY.c.customer_id == LEG.c.customer_id, ENTRY.c.entry_id == LEG.c.entry_id)
    bare = select(ENTRY.c.customer_id, ENTRY.c.entry_id).outerjoin(LEG, same).where(LEG.c.entry_id.is_(None))
    for entry in connection.execute(bare):
        yield Finding("entry_has_legs", f"{entry.customer_id} {entry.entry_id}", 1, 0)
    loose = select(LEG.c.customer_id, LEG.c.entry_id).outerjoin(ENTRY, same).where(ENTRY.c.entry_id.is_(None))
    for leg in connection.execute(loose):
        yield Finding("leg_has_entry", f"{leg.customer_id} {leg.entry_id}", 1, 0)


def check_accounts(connection: Connection) -> Iterator[Finding]:
    """Kept balance and debt equal the legs; the balance equals the lots, the debt the parts owed; none is below 0."""
    available = _sums(connection, PointsAccount.AVAILABLE)
    debts = _sums(connection, PointsAccount.DEBT)
    in_lots = {
        row.customer_id: int(row.total)
        for row in connection.execute(
            select(LOT.c.customer_id, func.sum(LOT.c.remaining).label("total")).group_by(LOT.c.customer_id)
        )
    }
    owed = {
        row.customer_id: int(row.total)
        for row in connection.execute(
            select(SPENT_PART.c.customer_id, func.sum(SPENT_PART.c.amount - SPENT_PART.c.returned).label("total"))
            .where(SPENT_PART.c.lot_id == DEBT_PART)
            .group_by(SPENT_PART.c.customer_id)
        )
    }
    known = set()
    for row in connection.execute(select(ACCOUNT)):
        known.add(row.customer_id)
        if row.available != available.get(row.customer_id, 0):
            yield Finding("balance_equals_legs", row.customer_id, available.get(row.customer_id, 0), row.available)
        if row.available != in_lots.get(row.customer_id, 0):
            yield Finding("balance_equals_lots", row.customer_id, in_lots.get(row.customer_id, 0), row.available)
        if row.debt != -debts.get(row.customer_id, 0):
            yield Finding("debt_equals_legs", row.customer_id, -debts.get(row.customer_id, 0), row.debt)
        if row.debt != owed.get(row.customer_id, 0):
            yield Finding("debt_equals_parts", row.customer_id, owed.get(row.customer_id, 0), row.debt)
        for figure in (row.available, row.debt, row.turnover_kopecks):
            if figure < 0:
                yield Finding("nothing_below_zero", row.customer_id, 0, figure)
    for customer_id in (available.keys() | debts.keys() | in_lots.keys()) - known:
        yield Finding("account_exists", customer_id, 1, 0)


def check_lots(connection: Connection) -> Iterator[Finding]:
    """What is left of a lot, and what of it burnt, equals the legs that name it."""
    left = _lot_sums(connection, PointsAccount.AVAILABLE)
    burnt = _lot_sums(connection, PointsAccount.EXPIRED)
    known = set()
    for row in connection.execute(select(LOT)):
        key = (row.customer_id, row.lot_id)
        known.add(key)
        place = f"{row.customer_id} lot {row.lot_id}"
        if row.remaining != left.get(key, 0):
            yield Finding("lot_equals_legs", place, left.get(key, 0), row.remaining)
        if row.burnt != burnt.get(key, 0):
            yield Finding("burnt_equals_legs", place, burnt.get(key, 0), row.burnt)
        if row.remaining < 0 or row.remaining > row.granted:
            yield Finding("lot_within_grant", place, row.granted, row.remaining)
    for customer_id, lot_id in (left.keys() | burnt.keys()) - known:
        yield Finding("lot_exists", f"{customer_id} lot {lot_id}", 1, 0)


def _sums(connection: Connection, account: PointsAccount) -> dict[str, int]:
    rows = connection.execute(
        select(LEG.c.owner, func.sum(LEG.c.amount).label("total"))
        .where(LEG.c.account == account.value)
        .group_by(LEG.c.owner)
    )
    return {row.owner: int(row.total) for row in rows}


def _lot_sums(connection: Connection, account: PointsAccount) -> dict[tuple[str, str], int]:
    rows = connection.execute(
        select(LEG.c.customer_id, LEG.c.lot_id, func.sum(LEG.c.amount).label("total"))
        .where(LEG.c.account == account.value, LEG.c.lot_id.is_not(None))
        .group_by(LEG.c.customer_id, LEG.c.lot_id)
    )
    return {(row.customer_id, row.lot_id): int(row.total) for row in rows}
