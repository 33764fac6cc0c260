"""A till that will not come back: two people say so, its promises go back to the customers.

Its epoch is over. Should it come back after all, its receipts are facts as ever; what they spent of promises that went
back is the programme's risk, at most the sum of those promises.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select, update

from pos_app.domain.money.units import Points
from sync.protocol.operation import unix_ms
from sync.server.central import Central
from sync.server.enrolment import locked_till, named_till
from sync.server.epochs.begin import LOST, begin_epoch
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.lot_state import CLOSED
from sync.server.ledger.reserving import close
from sync.server.numbers.release import release_claims
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.stored_value.release import release_values
from sync.server.tables import RESERVATION, TILL


class SecondPersonNeededError(ValueError):
    """Where points move two people must agree."""

    def __init__(self) -> None:
        super().__init__("a second person must approve: give two different names")
        self.key = "second_person_needed"


@dataclass(frozen=True, slots=True)
class Released:
    """What went back: how many promises, to how many customers, hundredths of a point in all."""

    till_id: str
    reservations: int
    customers: int
    points: Points


def declare_lost(central: Central, till_name: str, operator: str, approved_by: str) -> Released:
    """End the till's epoch and give back what it was promised. ``till_name``: its id or number.

    Raises :class:`SecondPersonNeededError`, ``TillUnknownError``. May be repeated: what is closed stays closed.
    """
    if not operator or not approved_by or operator == approved_by:
        raise SecondPersonNeededError
    till_id = write(central.engine, lambda connection: _fence(connection, central, till_name, operator, approved_by))
    with central.engine.connect() as connection:
        mine = (RESERVATION.c.till_id == till_id, RESERVATION.c.state != CLOSED)
        people = connection.execute(select(RESERVATION.c.customer_id).where(*mine).distinct()).scalars().all()
    count, points = 0, 0
    for customer_id in sorted(people):
        closed, freed = write(
            central.engine, partial(_release, central=central, till_id=till_id, customer_id=customer_id)
        )
        count, points = count + closed, points + freed
    return Released(till_id, count, len(people), points)


def _fence(connection: Connection, central: Central, name: str, operator: str, approved_by: str) -> str:
    till = locked_till(connection, named_till(connection, name).till_id)
    now = central.now()
    begin_epoch(connection, till, till.epoch, LOST, now)
    connection.execute(update(TILL).where(TILL.c.till_id == till.till_id).values(lost_ms=unix_ms(now)))
    release_values(connection, till.till_id, LOST)
    release_claims(connection, till.till_id, LOST)
    add_to_journal(connection, now, operator, Action.DECLARED_LOST, till.till_id, f"approved by {approved_by}")
    return till.till_id


def _release(connection: Connection, central: Central, till_id: str, customer_id: str) -> tuple[int, Points]:
    desk = Desk(connection, central, till_id, 0, central.now(), ProgrammeBook(connection))
    load(desk, {customer_id: Need(desk.today)})
    books = desk.books_of(customer_id)
    count, points = 0, 0
    for reservation in () if books is None else tuple(books.reservations.values()):
        if books is None or reservation.till_id != till_id or reservation.state == CLOSED:
            continue
        points += reservation.left
        legs = desk.legs(books, books.programme_id)
        close(books, reservation, LOST, desk.today, legs)
        desk.enter(books, f"{reservation.reservation_id}.{LOST}", EntryKind.RELEASE, legs)
        count += 1
    desk.write()
    return count, points
