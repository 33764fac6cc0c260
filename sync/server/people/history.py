"""What happened to an account, newest first: receipts, and whatever else moved points, with its reason."""

from collections.abc import Mapping

from sqlalchemy import Connection, and_, case, func, select

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
_KINDS: Mapping[str, HistoryKind] = {
    EntryKind.OPENING: HistoryKind.OPENING,
    EntryKind.AWARD: HistoryKind.AWARD,
    EntryKind.BURN: HistoryKind.BURN,
    EntryKind.ADJUST: HistoryKind.ADJUST,
    EntryKind.MERGE_IN: HistoryKind.MERGE,
    EntryKind.MERGE_OUT: HistoryKind.MERGE,
}


def history_of(
    connection: Connection, customer_id: str, limit: int, shop_ids: frozenset[str] | None = None
) -> tuple[HistoryRow, ...]:
    """At most ``limit`` rows of a person, whatever ids his receipts name; receipts of these shops (None: of all)."""
    rows = [*_receipts(connection, customer_id, limit, shop_ids), *_entries(connection, customer_id, limit)]
    rows.sort(key=lambda row: row.at, reverse=True)
    return tuple(rows[:limit])


def _receipts(
    connection: Connection, customer_id: str, limit: int, shop_ids: frozenset[str] | None
) -> list[HistoryRow]:
    number = and_(
        OPERATION.c.till_id == RECEIPT.c.till_id, OPERATION.c.epoch == RECEIPT.c.epoch, OPERATION.c.seq == RECEIPT.c.seq
    )
    query = (
        select(RECEIPT, OPERATION.c.business_ms)
        .join(OPERATION, number)
        .where(RECEIPT.c.customer_id.in_(_ids_of(connection, customer_id)))
    )
    if shop_ids is not None:
        tills = select(TILL.c.till_id).where(TILL.c.shop_id.in_(sorted(shop_ids)))
        query = query.where(RECEIPT.c.till_id.in_(tills))
    found = connection.execute(query.order_by(OPERATION.c.business_ms.desc()).limit(limit))
    rows = []
    for row in found:
        is_sale = row.kind == "sale"
        change = row.earned - row.points if is_sale else row.points - (row.earned - row.withheld)
        rows.append(
            HistoryRow(
                at=instant_of(row.business_ms),
                kind=HistoryKind.SALE if is_sale else HistoryKind.RETURN,
                points=change,
                spent=row.points,
                earned=row.earned,
                receipt_id=row.receipt_id,
                number=row.number,
                money_kopecks=row.money_kopecks,
            )
        )
    return rows


def _entries(connection: Connection, customer_id: str, limit: int) -> list[HistoryRow]:
    """What is no receipt."""
    mine = (LEG.c.customer_id == ENTRY.c.customer_id, LEG.c.entry_id == ENTRY.c.entry_id)
    change = func.sum(case((LEG.c.account.in_([each.value for each in CUSTOMER_ACCOUNTS]), LEG.c.amount), else_=0))
    left_out = [each.value for each in (*_OF_RECEIPTS, *_SILENT)]
    found = connection.execute(
        select(ENTRY.c.kind, ENTRY.c.operation_id, ENTRY.c.posted_ms, change.label("change"))
        .join(LEG, and_(*mine))
        .where(ENTRY.c.customer_id == customer_id, ENTRY.c.kind.not_in(left_out))
        .group_by(ENTRY.c.entry_id, ENTRY.c.kind, ENTRY.c.operation_id, ENTRY.c.posted_ms)
        .order_by(ENTRY.c.posted_ms.desc())
        .limit(limit)
    ).all()
    reasons = _reasons(connection, [row.operation_id for row in found if row.kind == EntryKind.ADJUST])
    reasons |= {row.operation_id: for_a_friend(row.operation_id) for row in found if row.kind == EntryKind.AWARD}
    return [
        HistoryRow(
            at=instant_of(row.posted_ms),
            kind=_KINDS.get(row.kind, HistoryKind.OTHER),
            points=int(row.change),
            reason=reasons.get(row.operation_id, ""),
        )
        for row in found
        if row.change
    ]


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
