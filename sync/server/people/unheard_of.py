"""People of whom the server knows nothing yet but the id that a receipt names.

Somebody joined at one till and bought at another; the server, put back from a backup of before, hears the other till
first. Or his registration is parked and waits for a person. What happened at the counter is a fact: it is posted in the
name of the id, and the registration gives him his name and phone when its till tells its story, or somebody decides.
Until then he is in no till's list.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import OperationKind
from sync.protocol.rows import Stream
from sync.server.epochs.story import promises_paused
from sync.server.feed import take_change_numbers
from sync.server.ingest.desk import Desk
from sync.server.ingest.operation_log import OperationState
from sync.server.tables import ACCOUNT, CUSTOMER, OPERATION, TILL


def add_unheard_of(desk: Desk, customer_ids: Iterable[str]) -> tuple[str, ...]:
    """Make books for these ids if some till still has to tell what the server forgot, and for those whose
    registration is parked; answers whose were made.
    """
    asked = set(customer_ids)
    if asked and not promises_paused(desk.connection):
        asked &= _parked_registrations(desk.connection)
    missing = tuple(sorted(asked))
    if not missing:
        return ()
    make = sqlite_insert if desk.connection.dialect.name == "sqlite" else postgresql_insert
    people = take_change_numbers(desk.connection, Stream.CUSTOMERS, len(missing))
    accounts = take_change_numbers(desk.connection, Stream.ACCOUNTS, len(missing))
    for customer_id, person_number, account_number in zip(missing, people, accounts, strict=True):
        person = {"customer_id": customer_id, "name": "", "deleted": False, "change_number": person_number}
        account: dict[str, object] = {
            "customer_id": customer_id,
            "available": 0,
            "reserved": 0,
            "debt": 0,
            "turnover_kopecks": 0,
            "life_turnover_kopecks": 0,
            "purchases": 0,
            "change_number": account_number,
        }
        # Another till's receipt may bring the same id at the same moment.
        desk.connection.execute(make(CUSTOMER).values(**person).on_conflict_do_nothing())
        desk.connection.execute(make(ACCOUNT).values(**account).on_conflict_do_nothing())
    return missing


def _parked_registrations(connection: Connection) -> set[str]:
    """Whom parked registrations are of, as far as they can be read. By till: the index of parked operations is."""
    found = set()
    for body in connection.execute(
        select(OPERATION.c.body).where(
            OPERATION.c.till_id.in_(select(TILL.c.till_id)),
            OPERATION.c.state == OperationState.PARKED,
            OPERATION.c.kind == OperationKind.CUSTOMER_REGISTERED,
        )
    ).scalars():
        with suppress(DecodingError):
            found.add(decode(CustomerRegistered, bytes(body)).customer_id)
    return found


def is_unheard_of(person: Row[Any]) -> bool:
    """Whether this row was made for an id alone."""
    return person.name == "" and person.phone_hash is None and person.registered_ms is None and not person.deleted
