"""Reservations as the sync client keeps them: compared with the server's list by state, not by events."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from pos_app.domain.loyalty.points_choice import PointsChoice
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.reservation import Claim, ReservationState
from sync.store.book import Book
from sync.store.connection import Proof
from sync.store.draft_store import is_receipt
from sync.store.engine import sqlite3
from sync.store.errors import DAMAGED
from sync.store.reservation_rows import OF_THIS_EPOCH, PROMISE_COLUMNS, close_reservation, promise_of, queue_closing

_PROOF = Proof("SELECT 1")
"""What a lost transaction leaves is found by the next exchange: the lists are compared anew each time."""


class ReservationSide(Book):
    """Belongs to the sync thread. ``at`` is the wall time, ``BootMoment`` the machine's own clock."""

    def held(self) -> tuple[Promise, ...]:
        """All open promises of the present epoch."""
        rows = self._database.rows(
            f"SELECT {PROMISE_COLUMNS} FROM reservation WHERE {OF_THIS_EPOCH} ORDER BY reservation_id"
        )
        return tuple(map(promise_of, rows))

    def claims(self) -> tuple[Claim, ...]:
        """What a restored server is told: every reservation that is not closed, with what receipts took from it."""
        rows = self._database.rows(
            "SELECT reservation_id, customer_id, kind, granted, spent, duration_ms, signed_grant, epoch"
            " FROM reservation WHERE state = 'open' ORDER BY reservation_id"
        )
        return tuple(Claim(row[0], row[1], ReservationKind(row[2]), *row[3:]) for row in rows)

    def close_overdue(self, now: BootMoment, at: datetime, new_id: Callable[[], str]) -> int:
        """Close what is past its deadline, and not in use by the open sale; returns how many.

        After the machine was started again a lease's deadline cannot be told: it stays, unused, until the server lists
        it anew. A deadline by itself frees no points: this closing, behind all spends, does.
        """
        overdue = [each for each in self.held() if _is_overdue(each, now)]
        if not overdue:
            return 0
        with self._database.transaction(_PROOF) as connection:
            in_use = _customer_in_use(connection)
            return sum(
                close_reservation(connection, _closing(each, CloseReason.DEADLINE, at, new_id))
                for each in overdue
                if each.customer_id != in_use
            )

    def reconcile(
        self,
        listed: Sequence[ReservationState],
        held_when_sent: Collection[str],
        sent: BootMoment,
        at: datetime,
        new_id: Callable[[], str],
    ) -> bool:
        """Make this till's reservations those that the server listed; whether anything changed.

        ``held_when_sent``: open here before the request was sent; what was granted since is in no list yet. Unknown
        ones are closed, but for leases of this epoch, which are taken up; known leases are renewed, counted from when
        the request was sent; those that are called back, or that the server does not have, are closed, the first only
        when no open sale uses them.
        """
        names = {each.reservation_id for each in listed}
        changed = 0
        with self._database.transaction(_PROOF) as connection:
            in_use = _customer_in_use(connection)
            for each in listed:
                changed += _take(connection, each, in_use, sent, at, new_id)
            for promise in self.held():
                if promise.reservation_id in held_when_sent and promise.reservation_id not in names:
                    changed += close_reservation(connection, _closing(promise, CloseReason.RECALLED, at, new_id))
        return changed > 0


def _take(
    connection: sqlite3.Connection,
    listed: ReservationState,
    in_use: str | None,
    sent: BootMoment,
    at: datetime,
    new_id: Callable[[], str],
) -> bool:
    """Deal with one of the server's list."""
    state, present_epoch = connection.execute(
        "SELECT (SELECT state FROM reservation WHERE reservation_id = ?), epoch FROM meta", (listed.reservation_id,)
    ).fetchone()
    if state is None:
        adopt = listed.kind is ReservationKind.LEASE and listed.epoch == present_epoch and not listed.recall
        _insert(connection, listed, sent, state="open" if adopt else "closed")
        if not adopt:
            reason = CloseReason.REJOINED if listed.epoch != present_epoch else CloseReason.RELEASED
            queue_closing(
                connection,
                ReservationClosed(new_id(), listed.reservation_id, listed.customer_id, 0, reason, at),
            )
        return True
    if state != "open":
        return False  # its closing is on the way, or the counter waits for its answer
    if listed.recall and listed.customer_id != in_use:
        closing = ReservationClosed(new_id(), listed.reservation_id, listed.customer_id, 0, CloseReason.RECALLED, at)
        return close_reservation(connection, closing)
    if listed.kind is ReservationKind.LEASE:
        connection.execute(
            "UPDATE reservation SET recalled = ?2, duration_ms = ?3, deadline_boot_ms = ?4, boot_id = ?5,"
            " signed_grant = ?6 WHERE reservation_id = ?1",
            (
                listed.reservation_id,
                listed.recall,
                listed.duration_ms,
                sent.ms + listed.duration_ms,
                sent.boot_id,
                listed.grant,
            ),
        )
        return True
    return False


def _insert(connection: sqlite3.Connection, listed: ReservationState, sent: BootMoment, state: str) -> None:
    connection.execute(
        "INSERT INTO reservation (reservation_id, epoch, customer_id, kind, state, granted, duration_ms,"
        " deadline_boot_ms, boot_id, signed_grant) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            listed.reservation_id,
            listed.epoch,
            listed.customer_id,
            listed.kind.value,
            state,
            listed.granted,
            listed.duration_ms,
            sent.ms + listed.duration_ms,
            sent.boot_id,
            listed.grant,
        ),
    )


def _is_overdue(promise: Promise, now: BootMoment) -> bool:
    same_boot = promise.deadline.boot_id == now.boot_id
    if promise.kind is ReservationKind.HOLD:
        return not promise.is_alive(now)
    return same_boot and now.ms >= promise.deadline.ms


def _closing(promise: Promise, reason: CloseReason, at: datetime, new_id: Callable[[], str]) -> ReservationClosed:
    return ReservationClosed(new_id(), promise.reservation_id, promise.customer_id, promise.spent, reason, at)


def _customer_in_use(connection: sqlite3.Connection) -> str | None:
    """The customer whose points the open sale means to spend: what is promised to him is left alone until it ends."""
    row = connection.execute("SELECT body FROM draft").fetchone()
    if row is None:
        return None
    try:
        basket = decode(Draft, row[0]).basket
    except DecodingError as error:
        raise StoreError(DAMAGED, f"the open sale cannot be read: {error}") from error
    if basket.points == PointsChoice() or is_receipt(connection, basket.receipt_id):
        return None
    return basket.customer_id
