"""Kept balances against the journal: account = sum of its legs = sum of its lots, each lot = sum of its legs."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from sync.server.audit.finding import Finding
from sync.server.ledger.accounts import CUSTOMER_ACCOUNTS, PointsAccount
from sync.server.ledger.lot_state import DEBT_PART
from sync.server.tables import ACCOUNT, ENTRY, LEG, LOT, RESERVATION_LOT, SPENT_PART


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
    """Kept figures equal the legs; what is available and reserved equals the lots, the debt what is owed."""
    legs = {account: _sums(connection, account) for account in CUSTOMER_ACCOUNTS}
    free, promised = _in_lots(connection)
    owed_by_sales, owed_by_promises = _owed(connection)
    known = set()
    for row in connection.execute(select(ACCOUNT)):
        who = row.customer_id
        known.add(who)
        available, reserved, debt = (legs[account].get(who, 0) for account in CUSTOMER_ACCOUNTS)
        backed_by_debt = owed_by_promises.get(who, 0)
        pairs = (
            ("balance_equals_legs", available, row.available),
            ("balance_equals_lots", free.get(who, 0), row.available),
            ("reserved_equals_legs", reserved, row.reserved),
            ("reserved_equals_lots", promised.get(who, 0) + backed_by_debt, row.reserved),
            ("debt_equals_legs", -debt, row.debt),
            ("debt_equals_parts", owed_by_sales.get(who, 0) + backed_by_debt, row.debt),
        )
        for check, expected, found in pairs:
            if expected != found:
                yield Finding(check, who, expected, found)
        for figure in (row.available, row.reserved, row.debt, row.turnover_kopecks, row.purchases):
            if figure < 0:
                yield Finding("nothing_below_zero", who, 0, figure)
    moved = set().union(*legs.values()) | free.keys()
    for customer_id in moved - known:
        yield Finding("account_exists", customer_id, 1, 0)


def check_self_balancing(connection: Connection) -> Iterator[Finding]:
    """What partners owe each other, and what merges moved, sums to zero."""
    for account in (PointsAccount.PARTNER, PointsAccount.MERGED):
        total = connection.execute(
            select(func.coalesce(func.sum(LEG.c.amount), 0)).where(LEG.c.account == account.value)
        ).scalar_one()
        if total:
            yield Finding("account_sums_to_zero", account.value, 0, int(total))


def check_lots(connection: Connection) -> Iterator[Finding]:
    """What is left of a lot, and what of it burnt, equals the legs that name it."""
    left = _lot_sums(connection, PointsAccount.AVAILABLE)
    held = _lot_sums(connection, PointsAccount.RESERVED)
    burnt = _lot_sums(connection, PointsAccount.EXPIRED)
    known = set()
    for row in connection.execute(select(LOT)):
        key = (row.customer_id, row.lot_id)
        known.add(key)
        place = f"{row.customer_id} lot {row.lot_id}"
        in_legs = left.get(key, 0) + held.get(key, 0)
        if row.remaining != in_legs:
            yield Finding("lot_equals_legs", place, in_legs, row.remaining)
        if row.burnt != burnt.get(key, 0):
            yield Finding("burnt_equals_legs", place, burnt.get(key, 0), row.burnt)
        if row.reserved != held.get(key, 0):
            yield Finding("lot_reserved_equals_legs", place, held.get(key, 0), row.reserved)
        if not 0 <= row.reserved <= row.remaining <= row.granted:
            yield Finding("lot_within_grant", place, row.granted, row.remaining)
    for customer_id, lot_id in (left.keys() | held.keys() | burnt.keys()) - known:
        yield Finding("lot_exists", f"{customer_id} lot {lot_id}", 1, 0)


def _in_lots(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """What lots hold by customer: free, and promised to tills."""
    free, promised = {}, {}
    for row in connection.execute(
        select(
            LOT.c.customer_id,
            func.sum(LOT.c.remaining - LOT.c.reserved).label("free"),
            func.sum(LOT.c.reserved).label("promised"),
        ).group_by(LOT.c.customer_id)
    ):
        free[row.customer_id], promised[row.customer_id] = int(row.free), int(row.promised)
    return free, promised


def _owed(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """What is owed by customer: for what sales spent, and for what tills were promised."""
    by_sales = connection.execute(
        select(SPENT_PART.c.customer_id, func.sum(SPENT_PART.c.amount - SPENT_PART.c.returned).label("total"))
        .where(SPENT_PART.c.lot_id == DEBT_PART)
        .group_by(SPENT_PART.c.customer_id)
    )
    by_promises = connection.execute(
        select(RESERVATION_LOT.c.customer_id, func.sum(RESERVATION_LOT.c.amount).label("total"))
        .where(RESERVATION_LOT.c.lot_id == DEBT_PART)
        .group_by(RESERVATION_LOT.c.customer_id)
    )
    return (
        {row.customer_id: int(row.total) for row in by_sales},
        {row.customer_id: int(row.total) for row in by_promises},
    )


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
    return {(row.customer_id, row.lot_id): int(row.total) for row in rows if row.total}
