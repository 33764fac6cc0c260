"""Orders by what they are called where they were made: looked at and cancelled by the program that made them."""

from sqlalchemy import Connection, func, select

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pre_order.pre_order import OPEN_STATES, PreOrder, PreOrderState
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.encoding import decode
from sync.server.central import Central
from sync.server.database import reading
from sync.server.numbers.cancel import OF_ORDERS
from sync.server.numbers.order_messages import OrderLineSeen, OrderSeen
from sync.server.numbers.order_names import kept_name
from sync.server.numbers.order_office import OrderOfficeError, cancel_order, taking
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import PRE_ORDER, STORED_VALUE, VALUE_LEG


class OrderNotFoundError(LookupError):
    """No order is called so."""


def order_by_name(central: Central, program: str, name: str) -> OrderSeen:
    """Of this program's orders the one that it calls so. Raises :class:`OrderNotFoundError`."""
    with reading(central.engine) as connection:
        order = _named(connection, kept_name(program, name))
        paid_back, left = _paid_back(connection, order.number), _left(connection, order)
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
        left,
        paid_back,
        order.ready_day,
    )


def cancel_by_name(central: Central, program: str, name: str, reason: str, actor: str) -> OrderSeen:
    """The order as it is afterwards; one that was cancelled or paid back before is answered alike.

    Raises :class:`OrderNotFoundError`, ``OrderOfficeError``.
    """
    number = order_by_name(central, program, name).number
    try:
        cancel_order(central, number, reason, actor)
    except OrderOfficeError:
        seen = order_by_name(central, program, name)
        # A till, or this very request, was quicker.
        done = seen.state is PreOrderState.CANCELLED or (seen.state not in OPEN_STATES and seen.paid_back_kopecks)
        if not done:
            raise
        return seen
    return order_by_name(central, program, name)


def _named(connection: Connection, name: str) -> PreOrder:
    body = connection.execute(select(PRE_ORDER.c.body).where(PRE_ORDER.c.outside_id == name)).scalar_one_or_none()
    if body is None:
        raise OrderNotFoundError("no order is called so")
    return decode(PreOrder, bytes(body))


def _paid_back(connection: Connection, number: str) -> Kopecks:
    """What was given back by whoever cancelled it, a till or the office: the books forget nothing.

    What the document itself took back by naming a smaller prepaid sum is not in it.
    """
    leg = VALUE_LEG.c
    sums = select(func.coalesce(-func.sum(leg.amount), 0)).where(
        leg.kind == ValueKind.CERTIFICATE.value,
        leg.owner == number,
        leg.account == ValueAccount.RECEIVED.value,
        leg.leg_owner == OF_ORDERS,
        leg.amount < 0,
        ~leg.entry_id.startswith(taking(number), autoescape=True),
    )
    return int(connection.execute(sums).scalar_one())


def _left(connection: Connection, order: PreOrder) -> Kopecks:
    """What of the prepaid sum is left; of an order that ended, all that is owed under its number."""
    if order.is_open:
        return order.prepaid_kopecks
    value = STORED_VALUE.c
    mine = (value.kind == ValueKind.CERTIFICATE.value, value.owner == order.number)
    return int(connection.execute(select(value.balance).where(*mine)).scalar_one_or_none() or 0)
