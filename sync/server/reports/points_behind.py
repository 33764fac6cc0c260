"""Whose points a figure of the ledger is made of: its postings, newest first, or accounts as they are now."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from pos_app.domain.report.figures import PointsLine, PointsPage, Scope
from pos_app.domain.report.link import PointsLink
from pos_app.domain.report.points_part import PointsPart
from sync.protocol.operation import instant_of, unix_ms
from sync.reports import answers
from sync.server.central import Central
from sync.server.ledger.accounts import CUSTOMER_ACCOUNTS, EntryKind, PointsAccount
from sync.server.tables import ACCOUNT, CUSTOMER, ENTRY, LEG, POINTS_CORRECTION
from sync.server.tables.points import IS_BESIDE_RECEIPTS, IS_CALLED_BACK

_MOST_DIGITS = 18
_ID_END = 6
_Posting = tuple[tuple[EntryKind, ...], tuple[PointsAccount, ...], int]
_POSTINGS: Mapping[PointsPart, _Posting] = MappingProxyType(
    {
        PointsPart.AWARDED: ((EntryKind.AWARD,), (PointsAccount.ISSUED,), -1),
        PointsPart.BURNT: ((EntryKind.BURN,), (PointsAccount.EXPIRED,), 1),
        PointsPart.CHARITY: ((EntryKind.CHARITY,), (PointsAccount.CHARITY,), 1),
        PointsPart.CORRECTED: ((EntryKind.ADJUST, EntryKind.OPENING), CUSTOMER_ACCOUNTS, 1),
    }
)


def points_behind(connection: Connection, central: Central, link: PointsLink, limit: int, after: str) -> PointsPage:
    """A page of them; ``points`` of all, as the figure has it. ``after`` is what the page before gave."""
    if link.part in _POSTINGS:
        return _postings(connection, central, link, limit, after)
    return _accounts(connection, link.part, limit, after)


def _postings(connection: Connection, central: Central, link: PointsLink, limit: int, after: str) -> PointsPage:
    kinds, accounts, sign = _POSTINGS[link.part]
    first, behind = (
        unix_ms(datetime.combine(day, time(), central.timezone))
        for day in (link.first_day, link.last_day + timedelta(days=1))
    )
    names = [kind.value for kind in kinds]
    posted = and_(IS_BESIDE_RECEIPTS, ENTRY.c.kind.in_(names), LEG.c.account.in_([each.value for each in accounts]))
    rows = _entries(connection, posted, first, behind, limit, after)
    if link.part is PointsPart.BURNT:
        rows = sorted([*rows, *_entries(connection, IS_CALLED_BACK, first, behind, limit, after)], key=_newest_first)
    page = rows[:limit]
    more = page[-1] if len(rows) > limit else None
    names_of = _customers(connection, [row.customer_id for row in page])
    words = _reasons(connection, [row.operation_id for row in page]) if link.part is PointsPart.CORRECTED else {}
    lines = tuple(
        PointsLine(
            row.customer_id,
            names_of[row.customer_id],
            instant_of(row.posted_ms),
            sign * int(row.points),
            words.get(row.operation_id, ""),
        )
        for row in page
    )
    days = answers.ledger_days(connection, Scope(None, link.first_day, link.last_day))
    together = sum(getattr(day, link.part.value) for day in days)
    following = None if more is None else f"{more.posted_ms}|{more.customer_id}|{more.entry_id}"
    return PointsPage(lines, together, following)


def _newest_first(row: Any) -> tuple[int, str, str]:
    return -row.posted_ms, row.customer_id, row.entry_id


def _entries(
    connection: Connection, which: ColumnElement[bool], first_ms: int, behind_ms: int, limit: int, after: str
) -> list[Any]:
    key = (ENTRY.c.customer_id, ENTRY.c.entry_id)
    conditions = [which, ENTRY.c.posted_ms >= first_ms, ENTRY.c.posted_ms < behind_ms]
    posted_ms, customer_id, entry_id = [*after.split("|", 2), "", "", ""][:3]
    if posted_ms.isascii() and posted_ms.isdigit() and len(posted_ms) <= _MOST_DIGITS:
        at = int(posted_ms)
        same = and_(ENTRY.c.posted_ms == at, tuple_(*key) > tuple_(customer_id, entry_id))
        conditions += [ENTRY.c.posted_ms <= at, or_(ENTRY.c.posted_ms < at, same)]
    columns = (ENTRY.c.customer_id, ENTRY.c.entry_id, ENTRY.c.operation_id, ENTRY.c.posted_ms)
    asked = (
        select(*columns, func.sum(LEG.c.amount).label("points"))
        .join(LEG, and_(LEG.c.customer_id == ENTRY.c.customer_id, LEG.c.entry_id == ENTRY.c.entry_id))
        .where(*conditions)
        .group_by(*columns)
        .order_by(ENTRY.c.posted_ms.desc(), *key)
        .limit(limit + 1)
    )
    return list(connection.execute(asked))


def _accounts(connection: Connection, part: PointsPart, limit: int, after: str) -> PointsPage:
    account = ACCOUNT.c
    points = account.debt if part is PointsPart.DEBT else account.available + account.reserved
    asked = (
        select(account.customer_id, points.label("points"))
        .where(account.customer_id > after, points > 0)
        .order_by(account.customer_id)
        .limit(limit + 1)
    )
    rows = connection.execute(asked).all()
    page = rows[:limit]
    names = _customers(connection, [row.customer_id for row in page])
    lines = tuple(PointsLine(row.customer_id, names[row.customer_id], None, int(row.points)) for row in page)
    together = connection.execute(select(func.coalesce(func.sum(points), 0))).scalar_one()
    return PointsPage(lines, int(together), page[-1].customer_id if len(rows) > limit else None)


def _customers(connection: Connection, customer_ids: list[str]) -> dict[str, str]:
    """Names, the end of the id of who has none any more."""
    wanted = sorted(set(customer_ids))
    rows = connection.execute(select(CUSTOMER.c.customer_id, CUSTOMER.c.name).where(CUSTOMER.c.customer_id.in_(wanted)))
    known = {row.customer_id: row.name for row in rows}
    return {each: known.get(each) or f"…{each[-_ID_END:]}" for each in wanted}


def _reasons(connection: Connection, operation_ids: list[str]) -> dict[str, str]:
    table = POINTS_CORRECTION.c
    rows = connection.execute(
        select(table.correction_id, table.reason).where(table.correction_id.in_(sorted(set(operation_ids))))
    )
    return {row.correction_id: row.reason for row in rows}
