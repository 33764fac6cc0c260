"""An order that was cancelled: at a till, as a fact that comes with the others."""

from sqlalchemy import select

from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrderState
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.operation import Operation
from sync.server.ingest.desk import Desk
from sync.server.journal.journal import Action, add_to_journal
from sync.server.numbers.post import ORDER_UNKNOWN
from sync.server.stored_value.accounts import ValueAccount, ValueEntry
from sync.server.stored_value.value_reader import put_value_entry
from sync.server.tables import TILL

CANCELLED_TOO_LATE = "order_cancelled_too_late"
"""All of it had been handed out before the server heard that it was cancelled."""
OF_ORDERS = "orders"
"""In place of a till: who took what was prepaid."""


def cancel_at_till(desk: Desk, operation: Operation, record: OrderCancelled) -> None:
    """The order ends, whatever other till has it open: what that hands out is flagged. Cancelled twice is once.

    A till of another shop was never told of it, and ends nothing.
    """
    books = desk.orders[record.number]
    if books.order is None or books.order.shop_id != _shop_of(desk, operation.till_id):
        desk.flag(ORDER_UNKNOWN)
        return
    if not books.order.is_open:
        if books.order.state is not PreOrderState.CANCELLED:
            desk.flag(CANCELLED_TOO_LATE)
        return
    books.cancel()
    for claim in books.claims.values():
        if claim.till_id == operation.till_id:
            claim.close("cancelled")
    _pay_back(desk, record)
    actor = record.approved_by or record.operator_id
    add_to_journal(desk.connection, desk.received_at, actor, Action.ORDER_CANCELLED, record.number, record.reason)


def _shop_of(desk: Desk, till_id: str) -> str:
    shop_id: str = desk.connection.execute(select(TILL.c.shop_id).where(TILL.c.till_id == till_id)).scalar_one()
    return shop_id


def _pay_back(desk: Desk, record: OrderCancelled) -> None:
    """Nothing is owed under the order's number any more: whoever took it pays it back by the way it came.

    That is what was prepaid and, where goods of a part came back, what that return put there.
    """
    values = desk.values[ValueKind.CERTIFICATE, record.number]
    kopecks = values.balance
    if not kopecks:
        return
    values.receive(-kopecks)
    legs = (
        Leg(ValueAccount.RECEIVED.value, OF_ORDERS, -kopecks),
        Leg(ValueAccount.CERTIFICATE.value, record.number, kopecks),
    )
    kind = ValueEntry.GIVEN_BACK
    name = f"{record.cancel_id}.{kind.value}"
    entry = Entry(name, record.cancel_id, Book.MONEY, kind.value, desk.received_at, legs)
    put_value_entry(desk.sheet, values.key, entry)
