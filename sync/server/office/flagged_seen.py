"""What the server took, or put aside, and found odd: newest first, of some days and shops, one kind if wanted.

Days are those on which the server heard of it: a till that was offline, or whose clock is wrong, tells of an earlier
time, and nobody would look there again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, or_, select, tuple_

from pos_app.domain.money.units import Kopecks, Points
from sync.protocol.operation import OperationKind, instant_of, unix_ms
from sync.server.among import among
from sync.server.ingest.operation_log import OperationState, own_id
from sync.server.office.named_in_journal import customers_called
from sync.server.office.names import shop_names, staff_names
from sync.server.office.receipts_beside import ReceiptBeside, paid_out_before
from sync.server.tables import ODD, OPERATION, PAID_OUT_TWICE, RECEIPT, TILL

_ORDER = (OPERATION.c.received_ms, OPERATION.c.till_id, OPERATION.c.epoch, OPERATION.c.seq)
Place = tuple[int, str, int, int]
"""Where a row stands: when it was received (ms), till, epoch, number."""


@dataclass(frozen=True, slots=True)
class FlaggedChoice:
    """Received from ``begin`` until before ``end``. ``shop_ids`` None: of all; ``kind`` "": every kind."""

    begin: datetime
    end: datetime
    shop_ids: frozenset[str] | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Flagged:
    """One operation. ``kinds``: its flags, or why it is put aside where money went out twice.

    ``number``: of the receipt, "" for what is none; ``receipt_id`` None unless it is in the books. ``money_kopecks``:
    of a sale what was paid, of a return what was handed out; ``points``: hundredths that were spent or given back.
    ``beside``: other receipts by which the same money went out. Names are "" where nobody knows them.
    """

    kinds: tuple[str, ...]
    state: OperationState
    operation_kind: str
    business_at: datetime
    received_at: datetime
    receipt_id: str | None
    number: str
    shop: str
    till: str
    cashier: str
    customer_id: str | None
    customer: str
    money_kopecks: Kopecks | None
    points: Points | None
    beside: tuple[ReceiptBeside, ...]


@dataclass(frozen=True, slots=True)
class FlaggedPage:
    """``before``: where the older rows begin, None: none."""

    rows: tuple[Flagged, ...]
    before: Place | None


def flagged_page(connection: Connection, choice: FlaggedChoice, limit: int, before: Place | None) -> FlaggedPage:
    """Rows older than ``before`` (None: from the newest on)."""
    tills = _tills(connection, choice.shop_ids)
    query = (
        select(OPERATION)
        .with_hint(OPERATION, "INDEXED BY ix_operation_odd", "sqlite")  # else it goes by the tills, through all of them
        .where(ODD, OPERATION.c.received_ms >= unix_ms(choice.begin), OPERATION.c.received_ms < unix_ms(choice.end))
    )
    if choice.shop_ids is not None:
        query = query.where(among(connection, OPERATION.c.till_id, sorted(tills)))
    if choice.kind:
        query = query.where(_is_of(choice.kind))
    if before is not None:
        query = query.where(tuple_(*_ORDER) < tuple_(*before))
    found = connection.execute(query.order_by(*(each.desc() for each in _ORDER)).limit(limit + 1)).all()
    shown = found[:limit]
    place = (shown[-1].received_ms, shown[-1].till_id, shown[-1].epoch, shown[-1].seq) if len(found) > limit else None
    return FlaggedPage(_told(connection, shown, tills), place)


def _tills(connection: Connection, shop_ids: frozenset[str] | None) -> dict[str, Row[Any]]:
    """By id."""
    query: Select[Any] = select(TILL.c.till_id, TILL.c.shop_id, TILL.c.code)
    if shop_ids is not None:
        query = query.where(among(connection, TILL.c.shop_id, sorted(shop_ids)))
    return {row.till_id: row for row in connection.execute(query)}


def _is_of(kind: str) -> ColumnElement[bool]:
    if kind in PAID_OUT_TWICE:
        return OPERATION.c.reason == kind
    return or_(
        OPERATION.c.flags == kind,
        OPERATION.c.flags.startswith(f"{kind} ", autoescape=True),
        OPERATION.c.flags.contains(f" {kind} ", autoescape=True),
        OPERATION.c.flags.endswith(f" {kind}", autoescape=True),
    )


def _told(connection: Connection, rows: Sequence[Row[Any]], tills: Mapping[str, Row[Any]]) -> tuple[Flagged, ...]:
    bodies = [_body(row) for row in rows]
    receipts = _receipts(connection, rows)
    people = staff_names(connection, {_text(body, "operator_id") for body in bodies})
    shops = shop_names(connection, {tills[row.till_id].shop_id for row in rows})
    returns = [(row, body) for row, body in zip(rows, bodies, strict=True) if row.reason in PAID_OUT_TWICE]
    beside = paid_out_before(connection, [(own_id(row.op_id), body) for row, body in returns])
    owners = [
        (receipt.customer_id if receipt else _text(body, "customer_id") or _text(body, "stays_id")) or None
        for receipt, body in zip((receipts.get(own_id(row.op_id)) for row in rows), bodies, strict=True)
    ]
    called = customers_called(connection, {each for each in owners if each})
    return tuple(
        _flagged(row, body, owner, receipts.get(own_id(row.op_id)), tills[row.till_id], shops, people, called, beside)
        for row, body, owner in zip(rows, bodies, owners, strict=True)
    )


def _flagged(
    row: Row[Any],
    body: Mapping[str, Any],
    owner: str | None,
    receipt: Row[Any] | None,
    till: Row[Any],
    shops: Mapping[str, str],
    people: Mapping[str, str],
    called: Mapping[str, str],
    beside: Mapping[str, tuple[ReceiptBeside, ...]],
) -> Flagged:
    operator_id = _text(body, "operator_id")
    is_receipt = row.kind in (OperationKind.SALE.value, OperationKind.RETURN.value)
    points = receipt.points if receipt else body.get("points")
    twice = (row.reason,) if row.reason in PAID_OUT_TWICE else ()
    return Flagged(
        kinds=(*twice, *(row.flags or "").split()),
        state=OperationState(row.state),
        operation_kind=row.kind,
        business_at=instant_of(row.business_ms),
        received_at=instant_of(row.received_ms),
        receipt_id=receipt.receipt_id if receipt else None,
        number=_text(body, "number") if is_receipt else "",
        shop=shops.get(till.shop_id, till.shop_id),
        till=till.code,
        cashier=people.get(operator_id, operator_id),
        customer_id=owner if owner in called else None,
        customer=called.get(owner or "", owner or ""),
        money_kopecks=_money(row.kind, body),
        points=points if isinstance(points, int) and points else None,
        beside=beside.get(own_id(row.op_id), ()),
    )


def _receipts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, Row[Any]]:
    """Those of them that are receipts in the books, by id."""
    wanted = sorted({own_id(row.op_id) for row in rows})
    query: Select[Any] = select(RECEIPT.c.receipt_id, RECEIPT.c.customer_id, RECEIPT.c.points)
    found = connection.execute(query.where(among(connection, RECEIPT.c.receipt_id, wanted)))
    return {row.receipt_id: row for row in found}


def _body(row: Row[Any]) -> Mapping[str, Any]:
    """As any version wrote it; what cannot be read has nothing to show."""
    try:
        body = json.loads(bytes(row.body))
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _money(kind: str, body: Mapping[str, Any]) -> Kopecks | None:
    if kind == OperationKind.RETURN.value:
        refunds = body.get("refunds")
        parts = [each.get("amount_kopecks") for each in refunds] if isinstance(refunds, list) else []
        return sum(each for each in parts if isinstance(each, int))
    money = body.get("money_kopecks", body.get("sum_kopecks"))
    return money if isinstance(money, int) else None
