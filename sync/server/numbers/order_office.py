"""What the office does with orders: takes them in, cancels one, lists them, looks at clashes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.codes.shop_numbers import ORDER_SERIES
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.money.quantity import is_whole
from pos_app.domain.money.units import Kopecks, Unit
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.encoding import decode, encode
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.row_sheet import RowSheet
from sync.server.numbers.cancel import OF_ORDERS
from sync.server.numbers.claim_row import OPEN
from sync.server.numbers.goods_names import goods_named, keep_goods_names
from sync.server.numbers.number_reader import load_orders, publish_orders, put_orders, withdraw_order
from sync.server.numbers.order_names import kept_name
from sync.server.numbers.order_shops import known_shops, shop_problem
from sync.server.numbers.orders_document import OrdersInvalidError, WantedLine, WantedOrder
from sync.server.people.naming import person_named
from sync.server.retry import write
from sync.server.stored_value.accounts import ValueAccount, ValueEntry
from sync.server.stored_value.value_reader import load_values, put_value_entry, put_values
from sync.server.tables import ORDER_PICK_UP, PRE_ORDER

_SERIALS = 10**ORDER_SERIES.serial_digits


class OrderOfficeError(ValueError):
    """What was asked for cannot be done; nothing was changed."""


@dataclass(frozen=True, slots=True)
class OrderTaken:
    """``number``: what the customer is given, as QR code or to be typed; ``outcome``: new, changed or same."""

    outside_id: str
    number: str
    outcome: str


@dataclass(frozen=True, slots=True)
class OrderClash:
    """A receipt that handed out what it must not have, and why (``order_books``)."""

    number: str
    receipt_number: str
    till_code: str
    at: datetime
    why: str
    at_risk: bool


def take_orders(
    central: Central,
    wanted: Sequence[WantedOrder],
    actor: str,
    draw: Callable[[int], int],
    program: str = "",
    most_strangers: int | None = None,
) -> tuple[OrderTaken, ...]:
    """Take them in, all or none. ``draw``: a number by chance below its argument. ``program``: whose names the orders'
    are (``order_names``); ``most_strangers``: unknown customers after whom no other is looked for.

    An order whose name is known is changed while nothing of it was handed out and no till has it open. Raises
    :class:`OrdersInvalidError`.
    """
    keep_goods_names(central)
    with reading(central.engine) as connection:
        orders = _resolved(connection, central, wanted, most_strangers)
    names = [kept_name(program, each.order) for each in wanted]
    work = partial(_take, central=central, wanted=wanted, names=names, orders=orders, actor=actor, draw=draw)
    try:
        return write(central.engine, work)
    except IntegrityError:  # the same order came twice at one moment: now it is known
        return write(central.engine, work)


def cancel_order(central: Central, number: str, reason: str, actor: str) -> Kopecks:
    """It will not be handed out; answers what lies under its number and is to be paid back by the way it came.

    Of an order that has ended already only that is paid back: what no receipt took of the prepaid sum, or what a return
    put back there. Raises :class:`OrderOfficeError`, also where an order has ended and nothing is left.
    """
    if not reason.strip():
        raise OrderOfficeError("a reason is needed")

    def work(connection: Connection) -> Kopecks:
        books = load_orders(connection, [number])[number]
        if books.order is None:
            raise OrderOfficeError(f"order {number!r} is not known")
        left = _under(connection, number)
        if not books.order.is_open and not left:
            raise OrderOfficeError(f"order {number} has ended: {books.order.state.value}")
        holder = next((claim for claim in books.claims.values() if claim.state == OPEN), None)
        if holder is not None:
            raise OrderOfficeError(f"order {number} is open at till {holder.till_code}; cancel it when that is done")
        books.cancel()
        books.pay_back()
        now_ms = unix_ms(central.now())
        told = put_orders(connection, [books], now_ms)
        _move_prepaid(connection, central, number, -left, f"cancel.{number}.{now_ms}")
        add_to_journal(connection, central.now(), actor, Action.ORDER_CANCELLED, number, reason.strip())
        publish_orders(connection, told)
        return left

    return write(central.engine, work)


def listed_orders(central: Central, *, only_open: bool = True) -> tuple[PreOrder, ...]:
    """Orders by number; ``only_open``: those of which something waits."""
    wanted = select(PRE_ORDER.c.body).order_by(PRE_ORDER.c.number)
    if only_open:
        wanted = wanted.where(PRE_ORDER.c.state.in_([PreOrderState.WAITING.value, PreOrderState.PARTLY.value]))
    with reading(central.engine) as connection:
        return tuple(decode(PreOrder, bytes(body)) for body in connection.execute(wanted).scalars())


def order_clashes(connection: Connection) -> tuple[OrderClash, ...]:
    """Receipts that handed out what they must not have, oldest first."""
    rows = connection.execute(
        select(ORDER_PICK_UP).where(ORDER_PICK_UP.c.conflict.is_not(None)).order_by(ORDER_PICK_UP.c.at_ms)
    )
    return tuple(
        OrderClash(row.number, row.receipt_number, row.till_code, instant_of(row.at_ms), str(row.conflict), row.at_risk)
        for row in rows
    )


def count_order_clashes(connection: Connection) -> int:
    """How many of them there are."""
    counted = select(func.count()).select_from(ORDER_PICK_UP).where(ORDER_PICK_UP.c.conflict.is_not(None))
    return int(connection.execute(counted).scalar_one())


def forget_ended_orders(central: Central, days: int = 30) -> int:
    """Tills need not keep what ended so many days ago; how many. The server keeps them. Repeated without harm."""
    ended = (PreOrderState.PICKED_UP.value, PreOrderState.CANCELLED.value)
    before_ms = unix_ms(central.now()) - days * 86_400_000
    due = (PRE_ORDER.c.state.in_(ended), PRE_ORDER.c.changed_ms < before_ms, PRE_ORDER.c.changed_ms > 0)

    def work(connection: Connection) -> int:
        numbers = connection.execute(select(PRE_ORDER.c.number).where(*due).limit(500)).scalars().all()
        for number in numbers:
            connection.execute(update(PRE_ORDER).where(PRE_ORDER.c.number == number).values(changed_ms=0))
        for number in numbers:
            withdraw_order(connection, number)
        return len(numbers)

    return write(central.engine, work)


def taking(number: str) -> str:
    """How the operations begin by which the document itself moves what was prepaid."""
    return f"order.{number}"


def _under(connection: Connection, number: str) -> Kopecks:
    """What is owed under the number; its row is locked."""
    key = (ValueKind.CERTIFICATE, number)
    return load_values(connection, [key])[key].balance


def _resolved(
    connection: Connection, central: Central, wanted: Sequence[WantedOrder], most_strangers: int | None
) -> list[PreOrder]:
    """Goods and customers by what the document calls them; the number is filled in later."""
    goods = goods_named(connection, {line.code for each in wanted for line in each.lines})
    shops = known_shops(connection)
    problems: list[str] = []
    orders, strangers = [], 0
    for each in wanted:
        lines = tuple(_line(goods, each, line, problems) for line in each.lines)
        customer = None
        if each.customer is not None and strangers != most_strangers:
            customer = person_named(connection, central, each.customer)
            if customer is None:
                strangers += 1
                problems.append(f"order {each.order!r}: nobody here has this phone, card or id")
        found = tuple(line for line in lines if line is not None)
        shop = each.shop or DEFAULT_SHOP
        if shop not in shops:
            problems.append(shop_problem(each.order, shop, shops))
        state = PreOrderState.WAITING
        orders.append(
            PreOrder("", shop, state, found, customer, each.prepaid_kopecks, in_own_words(each.note), each.ready)
        )
    if problems:
        raise OrdersInvalidError(problems, strangers)
    return orders


def _line(goods: Mapping[str, Item], order: WantedOrder, line: WantedLine, problems: list[str]) -> PreOrderLine | None:
    item = goods.get(line.code)
    if item is None:
        problems.append(f"order {order.order!r}: no goods with the code {line.code!r}, or more than one")
        return None
    if item.unit is Unit.PIECE and not is_whole(line.quantity):
        problems.append(f"order {order.order!r}: {line.code!r} is sold by the piece, found {line.quantity} thousandths")
    return PreOrderLine(item.item_id, item.name, line.quantity, line.price_kopecks)


def _take(
    connection: Connection,
    central: Central,
    wanted: Sequence[WantedOrder],
    names: Sequence[str],
    orders: Sequence[PreOrder],
    actor: str,
    draw: Callable[[int], int],
) -> tuple[OrderTaken, ...]:
    taken, told = [], []
    for each, name, order in zip(wanted, names, orders, strict=True):
        known: str | None = connection.execute(
            select(PRE_ORDER.c.number).where(PRE_ORDER.c.outside_id == name)
        ).scalar_one_or_none()
        if known is None:
            made = replace(order, number=_new_number(connection, draw))
            row = {"number": made.number, "shop_id": made.shop_id, "state": made.state.value, "body": encode(made)}
            now_ms = unix_ms(central.now())
            connection.execute(insert(PRE_ORDER).values(**row, changed_ms=now_ms, outside_id=name))
            _move_prepaid(connection, central, made.number, made.prepaid_kopecks, taking(made.number))
            told.append(made)
            taken.append(OrderTaken(each.order, made.number, "new"))
        else:
            changed = _change(connection, central, each, replace(order, number=known))
            told += changed
            taken.append(OrderTaken(each.order, known, "changed" if changed else "same"))
    detail = f"{sum(each.outcome == 'new' for each in taken)} new of {len(taken)}"
    add_to_journal(connection, central.now(), actor, Action.ORDERS_TAKEN, "import", detail)
    publish_orders(connection, told)
    return tuple(taken)


def _change(connection: Connection, central: Central, each: WantedOrder, order: PreOrder) -> list[PreOrder]:
    books = load_orders(connection, [order.number])[order.number]
    if books.order == order:
        return []
    untouched = books.order is not None and books.order.state is PreOrderState.WAITING
    if books.order is None or not untouched or any(claim.state == OPEN for claim in books.claims.values()):
        raise OrdersInvalidError([f"order {each.order!r} ({order.number}) is being handed out, or has ended"])
    prepaid = order.prepaid_kopecks - books.order.prepaid_kopecks
    _move_prepaid(connection, central, order.number, prepaid, f"{taking(order.number)}.{unix_ms(central.now())}")
    books.order, books.changed = order, True
    return put_orders(connection, [books], unix_ms(central.now()))


def _new_number(connection: Connection, draw: Callable[[int], int]) -> str:
    """Eight digits by chance: who saw one order's number does not know the next one's."""
    while True:
        number = ORDER_SERIES.compose(draw(_SERIALS))
        taken = select(PRE_ORDER.c.number).where(PRE_ORDER.c.number == number)
        if connection.execute(taken).scalar_one_or_none() is None:
            return number


def _move_prepaid(connection: Connection, central: Central, number: str, kopecks: Kopecks, operation_id: str) -> None:
    """What was prepaid is owed like what is on a certificate, under the order's number; below zero: paid back."""
    if not kopecks:
        return
    key = (ValueKind.CERTIFICATE, number)
    books = load_values(connection, [key])[key]
    books.receive(kopecks)
    books.series = OF_ORDERS
    sheet = RowSheet()
    put_values(sheet, (books,))
    kind = ValueEntry.RECEIVED if kopecks > 0 else ValueEntry.GIVEN_BACK
    legs = (
        Leg(ValueAccount.RECEIVED.value, OF_ORDERS, kopecks),
        Leg(ValueAccount.CERTIFICATE.value, number, -kopecks),
    )
    put_value_entry(
        sheet, key, Entry(f"{operation_id}.{kind}", operation_id, Book.MONEY, kind.value, central.now(), legs)
    )
    sheet.write(connection)
