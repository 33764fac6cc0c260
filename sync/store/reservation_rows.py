"""Rows of the table ``reservation`` in and out; every write runs inside the caller's transaction."""

from collections.abc import Iterable

from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.operation import OperationKind
from sync.store.book import body_of
from sync.store.connection import SqlRow
from sync.store.engine import sqlite3
from sync.store.operation_log import append_operation

PROMISE_COLUMNS = (
    "reservation_id, customer_id, kind, granted, spent, duration_ms, boot_id, deadline_boot_ms, signed_grant,"
    " receipt_id, recalled"
)
OF_THIS_EPOCH = "state = 'open' AND epoch = (SELECT epoch FROM meta)"
SPENDABLE = f"{OF_THIS_EPOCH} AND (SELECT frozen FROM meta) = 0"
ASKED, OPEN, CLOSED = "asked", "open", "closed"


class PromiseGoneError(StoreError):
    """A receipt names a reservation that is not open here, or more points than it has left. Nothing was stored."""

    def __init__(self, part: RedemptionPart) -> None:
        super().__init__("promise_gone", f"reservation {part.reservation_id} does not allow {part.points}")
        self.reservation_id = part.reservation_id


def promise_of(row: SqlRow) -> Promise:
    """The promise in a row of ``PROMISE_COLUMNS``."""
    (
        reservation_id,
        customer_id,
        kind,
        granted,
        spent,
        duration_ms,
        boot_id,
        deadline_ms,
        grant,
        receipt_id,
        recalled,
    ) = row
    return Promise(
        reservation_id=reservation_id,
        customer_id=customer_id,
        kind=ReservationKind(kind),
        granted=granted,
        spent=spent,
        duration_ms=duration_ms,
        deadline=BootMoment(boot_id, deadline_ms),
        grant=grant,
        receipt_id=receipt_id,
        recalled=bool(recalled),
    )


def spend(
    connection: sqlite3.Connection, receipt_id: str, customer_id: str | None, parts: Iterable[RedemptionPart]
) -> None:
    """Count what a receipt takes; in the receipt's own transaction. Raises :class:`PromiseGoneError`."""
    for part in parts:
        count_spent(connection, customer_id, (part,))
        connection.execute(
            "INSERT INTO redemption (receipt_id, reservation_id, points) VALUES (?, ?, ?)",
            (receipt_id, part.reservation_id, part.points),
        )


def count_spent(connection: sqlite3.Connection, customer_id: str | None, parts: Iterable[RedemptionPart]) -> None:
    """Count what is taken from reservations. Raises :class:`PromiseGoneError`."""
    for part in parts:
        changed = connection.execute(
            f"UPDATE reservation SET spent = spent + ?1 WHERE reservation_id = ?2 AND customer_id = ?3 AND {SPENDABLE}"
            " AND spent + ?1 <= granted",
            (part.points, part.reservation_id, customer_id),
        ).rowcount
        if changed != 1:
            raise PromiseGoneError(part)


def close_reservation(connection: sqlite3.Connection, closing: ReservationClosed) -> bool:
    """Close one that is asked or open and queue its closing behind all that spent from it; False if it is closed.

    What was spent is the row's own count, whatever the record says: the count is what receipts took.
    """
    row = connection.execute(
        "SELECT spent FROM reservation WHERE reservation_id = ? AND state <> 'closed'", (closing.reservation_id,)
    ).fetchone()
    if row is None:
        return False
    connection.execute("UPDATE reservation SET state = 'closed' WHERE reservation_id = ?", (closing.reservation_id,))
    told = ReservationClosed(
        closing.closing_id, closing.reservation_id, closing.customer_id, row[0], closing.reason, closing.closed_at
    )
    queue_closing(connection, told)
    return True


def queue_closing(connection: sqlite3.Connection, closing: ReservationClosed) -> None:
    """Queue the operation alone: for a reservation that this till does not know."""
    append_operation(
        connection,
        OperationKind.RESERVATION_CLOSED,
        closing.closing_id,
        closing.closed_at,
        body_of(closing),
    )
