"""Money that is heard of after it was paid with: the shop lent it, and gets it back from what comes now.

A server that was put back from a backup hears its tills one after the other: a certificate may be paid with at one
before another tells of its sale. Such a payment was booked as the shop's own risk. Without this the certificate would
keep its whole worth, and could be paid with once more.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, select, update

from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.operation import unix_ms
from sync.server.ingest.desk import Desk
from sync.server.stored_value.accounts import OWED, ValueAccount, ValueEntry
from sync.server.stored_value.value_books import Payment, ValueBooks
from sync.server.stored_value.value_reader import put_value_entry
from sync.server.tables import OPERATION, VALUE_LEG, VALUE_PAYMENT

PAID_AT_RISK = "value_at_risk"


def cover_risk(desk: Desk, books: ValueBooks, operation_id: str, at: datetime, *, burns_rest: bool = False) -> None:
    """What ``operation_id`` put on it at ``at`` covers first what receipts had paid with it at risk.

    On a certificate it covers whatever was paid: it is sold once. On a money account only what was paid later than
    ``at``: money of tomorrow does not pay what was missing yesterday. ``burns_rest``: of the series that has no parts.
    """
    if not books.free:
        return
    _load_risky(desk, books)
    legs: list[Leg] = []
    for payment, till_code in _earlier(desk, books, at):
        covered = min(payment.open_risk, books.free)
        if not covered or (payment.returned and covered < payment.open_risk):
            continue
        burnt = books.cover(payment, covered, burns_rest and not payment.returned)
        legs.append(Leg(ValueAccount.RISK.value, till_code, -covered))
        if burnt:
            legs.append(Leg(ValueAccount.BURNT.value, till_code, -burnt))
    total: Kopecks = sum(leg.amount for leg in legs)
    if total:
        legs.append(Leg(OWED[books.kind].value, books.owner, -total))
        name = f"{operation_id}.{ValueEntry.COVERED.value}"
        entry = Entry(name, operation_id, Book.MONEY, ValueEntry.COVERED.value, desk.received_at, tuple(legs))
        put_value_entry(desk.sheet, books.key, entry)


def _load_risky(desk: Desk, books: ValueBooks) -> None:
    """What is in hand is newer than what is stored."""
    rows = desk.connection.execute(
        select(VALUE_PAYMENT).where(
            VALUE_PAYMENT.c.kind == books.kind.value, VALUE_PAYMENT.c.owner == books.owner, VALUE_PAYMENT.c.at_risk > 0
        )
    )
    for row in rows:
        known = Payment(row.receipt_id, row.kopecks, row.burnt, row.at_risk, row.returned, is_new=False)
        books.payments.setdefault(row.receipt_id, known)


def _earlier(desk: Desk, books: ValueBooks, at: datetime) -> Iterator[tuple[Payment, str]]:
    """Payments with open risk that this money may cover, oldest first, and the number of the till that took each."""
    risky = {payment.receipt_id: payment for payment in books.payments.values() if payment.open_risk}
    if not risky:
        return
    is_its_risk = and_(
        VALUE_LEG.c.kind == books.kind.value,
        VALUE_LEG.c.owner == books.owner,
        VALUE_LEG.c.entry_id == OPERATION.c.op_id + f".{ValueEntry.PAID.value}",
        VALUE_LEG.c.account == ValueAccount.RISK.value,
    )
    rows = desk.connection.execute(
        select(
            OPERATION.c.till_id, OPERATION.c.op_id, OPERATION.c.business_ms, OPERATION.c.flags, VALUE_LEG.c.leg_owner
        )
        .join(VALUE_LEG, is_its_risk)
        .where(OPERATION.c.op_id.in_(sorted(risky)))
        .order_by(OPERATION.c.business_ms, OPERATION.c.op_id)
    ).all()
    for row in rows:
        if books.kind is ValueKind.ACCOUNT and row.business_ms < unix_ms(at):
            continue
        payment = risky[row.op_id]
        yield payment, row.leg_owner
        if not payment.open_risk:
            flags = " ".join(flag for flag in (row.flags or "").split() if flag != PAID_AT_RISK)
            mine = (OPERATION.c.till_id == row.till_id, OPERATION.c.op_id == row.op_id)
            desk.connection.execute(update(OPERATION).where(*mine).values(flags=flags or None))
