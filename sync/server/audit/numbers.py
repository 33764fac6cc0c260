"""Single coupons and orders: what was used twice is flagged, what was handed out is counted, claims have tills."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from pos_app.domain.pre_order.pre_order import PreOrder
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.encoding import decode
from sync.server.audit.finding import Finding
from sync.server.numbers.claim_row import OPEN
from sync.server.tables import CLAIM, COUPON, COUPON_USE, ORDER_PICK_UP, PRE_ORDER, STORED_VALUE, TILL


def check_coupons(connection: Connection) -> Iterator[Finding]:
    """At most one receipt that still counts used a number by right; every use has its coupon."""
    rightful = (
        select(COUPON_USE.c.number, func.count().label("uses"))
        .where(COUPON_USE.c.freed.is_(False), COUPON_USE.c.conflict.is_(None))
        .group_by(COUPON_USE.c.number)
        .having(func.count() > 1)
    )
    for row in connection.execute(rightful):
        yield Finding("coupon_used_once", row.number, 1, int(row.uses))
    loose = (
        select(COUPON_USE.c.number)
        .outerjoin(COUPON, COUPON.c.number == COUPON_USE.c.number)
        .where(COUPON.c.number.is_(None))
    )
    for row in connection.execute(loose):
        yield Finding("coupon_use_has_coupon", row.number, 1, 0)
    strangers = (
        select(CLAIM.c.kind, CLAIM.c.number)
        .outerjoin(TILL, TILL.c.till_id == CLAIM.c.till_id)
        .where(CLAIM.c.state == OPEN, TILL.c.till_id.is_(None))
    )
    for row in connection.execute(strangers):
        yield Finding("claim_has_till", f"{row.kind} {row.number}", 1, 0)


def check_orders(connection: Connection) -> Iterator[Finding]:
    """What an order says was handed out is what its pick-ups say; what is left of the prepaid sum is owed."""
    counted = {
        row.number: int(row.times)
        for row in connection.execute(
            select(ORDER_PICK_UP.c.number, func.count().label("times")).group_by(ORDER_PICK_UP.c.number)
        )
    }
    owed = {
        row.owner: int(row.balance)
        for row in connection.execute(
            select(STORED_VALUE.c.owner, STORED_VALUE.c.balance).where(
                STORED_VALUE.c.kind == ValueKind.CERTIFICATE.value
            )
        )
    }
    for row in connection.execute(select(PRE_ORDER)):
        order = decode(PreOrder, bytes(row.body))
        if order.state.value != row.state:
            yield Finding("order_state_is_its_body", row.number, 1, 0)
        if len(order.pick_ups) != counted.get(row.number, 0):
            yield Finding("order_counts_its_receipts", row.number, counted.get(row.number, 0), len(order.pick_ups))
        for place, line in enumerate(order.lines):
            handed = sum(each.quantities[place] for each in order.pick_ups if place < len(each.quantities))
            if handed != line.handed_out:
                yield Finding("order_line_is_its_receipts", f"{row.number} {place}", handed, line.handed_out)
        if order.prepaid_kopecks > owed.get(row.number, 0):
            yield Finding("order_prepaid_is_owed", row.number, owed.get(row.number, 0), order.prepaid_kopecks)
