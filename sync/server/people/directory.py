"""The rows of people: found under a lock, changed with their place in the feed."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sync.protocol.rows import Stream
from sync.server.feed import take_change_numbers
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.keyed_rows import keyed_rows
from sync.server.tables import CUSTOMER, CUSTOMER_ALIAS


def require_person(desk: Desk, customer_id: str) -> str:
    """The person whom an id names. Raises ``RuleBrokenError`` ``customer_unknown``."""
    person = person_named(desk, customer_id)
    row = customer_row(desk, person)
    if row is None or row.deleted:
        raise RuleBrokenError("customer_unknown", f"customer {customer_id} is not known here")
    return person


def person_named(desk: Desk, customer_id: str) -> str:
    """The id itself, or whom it is an alias of."""
    found: str | None = desk.connection.execute(
        select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == customer_id)
    ).scalar_one_or_none()
    if found is not None:
        desk.aliases[customer_id] = found
    return found or customer_id


def customer_row(desk: Desk, customer_id: str) -> Row[Any] | None:
    """The person's row, held until the transaction ends."""
    return desk.connection.execute(
        select(CUSTOMER).where(CUSTOMER.c.customer_id == customer_id).with_for_update()
    ).one_or_none()


def add_customer(desk: Desk, customer_id: str, **columns: object) -> None:
    """A new person in the feed."""
    number = take_change_numbers(desk.connection, Stream.CUSTOMERS, 1)[0]
    empty: dict[str, object] = {"card_number": None, "deleted": False, "phone_hash": None, "phone_cipher": None}
    row = {**empty, "birth_day": None, "registered_ms": None, "unconfirmed": False, **columns}
    desk.connection.execute(insert(CUSTOMER).values(customer_id=customer_id, change_number=number, **row))


def change_customer(desk: Desk, customer_id: str, **columns: object) -> None:
    """New columns of a person, told in the feed."""
    number = take_change_numbers(desk.connection, Stream.CUSTOMERS, 1)[0]
    desk.connection.execute(
        update(CUSTOMER).where(CUSTOMER.c.customer_id == customer_id).values(change_number=number, **columns)
    )


def unconfirmed_among(connection: Connection, customer_ids: Collection[str]) -> frozenset[str]:
    """Those whose phone nobody knows yet to be their own."""
    who = CUSTOMER.c.customer_id
    return frozenset(each for (each,) in keyed_rows(connection, (who,), who, customer_ids, "AND customer.unconfirmed"))
