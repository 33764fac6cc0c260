"""A till asks for points: for one receipt (hold) or in advance (lease). The same id is answered with the same promise.

Whoever comes first holds the account's row; the second is promised what is left then. So two tills that want the same
points at one instant never get more than there is.
"""

from sqlalchemy import Connection

from pos_app.domain.money.units import Points
from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.operation import unix_ms
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill, locked_till
from sync.server.epochs.story import promises_paused
from sync.server.ingest.continuity import check_epoch
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ledger.account_row import account_of
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import CLOSED, OPEN, ReservationBooks
from sync.server.ledger.reserving import reserve
from sync.server.people.directory import unconfirmed_among
from sync.server.programmes import ProgrammeBook
from sync.server.reservations.grants import grant_of
from sync.server.reservations.refused import (
    CustomerUnknownError,
    PhoneUnconfirmedError,
    PromisesPausedError,
    RequestInvalidError,
)

HOLD_MS = 15 * 60 * 1000
HOUR_MS = 60 * 60 * 1000
NOTHING_FREE = "nothing_free"
_LONGEST_ID = 40
_MOST_POINTS = 2**53


def answer_reserve(connection: Connection, central: Central, till_id: str, request: ReserveRequest) -> ReserveAnswer:
    """Promise what is free of what is wanted.

    Raises ``FencedError``, ``ForkError``, :class:`CustomerUnknownError`, :class:`PhoneUnconfirmedError`,
    :class:`PromisesPausedError`, :class:`RequestInvalidError`.
    """
    if not 0 < len(request.reservation_id) <= _LONGEST_ID or "\0" in request.reservation_id + request.customer_id:
        raise RequestInvalidError(f"reservation_id: 1 to {_LONGEST_ID} characters are expected")
    if not 0 < request.points <= _MOST_POINTS:
        raise RequestInvalidError("points: more than 0 hundredths of a point are expected")
    till = locked_till(connection, till_id)
    check_epoch(till, request.epoch)
    if promises_paused(connection):
        raise PromisesPausedError
    desk = Desk(connection, central, till.till_id, till.epoch, central.now(), ProgrammeBook(connection))
    load(desk, {request.customer_id: Need(desk.today)}, [request.reservation_id])
    books = desk.books_of(request.customer_id)
    if books is None:
        raise CustomerUnknownError(request.customer_id)
    known = books.reservations.get(request.reservation_id)
    if known is None and unconfirmed_among(connection, [books.customer_id]):
        raise PhoneUnconfirmedError(books.customer_id)
    made = known or _promise(desk, books, till, request)
    if known is None:
        desk.write()
    is_open = made.state == OPEN and made.till_id == till.till_id and made.epoch == till.epoch
    granted = made.granted if is_open else 0
    account = account_of(books, desk.today, till.last_seq, till.epoch)
    return ReserveAnswer(
        reservation_id=request.reservation_id,
        granted=granted,
        duration_ms=made.duration_ms if is_open else 0,
        grant=grant_of(central.signing_key, made) if is_open else "",
        partial=granted < request.points,
        elsewhere=_elsewhere(books, till.till_id),
        account=account,
        incarnation=central.incarnation,
        closed=not is_open,
    )


def _promise(desk: Desk, books: CustomerBooks, till: EnrolledTill, request: ReserveRequest) -> ReservationBooks:
    points, duration_ms = request.points, HOLD_MS
    if request.kind is ReservationKind.LEASE:
        terms = desk.programmes.offline(desk.received_at)
        duration_ms = terms.lease_hours * HOUR_MS
        allowed = terms.lease_points if terms.leases_per_customer else 0
        points = min(points, allowed, books.spendable(desk.today) * terms.lease_share_bp // 10_000)
    made = promise(desk, books, till, request.reservation_id, request.kind, request.customer_id, points, duration_ms)
    if made.granted < points:
        for other in books.open_reservations():
            if other.till_id != till.till_id and other.kind == ReservationKind.LEASE and other.left:
                other.recall = True
    return made


def promise(
    desk: Desk,
    books: CustomerBooks,
    till: EnrolledTill,
    reservation_id: str,
    kind: ReservationKind,
    named_customer_id: str,
    points: Points,
    duration_ms: int,
) -> ReservationBooks:
    """Move up to so many points to ``reserved``; closed at once if there are none."""
    made = ReservationBooks(
        reservation_id,
        till.till_id,
        till.epoch,
        kind.value,
        0,
        duration_ms,
        unix_ms(desk.received_at),
        named_customer_id,
    )
    legs = desk.legs(books, books.programme_id)
    if not reserve(books, made, points, desk.today, legs):
        made.state, made.reason = CLOSED, NOTHING_FREE
    desk.enter(books, reservation_id, EntryKind.RESERVE, legs)
    return made


def _elsewhere(books: CustomerBooks, till_id: str) -> Points:
    return sum(each.left for each in books.reservations.values() if each.till_id != till_id)
