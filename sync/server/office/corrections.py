"""Points put right by hand: one person asks with a reason, another one signs; only then they move."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.money.units import Points
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central, system_id
from sync.server.ingest.known import persons_of
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.accounts import EntryKind, LegList, PointsAccount
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, put_entry, write_accounts
from sync.server.ledger.lot_state import NO_SALE, LotState
from sync.server.ledger.row_sheet import RowSheet
from sync.server.ledger.spending import credit
from sync.server.office.roles import Right, Viewer
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import ACCOUNT, POINTS_CORRECTION

MOST_POINTS: Points = 100_000_00
"""In one correction, hundredths: a slip of the finger must not make a fortune."""
LONGEST_REASON = 500


class CorrectionState(StrEnum):
    """``ASKED`` waits for a second person; the other two are for ever."""

    ASKED = "asked"
    POSTED = "posted"
    REFUSED = "refused"


class CorrectionError(ValueError):
    """Nothing moved. ``key``: ``points_invalid``, ``reason_needed``, ``customer_unknown``, ``not_asked``,
    ``second_person_needed``, ``not_allowed``.
    """

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Correction:
    """``points``: hundredths, below zero they are taken off."""

    correction_id: str
    customer_id: str
    points: Points
    reason: str
    asked_by: str
    asked_at: datetime
    state: CorrectionState
    decided_by: str | None
    decided_at: datetime | None


def ask_correction(central: Central, viewer: Viewer, customer_id: str, points: Points, reason: str) -> str:
    """Write down what somebody wants; answers its id. Raises :class:`CorrectionError`."""
    _require(viewer)
    told = " ".join(reason.split())
    if not points or abs(points) > MOST_POINTS:
        raise CorrectionError("points_invalid", f"expected hundredths other than 0, up to {MOST_POINTS} either way")
    if not told or len(told) > LONGEST_REASON:
        raise CorrectionError("reason_needed", f"expected a reason of 1 to {LONGEST_REASON} letters")
    correction_id, now = system_id(), central.now()

    def work(connection: Connection) -> None:
        (person,) = persons_of(connection, [customer_id])
        if connection.execute(select(ACCOUNT.c.customer_id).where(ACCOUNT.c.customer_id == person)).first() is None:
            raise CorrectionError("customer_unknown", f"customer {customer_id} has no account")
        row = {
            "correction_id": correction_id,
            "customer_id": person,
            "points": points,
            "reason": told,
            "asked_by": viewer.person_id,
            "asked_ms": unix_ms(now),
            "state": CorrectionState.ASKED.value,
        }
        connection.execute(insert(POINTS_CORRECTION).values(**row))
        detail = f"{points} hundredths for {person}: {told}"
        add_to_journal(connection, now, viewer.person_id, Action.CORRECTION_ASKED, correction_id, detail)

    write(central.engine, work)
    return correction_id


def sign_correction(central: Central, viewer: Viewer, correction_id: str) -> None:
    """The second signature: the points move. Raises :class:`CorrectionError`."""
    _require(viewer)
    write(central.engine, partial(_sign, central=central, viewer=viewer, correction_id=correction_id))


def refuse_correction(central: Central, viewer: Viewer, correction_id: str) -> None:
    """Leave it without effect; whoever asked may do that himself. Raises :class:`CorrectionError`."""
    _require(viewer)

    def work(connection: Connection) -> None:
        _open(connection, correction_id)
        now = central.now()
        _decide(connection, correction_id, CorrectionState.REFUSED, viewer, now)
        add_to_journal(connection, now, viewer.person_id, Action.CORRECTION_REFUSED, correction_id)

    write(central.engine, work)


def open_corrections(connection: Connection, limit: int = 200) -> tuple[Correction, ...]:
    """Those that wait for a second person, oldest first."""
    found = connection.execute(
        select(POINTS_CORRECTION)
        .where(POINTS_CORRECTION.c.state == CorrectionState.ASKED.value)
        .order_by(POINTS_CORRECTION.c.asked_ms)
        .limit(limit)
    )
    return tuple(_correction(row) for row in found)


def corrections_of(connection: Connection, customer_id: str, limit: int = 50) -> tuple[Correction, ...]:
    """A customer's, newest first."""
    found = connection.execute(
        select(POINTS_CORRECTION)
        .where(POINTS_CORRECTION.c.customer_id == customer_id)
        .order_by(POINTS_CORRECTION.c.asked_ms.desc())
        .limit(limit)
    )
    return tuple(_correction(row) for row in found)


def _require(viewer: Viewer) -> None:
    if not viewer.may(Right.CORRECT):
        raise CorrectionError("not_allowed", f"{viewer.role} may not correct points")


def _sign(connection: Connection, central: Central, viewer: Viewer, correction_id: str) -> None:
    asked = _open(connection, correction_id)
    if asked.asked_by == viewer.person_id:
        raise CorrectionError("second_person_needed", f"{viewer.person_id} asked for it himself")
    now, today = central.now(), central.today()
    (person,) = persons_of(connection, [asked.customer_id])
    books = load_books(connection, {person: Need(today, whole=True)}).get(person)
    if books is None:
        raise CorrectionError("customer_unknown", f"customer {asked.customer_id} has no account")
    programme = ProgrammeBook(connection).any_in_force(now)
    rules = PointsRules() if programme is None else programme.points
    programme_id = books.programme_id or ("" if programme is None else programme.programme_id)
    legs = LegList(person, programme_id)
    if asked.points > 0:
        ends = today + timedelta(days=rules.lot_days)
        credit(books, [LotState(correction_id, today, today, ends, asked.points, 0, programme_id)], today, legs)
    else:
        books.take_or_owe(NO_SALE, -asked.points, today, legs)
        legs.add(PointsAccount.ISSUED, -asked.points)
    name = f"{correction_id}.{EntryKind.ADJUST}"
    sheet = RowSheet()
    put_entry(sheet, person, Entry(name, correction_id, Book.POINTS, EntryKind.ADJUST.value, now, legs.legs()))
    put_books(sheet, books)
    sheet.write(connection)
    _decide(connection, correction_id, CorrectionState.POSTED, viewer, now)
    write_accounts(connection, [books])
    detail = f"{asked.points} hundredths for {person}, asked by {asked.asked_by}: {asked.reason}"
    add_to_journal(connection, now, viewer.person_id, Action.CORRECTED, correction_id, detail)


def _open(connection: Connection, correction_id: str) -> Correction:
    row = connection.execute(
        select(POINTS_CORRECTION).where(POINTS_CORRECTION.c.correction_id == correction_id).with_for_update()
    ).one_or_none()
    if row is None or row.state != CorrectionState.ASKED.value:
        raise CorrectionError("not_asked", f"correction {correction_id} does not wait for anybody")
    return _correction(row)


def _decide(connection: Connection, correction_id: str, state: CorrectionState, viewer: Viewer, now: datetime) -> None:
    connection.execute(
        update(POINTS_CORRECTION)
        .where(POINTS_CORRECTION.c.correction_id == correction_id)
        .values(state=state.value, decided_by=viewer.person_id, decided_ms=unix_ms(now))
    )


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        row.correction_id,
        row.customer_id,
        row.points,
        row.reason,
        row.asked_by,
        instant_of(row.asked_ms),
        CorrectionState(row.state),
        row.decided_by,
        None if row.decided_ms is None else instant_of(row.decided_ms),
    )
