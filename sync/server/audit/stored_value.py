"""Kept balances of money that is owed against its journal, its payments and what is set aside."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from pos_app.domain.stored_value.value_kind import ValueKind
from sync.server.audit.finding import Finding
from sync.server.stored_value.accounts import OWED, ValueAccount
from sync.server.stored_value.value_books import OPEN
from sync.server.tables import STORED_VALUE, TILL, VALUE_ENTRY, VALUE_HOLD, VALUE_LEG, VALUE_PAYMENT

_KEY = (VALUE_LEG.c.kind, VALUE_LEG.c.owner)


def check_value_entries(connection: Connection) -> Iterator[Finding]:
    """Every entry sums to zero and has legs; every leg belongs to an entry; what merges moved sums to zero."""
    total = func.sum(VALUE_LEG.c.amount)
    grouped = select(*_KEY, VALUE_LEG.c.entry_id, total.label("total")).group_by(*_KEY, VALUE_LEG.c.entry_id)
    for row in connection.execute(grouped.having(total != 0)):
        yield Finding("value_entry_sums_to_zero", f"{row.kind} {row.owner} {row.entry_id}", 0, int(row.total))
    same = and_(
        VALUE_ENTRY.c.kind == VALUE_LEG.c.kind,
        VALUE_ENTRY.c.owner == VALUE_LEG.c.owner,
        VALUE_ENTRY.c.entry_id == VALUE_LEG.c.entry_id,
    )
    bare = select(VALUE_ENTRY).outerjoin(VALUE_LEG, same).where(VALUE_LEG.c.entry_id.is_(None))
    for row in connection.execute(bare):
        yield Finding("value_entry_has_legs", f"{row.kind} {row.owner} {row.entry_id}", 1, 0)
    loose = select(VALUE_LEG).outerjoin(VALUE_ENTRY, same).where(VALUE_ENTRY.c.entry_id.is_(None))
    for row in connection.execute(loose):
        yield Finding("value_leg_has_entry", f"{row.kind} {row.owner} {row.entry_id}", 1, 0)
    moved = connection.execute(
        select(func.coalesce(func.sum(VALUE_LEG.c.amount), 0)).where(VALUE_LEG.c.account == ValueAccount.MERGED.value)
    ).scalar_one()
    if moved:
        yield Finding("value_merged_sums_to_zero", ValueAccount.MERGED.value, 0, int(moved))


def check_values(connection: Connection) -> Iterator[Finding]:
    """What is on each equals its legs, holds what is set aside, and is never below zero."""
    owed = _owed(connection)
    held = _held(connection)
    for row in connection.execute(select(STORED_VALUE)):
        place, key = f"{row.kind} {row.owner}", (row.kind, row.owner)
        expected = -owed.pop(key, 0)
        if row.balance != expected:
            yield Finding("value_equals_legs", place, expected, row.balance)
        if row.balance < 0:
            yield Finding("value_not_below_zero", place, 0, row.balance)
        if held.get(key, 0) > row.balance:
            yield Finding("value_covers_what_is_set_aside", place, held[key], row.balance)
        if row.state == "unsold" and row.balance:
            yield Finding("unsold_is_empty", place, 0, row.balance)
    for (kind, owner), total in owed.items():
        if total:
            yield Finding("value_exists", f"{kind} {owner}", 0, -total)


def check_value_payments(connection: Connection) -> Iterator[Finding]:
    """What receipts paid less what came back equals the journal's side of it; open holds belong to tills."""
    paid = connection.execute(
        select(func.coalesce(func.sum(VALUE_PAYMENT.c.kopecks - VALUE_PAYMENT.c.returned), 0))
    ).scalar_one()
    posted = connection.execute(
        select(func.coalesce(func.sum(VALUE_LEG.c.amount), 0)).where(VALUE_LEG.c.account == ValueAccount.PAID.value)
    ).scalar_one()
    if int(paid) != -int(posted):
        yield Finding("value_paid_equals_payments", ValueAccount.PAID.value, int(paid), -int(posted))
    strangers = (
        select(VALUE_HOLD)
        .outerjoin(TILL, TILL.c.till_id == VALUE_HOLD.c.till_id)
        .where(VALUE_HOLD.c.state == OPEN, TILL.c.till_id.is_(None))
    )
    for row in connection.execute(strangers):
        yield Finding("value_hold_has_till", f"{row.kind} {row.owner} {row.hold_id}", 1, 0)


def _owed(connection: Connection) -> dict[tuple[str, str], int]:
    rows = connection.execute(
        select(*_KEY, func.sum(VALUE_LEG.c.amount).label("total"))
        .where(VALUE_LEG.c.account.in_([OWED[kind].value for kind in ValueKind]))
        .group_by(*_KEY)
    )
    return {(row.kind, row.owner): int(row.total) for row in rows}


def _held(connection: Connection) -> dict[tuple[str, str], int]:
    rows = connection.execute(
        select(VALUE_HOLD.c.kind, VALUE_HOLD.c.owner, func.sum(VALUE_HOLD.c.kopecks).label("total"))
        .where(VALUE_HOLD.c.state == OPEN)
        .group_by(VALUE_HOLD.c.kind, VALUE_HOLD.c.owner)
    )
    return {(row.kind, row.owner): int(row.total) for row in rows}
