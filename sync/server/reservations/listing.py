"""What the server has open for a till, told when the till's own list differs or something is wanted back.

Promises are reconciled by state, not by events: a till closes what it does not know, takes up leases that are new to
it, and counts the time of every listed one anew.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.operation import unix_ms
from sync.protocol.reservation import ReservationState, reservations_digest
from sync.server.ledger.lot_state import OPEN
from sync.server.tables import RESERVATION


def reservations_of(
    connection: Connection, till_id: str, digest: str, now: datetime
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
            reservation_id=row.reservation_id,
            customer_id=row.named_customer_id,
            kind=ReservationKind(row.kind),
            granted=row.granted,
            duration_ms=row.duration_ms,
            grant=row.grant_text,
            epoch=row.epoch,
            recall=row.recall,
        )
        for row in rows
    )
