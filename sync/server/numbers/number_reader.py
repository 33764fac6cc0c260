"""Reads coupons and orders, locked until the transaction ends in the order of their numbers, and writes them back."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import OrderRow, Stream
from sync.server.among import among
from sync.server.feed import take_change_numbers
from sync.server.numbers.claim_row import OPEN, ClaimRow
from sync.server.numbers.coupon_books import UNKNOWN, CouponBooks, CouponUse
from sync.server.numbers.order_books import OrderBooks
from sync.server.tables import CLAIM, COUPON, COUPON_USE, ORDER_PICK_UP, PRE_ORDER, PUBLISHED, TILL


def load_coupons(
    connection: Connection, numbers: Collection[str], claim_ids: Collection[str] = (), *, make: bool = False
) -> dict[str, CouponBooks]:
    """These coupons with their uses, their open claims and those of ``claim_ids``; unknown ones are left out.

    ``make``: what nobody knows yet is made, so that its row can be locked.
    """
    wanted = sorted(numbers)
    if not wanted:
        return {}
    if make:
        _make_missing(connection, COUPON, [_unknown_coupon(number) for number in wanted])
    rows = connection.execute(
        select(COUPON).where(among(connection, COUPON.c.number, wanted)).order_by(COUPON.c.number).with_for_update()
    )
    found = {row.number: _coupon(row) for row in rows}
    for row in connection.execute(select(COUPON_USE).where(among(connection, COUPON_USE.c.number, wanted))):
        if row.number in found:
            found[row.number].uses[row.receipt_id] = _use(row)
    for number, claim in _claims(connection, ClaimKind.COUPON, wanted, claim_ids):
        if number in found:
            found[number].claims[claim.claim_id] = claim
    return found


def load_orders(
    connection: Connection, numbers: Collection[str], claim_ids: Collection[str] = ()
) -> dict[str, OrderBooks]:
    """These orders with their open claims and those of ``claim_ids``; of unknown ones the order is None."""
    wanted = sorted(numbers)
    if not wanted:
        return {}
    found = {number: OrderBooks(number) for number in wanted}
    rows = connection.execute(
        select(PRE_ORDER)
        .where(among(connection, PRE_ORDER.c.number, wanted))
        .order_by(PRE_ORDER.c.number)
        .with_for_update()
    )
    for row in rows:
        found[row.number].order = decode(PreOrder, bytes(row.body))
    for number, claim in _claims(connection, ClaimKind.ORDER, wanted, claim_ids):
        found[number].claims[claim.claim_id] = claim
    return found


def load_claims(connection: Connection, kind: ClaimKind, number: str, claim_id: str) -> dict[str, ClaimRow]:
    """The open claims on a number that nobody knows, and this one; its till's row is locked by who asks."""
    return {claim.claim_id: claim for _, claim in _claims(connection, kind, [number], [claim_id])}


def put_coupons(connection: Connection, coupons: Iterable[CouponBooks]) -> None:
    """Write what changed of coupons, uses and claims."""
    for books in sorted(coupons, key=lambda each: each.number):
        if books.changed:
            connection.execute(update(COUPON).where(COUPON.c.number == books.number).values(**_figures(books)))
        for use in books.uses.values():
            _put_use(connection, books.number, use)
        put_claims(connection, ClaimKind.COUPON, books.number, books.claims.values())


def put_orders(connection: Connection, orders: Iterable[OrderBooks], changed_ms: int) -> list[PreOrder]:
    """Write what changed of orders, pick-ups and claims; answers the orders that the feed must tell of."""
    told = []
    for books in sorted(orders, key=lambda each: each.number):
        order = books.order
        if books.changed and order is not None:
            figures = {"state": order.state.value, "changed_ms": changed_ms, "body": encode(order)}
            connection.execute(update(PRE_ORDER).where(PRE_ORDER.c.number == order.number).values(**figures))
            told.append(order)
        for pick_up in books.new_pick_ups:
            made = {
                "number": books.number,
                "receipt_id": pick_up.receipt_id,
                "till_code": pick_up.till_code,
                "receipt_number": pick_up.receipt_number,
                "at_ms": pick_up.at_ms,
                "at_risk": pick_up.at_risk,
                "conflict": pick_up.conflict,
            }
            connection.execute(insert(ORDER_PICK_UP).values(**made))
        books.new_pick_ups = []
        put_claims(connection, ClaimKind.ORDER, books.number, books.claims.values())
    return told


