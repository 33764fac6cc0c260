"""What happened to an account, newest first: receipts, and whatever else moved points, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from sync.protocol.customer_page import HistoryKind, HistoryRow
from sync.protocol.operation import instant_of
from sync.server.ingest.friends import SALE_KEYS
from sync.server.ledger.accounts import CUSTOMER_ACCOUNTS, EntryKind
from sync.server.tables import (
    CUSTOMER_ALIAS,
    ENTRY,
    LEG,
    OPERATION,
    PARKED_RESOLUTION,
    POINTS_CORRECTION,
    RECEIPT,
    TILL,
)

_OF_RECEIPTS = (
    EntryKind.SPEND,
    EntryKind.EARN,
    EntryKind.GIVE_BACK,
    EntryKind.TAKE_BACK,
    EntryKind.WITHHOLD,
    EntryKind.CLEARING,
)
_SILENT = (EntryKind.RESERVE, EntryKind.RELEASE)
"""Points that are set aside are still the customer's."""
_LONGEST_MS, _LONGEST_KEY = 15, 120
_KINDS: Mapping[str, HistoryKind] = {
    EntryKind.OPENING: HistoryKind.OPENING,
    EntryKind.AWARD: HistoryKind.AWARD,
    EntryKind.BURN: HistoryKind.BURN,
    EntryKind.ADJUST: HistoryKind.ADJUST,
    EntryKind.MERGE_IN: HistoryKind.MERGE,
    EntryKind.MERGE_OUT: HistoryKind.MERGE,
}


class HistoryPlaceError(ValueError):
    """A place in a history that no answer named."""


