"""Customers for people of the office: found by name, phone, card or id; phones masked unless somebody says he looks."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from pos_app.domain.codes import phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.money.units import Kopecks, Points
from sync.protocol.customer_page import HistoryRow
from sync.protocol.operation import instant_of
from sync.server.central import Central
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.roles import Viewer
from sync.server.people.history import history_of
from sync.server.people.names import people_named
from sync.server.retry import write
from sync.server.tables import ACCOUNT, CARD, CUSTOMER, CUSTOMER_ALIAS, PHONE

MOST_FOUND = 50
HISTORY_ROWS = 100
MOST_HISTORY_ROWS = 5_000
SHORTEST_NAME = 3
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """A row of the answer to a search."""

    customer_id: str
    name: str
    phone: str
    card: str
    available: Points


@dataclass(frozen=True, slots=True)
class CustomerSeen:
    """``phone``: masked; "" where there is none. ``available``, ``reserved``, ``debt``: hundredths of a point."""

    customer_id: str
    name: str
    phone: str
    cards: tuple[str, ...]
    registered_at: datetime | None
    birth_day: date | None
    unconfirmed: bool
    tier_code: str
    available: Points
    reserved: Points
    debt: Points
    turnover_kopecks: Kopecks
    purchases: int
    history: tuple[HistoryRow, ...]
    more: bool


def search_customers(connection: Connection, central: Central, text: str) -> tuple[CustomerFound, ...]:
    """At most ``MOST_FOUND``: by a whole phone, a card's number, an id, or the beginnings of any words of a name (three
    letters at least).
    """
    wanted = " ".join(text.split())
    condition = _condition(connection, central, wanted)
    if condition is None:
        return ()
    found = connection.execute(
        select(CUSTOMER, ACCOUNT.c.available)
        .outerjoin(ACCOUNT, ACCOUNT.c.customer_id == CUSTOMER.c.customer_id)
        .where(condition, CUSTOMER.c.deleted.is_(False))
        .order_by(CUSTOMER.c.name, CUSTOMER.c.customer_id)
        .limit(MOST_FOUND)
    )
    return tuple(
        CustomerFound(row.customer_id, row.name, _masked(central, row), row.card_number or "", row.available or 0)
        for row in found
    )


def customer_seen(
    connection: Connection, central: Central, viewer: Viewer, customer_id: str, rows: int = HISTORY_ROWS
) -> CustomerSeen | None:
    """A person with the newest ``rows`` of his history; of receipts those of the viewer's shops alone.

    An alias leads to the person.
    """
    alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == customer_id)
    person = connection.execute(alias).scalar_one_or_none() or customer_id
    row = connection.execute(
        select(CUSTOMER).where(CUSTOMER.c.customer_id == person, CUSTOMER.c.deleted.is_(False))
    ).one_or_none()
    if row is None:
        return None
    account = connection.execute(select(ACCOUNT).where(ACCOUNT.c.customer_id == person)).one_or_none()
    cards = connection.execute(
        select(CARD.c.card_number).where(CARD.c.customer_id == person, CARD.c.blocked.is_(None))
    ).scalars()
    history = history_of(connection, person, rows + 1, viewer.shop_ids)
    return CustomerSeen(
        customer_id=person,
        name=row.name,
        phone=_masked(central, row),
        cards=tuple(sorted(cards)),
        registered_at=None if row.registered_ms is None else instant_of(row.registered_ms),
        birth_day=row.birth_day,
        unconfirmed=bool(row.unconfirmed),
        tier_code="" if account is None else account.tier_code or "",
        available=0 if account is None else account.available,
        reserved=0 if account is None else account.reserved,
        debt=0 if account is None else account.debt,
        turnover_kopecks=0 if account is None else account.turnover_kopecks,
        purchases=0 if account is None else account.purchases,
        history=history[:rows],
        more=len(history) > rows,
    )


def show_phone(central: Central, viewer: Viewer, customer_id: str) -> str | None:
    """The number in clear, and a row in the journal that says who looked; None: there is no such person or phone."""

    def work(connection: Connection) -> str | None:
        row = connection.execute(
            select(CUSTOMER).where(CUSTOMER.c.customer_id == customer_id, CUSTOMER.c.deleted.is_(False))
        ).one_or_none()
        if row is None or row.phone_cipher is None:
            return None
        clear = central.vault.decrypt(bytes(row.phone_cipher), customer_id)
        add_to_journal(connection, central.now(), viewer.person_id, Action.PHONE_SHOWN, customer_id, "office page")
        return phone.formatted(clear)

    return write(central.engine, work)


def _condition(connection: Connection, central: Central, wanted: str) -> ColumnElement[bool] | None:
    if not wanted:
        return None
    owners = {wanted}
    try:
        keyed = central.vault.hash(phone.parse(wanted))
    except CodeError:
        pass
    else:
        owners |= set(connection.execute(select(PHONE.c.customer_id).where(PHONE.c.phone_hash == keyed)).scalars())
    card = wanted.upper().replace(" ", "")
    owners |= set(connection.execute(select(CARD.c.customer_id).where(CARD.c.card_number == card)).scalars())
    if len(_LETTERS.findall(wanted)) >= SHORTEST_NAME:
        owners |= set(people_named(connection, wanted, MOST_FOUND))
    return CUSTOMER.c.customer_id.in_(sorted(owners))


def _masked(central: Central, row: Row[Any]) -> str:
    if row.phone_cipher is None:
        return ""
    return phone.masked(central.vault.decrypt(bytes(row.phone_cipher), row.customer_id))
