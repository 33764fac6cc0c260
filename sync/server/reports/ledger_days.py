"""Points that moved beside receipts, day by day, and what the programme owes: from the points ledger, whole programme.

Seldom kinds of entries are found by indexes that hold only them, so that taking receipts in pays nothing for it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pos_app.domain.report.figures import LedgerDay
from sync.protocol.operation import instant_of, unix_ms
from sync.reports.tables import REPORT_LEDGER_DAY, REPORT_OWED
from sync.reports.upsert import put_rows
from sync.server.central import Central
from sync.server.ledger.accounts import CUSTOMER_ACCOUNTS, EntryKind, PointsAccount
from sync.server.retry import write
from sync.server.tables import ACCOUNT, ENTRY, LEG
from sync.server.tables.points import IS_BESIDE_RECEIPTS, IS_CALLED_BACK

_SETTLED = timedelta(days=2)
"""A day's entries are posted within it; a transaction that began before midnight may end after."""
_DAYS_AT_ONCE = 60


def keep_ledger_days(central: Central) -> int:
    """Sum the days since the last time, the two before again, and note what is owed now; how many days."""
    return write(central.engine, partial(_keep, central=central))


def rebuild_ledger_days(central: Central) -> int:
    """Sum every day anew; how many."""
    write(central.engine, lambda connection: connection.execute(REPORT_LEDGER_DAY.delete()))
    days = 0
    while some := keep_ledger_days(central):
        days += some
        if some <= _SETTLED.days + 1:
            return days
    return days


def _keep(connection: Connection, central: Central) -> int:
    _note_owed(connection, central)
    last: date | None = connection.execute(select(func.max(REPORT_LEDGER_DAY.c.day))).scalar()
    oldest = _first_day(connection, central)
    if oldest is None:
        return 0
    first = oldest if last is None else max(oldest, last - _SETTLED)
    until = min(central.today(), first + timedelta(days=_DAYS_AT_ONCE))
    days = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    rows = [_row(_summed(connection, central, day)) for day in days]
    put_rows(connection, REPORT_LEDGER_DAY, rows)
    return len(rows)


def _first_day(connection: Connection, central: Central) -> date | None:
    """Of the oldest entry beside receipts."""
    oldest: int | None = connection.execute(select(func.min(ENTRY.c.posted_ms)).where(IS_BESIDE_RECEIPTS)).scalar()
    return None if oldest is None else instant_of(oldest).astimezone(central.timezone).date()


def _summed(connection: Connection, central: Central, day: date) -> LedgerDay:
    sums = {(kind, account): int(points) for kind, account, points in _legs(connection, central, day)}

    def of(kinds: tuple[EntryKind, ...], accounts: tuple[PointsAccount, ...]) -> int:
        return sum(sums.get((kind.value, account.value), 0) for kind in kinds for account in accounts)

    return LedgerDay(
        day,
        awarded=-of((EntryKind.AWARD,), (PointsAccount.ISSUED,)),
        burnt=of((EntryKind.BURN,), (PointsAccount.EXPIRED,)) + _called_back(connection, central, day),
        charity=of((EntryKind.CHARITY,), (PointsAccount.CHARITY,)),
        corrected=of((EntryKind.ADJUST, EntryKind.OPENING), CUSTOMER_ACCOUNTS),
    )


def _legs(connection: Connection, central: Central, day: date) -> Iterator[tuple[str, str, int]]:
    rows = connection.execute(
        select(ENTRY.c.kind, LEG.c.account, func.sum(LEG.c.amount))
        .join(LEG, and_(LEG.c.customer_id == ENTRY.c.customer_id, LEG.c.entry_id == ENTRY.c.entry_id))
        .where(IS_BESIDE_RECEIPTS, *_posted_on(central, day))
        .group_by(ENTRY.c.kind, LEG.c.account)
    )
    for row in rows:
        yield row[0], row[1], row[2]


def _called_back(connection: Connection, central: Central, day: date) -> int:
    """What had burnt and came back by a return or a late sale: below 0."""
    found = connection.execute(
        select(func.coalesce(func.sum(LEG.c.amount), 0))
        .join(ENTRY, and_(ENTRY.c.customer_id == LEG.c.customer_id, ENTRY.c.entry_id == LEG.c.entry_id))
        .where(IS_CALLED_BACK, *_posted_on(central, day))
    ).scalar_one()
    return int(found)


def _posted_on(central: Central, day: date) -> tuple[ColumnElement[bool], ...]:
    begin, end = _midnight(central, day), _midnight(central, day + timedelta(days=1))
    return (ENTRY.c.posted_ms >= unix_ms(begin), ENTRY.c.posted_ms < unix_ms(end))


def _midnight(central: Central, day: date) -> datetime:
    return datetime.combine(day, time(), central.timezone)


def _row(day: LedgerDay) -> dict[str, Any]:
    return {
        "day": day.day,
        "awarded": day.awarded,
        "burnt": day.burnt,
        "charity": day.charity,
        "corrected": day.corrected,
    }


def _note_owed(connection: Connection, central: Central) -> None:
    account = ACCOUNT.c
    points, debt = connection.execute(
        select(
            func.coalesce(func.sum(account.available + account.reserved), 0), func.coalesce(func.sum(account.debt), 0)
        )
    ).one()
    now = central.now()
    day = now.astimezone(central.timezone).date()
    put_rows(connection, REPORT_OWED, [{"day": day, "at_ms": unix_ms(now), "points": int(points), "debt": int(debt)}])
