"""What the server has open for a till, told when the till's own list differs or something is wanted back.

Promises are reconciled by state, not by events: a till closes what it does not know, takes up leases that are new to
it, and counts the time of every listed one anew.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.operation import unix_ms
from sync.protocol.reservation import ReservationState, reservations_digest
from sync.server.ledger.books_reader import reservation_in
from sync.server.ledger.lot_state import OPEN
from sync.server.reservations.grants import grant_of
from sync.server.tables import RESERVATION
from sync.vault.signing import SigningKey


def reservations_of(
    connection: Connection, key: SigningKey, till_id: str, digest: str, now: datetime
) -> tuple[ReservationState, ...] | None:
    """All that is open for the till; None if that is what its ``digest`` says and nothing is called back."""
    mine = (RESERVATION.c.till_id == till_id, RESERVATION.c.state == OPEN)
    heads = connection.execute(select(RESERVATION.c.reservation_id, RESERVATION.c.recall).where(*mine)).all()
    agreed = digest == reservations_digest(row.reservation_id for row in heads)
    if agreed and not any(row.recall for row in heads):
        return None
    connection.execute(
        update(RESERVATION)
        .where(*mine, RESERVATION.c.kind == ReservationKind.LEASE.value, RESERVATION.c.recall.is_(False))
        .values(granted_ms=unix_ms(now))
    )
    rows = connection.execute(select(RESERVATION).where(*mine).order_by(RESERVATION.c.reservation_id))
    return tuple(
        ReservationState(
            reservation_id=promise.reservation_id,
            customer_id=promise.named_customer_id,
            kind=ReservationKind(promise.kind),
            granted=promise.granted,
            duration_ms=promise.duration_ms,
            grant=grant_of(key, promise),
            epoch=promise.epoch,
            recall=promise.recall,
        )
        for promise in map(reservation_in, rows)
    )
