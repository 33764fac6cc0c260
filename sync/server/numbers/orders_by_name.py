"""Orders by what they are called where they were made: looked at and cancelled by the program that made them."""

from sqlalchemy import Connection, func, select

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderState
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.encoding import decode
from sync.server.central import Central
from sync.server.database import reading
from sync.server.numbers.order_messages import OrderLineSeen, OrderSeen
from sync.server.numbers.order_names import kept_name
from sync.server.numbers.order_office import OrderOfficeError, cancel_order, cancelling_entry
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import PRE_ORDER, VALUE_LEG


class OrderNotFoundError(LookupError):
    """No order is called so."""


def order_by_name(central: Central, program: str, name: str) -> OrderSeen:
    """Of this program's orders the one that it calls so. Raises :class:`OrderNotFoundError`."""
    with reading(central.engine) as connection:
        order = _named(connection, kept_name(program, name))
        paid_back = _paid_back(connection, order.number) if order.state is PreOrderState.CANCELLED else 0
    return OrderSeen(
        name,
        order.number,
        order.shop_id,
        order.state,
        tuple(
            OrderLineSeen(line.item_id, line.name, line.quantity, line.handed_out, line.price_kopecks)
            for line in order.lines
        ),
        tuple(each.receipt_number for each in order.pick_ups),
        order.prepaid_kopecks,
        paid_back,
        order.ready_day,
    )


def cancel_by_name(central: Central, program: str, name: str, reason: str, actor: str) -> OrderSeen:
    """The order as it is afterwards; one that was cancelled before is answered alike.

    Raises :class:`OrderNotFoundError`, ``OrderOfficeError``.
    """
    seen = order_by_name(central, program, name)
    if seen.state is not PreOrderState.CANCELLED:
        try:
            cancel_order(central, seen.number, reason, actor)
        except OrderOfficeError:
            seen = order_by_name(central, program, name)
            if seen.state is not PreOrderState.CANCELLED:  # a till, or this very request, was quicker
                raise
            return seen
        seen = order_by_name(central, program, name)
    return seen


def _named(connection: Connection, name: str) -> PreOrder:
    body = connection.execute(select(PRE_ORDER.c.body).where(PRE_ORDER.c.outside_id == name)).scalar_one_or_none()
    if body is None:
        raise OrderNotFoundError("no order is called so")
    return decode(PreOrder, bytes(body))


def _paid_back(connection: Connection, number: str) -> Kopecks:
    """What the cancelling gave back, by the entry that says so: the books forget nothing."""
    sums = select(func.coalesce(func.sum(VALUE_LEG.c.amount), 0)).where(
        VALUE_LEG.c.kind == ValueKind.CERTIFICATE.value,
        VALUE_LEG.c.owner == number,
        VALUE_LEG.c.entry_id == cancelling_entry(number),
        VALUE_LEG.c.account == ValueAccount.CERTIFICATE.value,
    )
    return int(connection.execute(sums).scalar_one())