def publish_orders(connection: Connection, orders: Iterable[PreOrder]) -> None:
    """Tell every till of the shop; the feed's counter is held from here to the end of the transaction."""
    for order in orders:
        _publish(connection, OrderRow(order.number, order))


def withdraw_order(connection: Connection, number: str) -> None:
    """Tills need not keep it any more."""
    _publish(connection, OrderRow(number, None, deleted=True))


def _publish(connection: Connection, row: OrderRow) -> None:
    (number,) = take_change_numbers(connection, Stream.ORDERS, 1)
    key = {"stream": Stream.ORDERS.value, "row_key": row.number}
    figures = {"body": encode(row), "change_number": number}
    make: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    put = make(PUBLISHED).values(**key, **figures)
    connection.execute(put.on_conflict_do_update(index_elements=list(key), set_=figures))


def _make_missing(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    make: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).on_conflict_do_nothing(), rows)


def _unknown_coupon(number: str) -> dict[str, object]:
    return {
        "number": number,
        "rule_id": "",
        "series": "",
        "state": UNKNOWN,
        "issued_ms": 0,
        "issued_by": "",
        "ends_with_return": False,
    }


def _figures(books: CouponBooks) -> dict[str, object]:
    return {
        "rule_id": books.rule_id,
        "series": books.series,
        "state": books.state,
        "reason": books.reason,
        "from_day": books.from_day,
        "until_day": books.until_day,
        "issued_ms": books.issued_ms,
        "issued_by": books.issued_by,
        "ends_with_return": books.ends_with_return,
    }


def _coupon(row: Row[Any]) -> CouponBooks:
    return CouponBooks(
        row.number,
        row.rule_id,
        row.series,
        row.state,
        row.reason,
        row.from_day,
        row.until_day,
        row.issued_ms,
        row.issued_by,
        row.ends_with_return,
    )


def _use(row: Row[Any]) -> CouponUse:
    return CouponUse(
        row.receipt_id,
        row.till_code,
        row.receipt_number,
        row.used_ms,
        row.at_risk,
        row.freed_by_return,
        row.freed,
        row.conflict,
        is_new=False,
    )


def _put_use(connection: Connection, number: str, use: CouponUse) -> None:
    key = {"number": number, "receipt_id": use.receipt_id}
    figures = {"freed": use.freed, "conflict": use.conflict}
    if use.is_new:
        told = {
            "till_code": use.till_code,
            "receipt_number": use.receipt_number,
            "used_ms": use.used_ms,
            "at_risk": use.at_risk,
            "freed_by_return": use.freed_by_return,
        }
        connection.execute(insert(COUPON_USE).values(**key, **told, **figures))
    elif use.changed:
        same = (COUPON_USE.c.number == number, COUPON_USE.c.receipt_id == use.receipt_id)
        connection.execute(update(COUPON_USE).where(*same).values(**figures))
    use.is_new = use.changed = False


def _claims(
    connection: Connection, kind: ClaimKind, numbers: list[str], claim_ids: Collection[str]
) -> Iterable[tuple[str, ClaimRow]]:
    rows = connection.execute(
        select(CLAIM, TILL.c.code)
        .outerjoin(TILL, TILL.c.till_id == CLAIM.c.till_id)
        .where(
            CLAIM.c.kind == kind.value,
            among(connection, CLAIM.c.number, numbers),
            (CLAIM.c.state == OPEN) | CLAIM.c.claim_id.in_(sorted(claim_ids)),
        )
    )
    for row in rows:
        yield (
            row.number,
            ClaimRow(
                row.claim_id,
                row.till_id,
                row.epoch,
                row.receipt_id,
                row.granted_ms,
                row.code or "",
                row.state,
                row.reason,
                is_new=False,
            ),
        )


def put_claims(connection: Connection, kind: ClaimKind, number: str, claims: Iterable[ClaimRow]) -> None:
    """Write what changed of the claims on one number."""
    for claim in claims:
        key = {"kind": kind.value, "number": number, "claim_id": claim.claim_id}
        figures = {"state": claim.state, "reason": claim.reason}
        if claim.is_new:
            told = {"till_id": claim.till_id, "epoch": claim.epoch, "receipt_id": claim.receipt_id}
            values = {**key, **told, **figures, "granted_ms": claim.granted_ms}
            connection.execute(insert(CLAIM).values(**values))
        elif claim.changed:
            same = (CLAIM.c.kind == kind.value, CLAIM.c.number == number, CLAIM.c.claim_id == claim.claim_id)
            connection.execute(update(CLAIM).where(*same).values(**figures))
        claim.is_new = claim.changed = False
