"""Whom the office means: a customer by his id, a card's number or his phone."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, Select, select

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code_error import CodeError
from sync.server.central import Central
from sync.server.tables import CARD, CUSTOMER, CUSTOMER_ALIAS, PHONE


def person_named(connection: Connection, central: Central, who: str) -> str | None:
    """The account in force of whom ``who`` names: an id, a card's number or a phone; None for nobody here."""
    for statement in _names_of(central, who):
        person = connection.execute(statement).scalars().one_or_none()
        if person is not None:
            alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == person)
            merged: str | None = connection.execute(alias).scalars().one_or_none()
            return merged or str(person)
    return None


def _names_of(central: Central, who: str) -> Iterator[Select[tuple[str]]]:
    """Where to look: by id, by card, by phone."""
    yield select(CUSTOMER.c.customer_id).where(CUSTOMER.c.customer_id == who)
    with suppress(CodeError):
        yield select(CARD.c.customer_id).where(CARD.c.card_number == card_number.parse(who))
    with suppress(CodeError):
        yield select(PHONE.c.customer_id).where(PHONE.c.phone_hash == central.vault.hash(phone.parse(who)))