@dataclass(frozen=True, slots=True, order=True)
class HistoryPlace:
    """Where a row stands: rows are in the order of their moments, those of one moment in that of their ids."""

    at_ms: int
    key: str

    def __str__(self) -> str:
        return f"{self.at_ms}/{self.key}"

    @classmethod
    def parse(cls, text: str) -> "HistoryPlace":
        """As an answer named it. Raises :class:`HistoryPlaceError`."""
        at_ms, slash, key = text.partition("/")
        is_number = at_ms.isascii() and at_ms.isdigit() and len(at_ms) <= _LONGEST_MS
        if not slash or not is_number or not 0 < len(key) <= _LONGEST_KEY or "\0" in key:
            raise HistoryPlaceError("before: the place that an answer named is expected")
        return cls(int(at_ms), key)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Rows newest first; ``next_before``: where older ones go on, None at the end."""

    rows: tuple[HistoryRow, ...]
    next_before: HistoryPlace | None


_Placed = tuple[HistoryPlace, HistoryRow]


def history_of(
    connection: Connection, customer_id: str, limit: int, shop_ids: frozenset[str] | None = None
) -> tuple[HistoryRow, ...]:
    """At most ``limit`` rows of a person, whatever ids his receipts name; receipts of these shops (None: of all)."""
    return history_page(connection, customer_id, limit, shop_ids).rows


def history_page(
    connection: Connection,
    customer_id: str,
    limit: int,
    shop_ids: frozenset[str] | None = None,
    before: HistoryPlace | None = None,
) -> HistoryPage:
    """As ``history_of``, from the newest on or behind a place; no row is told twice and none is left out."""
    asked = limit + 1
    found = [
        *_receipts(connection, customer_id, asked, shop_ids, before),
        *_entries(connection, customer_id, asked, before),
    ]
    found.sort(key=lambda placed: placed[0], reverse=True)
    told = found[:limit]
    goes_on = len(found) > limit and bool(told)
    return HistoryPage(tuple(row for _, row in told), told[-1][0] if goes_on else None)


def _behind(before: HistoryPlace | None, at: ColumnElement[Any], key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    if before is None:
        return []
    return [or_(at < before.at_ms, and_(at == before.at_ms, key < before.key))]


def _receipts(
    connection: Connection,
    customer_id: str,
    limit: int,
    shop_ids: frozenset[str] | None,
    before: HistoryPlace | None,
) -> list[_Placed]:
    number = and_(
        OPERATION.c.till_id == RECEIPT.c.till_id, OPERATION.c.epoch == RECEIPT.c.epoch, OPERATION.c.seq == RECEIPT.c.seq
    )
    query = (
        select(RECEIPT, OPERATION.c.business_ms)
        .join(OPERATION, number)
        .where(RECEIPT.c.customer_id.in_(_ids_of(connection, customer_id)))
        .where(*_behind(before, OPERATION.c.business_ms, _bytewise(connection, RECEIPT.c.receipt_id)))
    )
    if shop_ids is not None:
        tills = select(TILL.c.till_id).where(TILL.c.shop_id.in_(sorted(shop_ids)))
        query = query.where(RECEIPT.c.till_id.in_(tills))
    newest_first = (OPERATION.c.business_ms.desc(), _bytewise(connection, RECEIPT.c.receipt_id).desc())
    rows = []
    for row in connection.execute(query.order_by(*newest_first).limit(limit)):
        is_sale = row.kind == "sale"
        change = row.earned - row.points if is_sale else row.points - (row.earned - row.withheld)
        told = HistoryRow(
            at=instant_of(row.business_ms),
            kind=HistoryKind.SALE if is_sale else HistoryKind.RETURN,
            points=change,
            spent=row.points,
            earned=row.earned,
            receipt_id=row.receipt_id,
            number=row.number,
            money_kopecks=row.money_kopecks,
        )
        rows.append((HistoryPlace(row.business_ms, row.receipt_id), told))
    return rows


def _entries(connection: Connection, customer_id: str, limit: int, before: HistoryPlace | None) -> list[_Placed]:
    """What is no receipt."""
    mine = (LEG.c.customer_id == ENTRY.c.customer_id, LEG.c.entry_id == ENTRY.c.entry_id)
    change = func.sum(case((LEG.c.account.in_([each.value for each in CUSTOMER_ACCOUNTS]), LEG.c.amount), else_=0))
    left_out = [each.value for each in (*_OF_RECEIPTS, *_SILENT)]
    entry_id = _bytewise(connection, ENTRY.c.entry_id)
    found = connection.execute(
        select(ENTRY.c.entry_id, ENTRY.c.kind, ENTRY.c.operation_id, ENTRY.c.posted_ms, change.label("change"))
        .join(LEG, and_(*mine))
        .where(ENTRY.c.customer_id == customer_id, ENTRY.c.kind.not_in(left_out))
        .where(*_behind(before, ENTRY.c.posted_ms, entry_id))
        .group_by(ENTRY.c.entry_id, ENTRY.c.kind, ENTRY.c.operation_id, ENTRY.c.posted_ms)
        .having(change != 0)
        .order_by(ENTRY.c.posted_ms.desc(), entry_id.desc())
        .limit(limit)
    ).all()
    reasons = _reasons(connection, [row.operation_id for row in found if row.kind == EntryKind.ADJUST])
    reasons |= {row.operation_id: for_a_friend(row.operation_id) for row in found if row.kind == EntryKind.AWARD}
    return [
        (
            HistoryPlace(row.posted_ms, row.entry_id),
            HistoryRow(
                at=instant_of(row.posted_ms),
                kind=_KINDS.get(row.kind, HistoryKind.OTHER),
                points=int(row.change),
                reason=reasons.get(row.operation_id, ""),
            ),
        )
        for row in found
    ]


def _bytewise(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """Compared as Python does, whatever the database's language is."""
    return column.collate("C") if connection.dialect.name == "postgresql" else column


def for_a_friend(operation_id: str) -> str:
    """What a friend's purchase gave it for, as ``domain.loyalty.awards.referral`` names it; empty for other awards."""
    kind = operation_id.partition("/")[0]
    return kind if kind in SALE_KEYS else ""


def _reasons(connection: Connection, resolution_ids: list[str]) -> dict[str, str]:
    if not resolution_ids:
        return {}
    reasons: dict[str, str] = {}
    for key, reason in (
        (PARKED_RESOLUTION.c.resolution_id, PARKED_RESOLUTION.c.reason),
        (POINTS_CORRECTION.c.correction_id, POINTS_CORRECTION.c.reason),
    ):
        found = connection.execute(select(key.label("deed"), reason.label("reason")).where(key.in_(resolution_ids)))
        reasons |= {row.deed: row.reason for row in found}
    return reasons


def _ids_of(connection: Connection, customer_id: str) -> list[str]:
    """The person's own id and all that turned out to be him: receipts keep the name that they came with."""
    aliases = connection.execute(
        select(CUSTOMER_ALIAS.c.alias_id).where(CUSTOMER_ALIAS.c.customer_id == customer_id)
    ).scalars()
    return [customer_id, *aliases]
