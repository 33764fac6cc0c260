"""Promises against the lots behind them, the receipts that spent them, and the tills that hold them."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, select

from sync.server.audit.finding import Finding
from sync.server.ledger.lot_state import CLOSED, DEBT_PART, OPEN
from sync.server.tables import LOT, RESERVATION, RESERVATION_LOT, TILL


def check_reservations(connection: Connection) -> Iterator[Finding]:
    """An open promise has left what it granted and did not spend; none spends more than it was granted."""
    left = {
        (row.customer_id, row.reservation_id): int(row.total)
        for row in connection.execute(
            select(
                RESERVATION_LOT.c.customer_id,
                RESERVATION_LOT.c.reservation_id,
                func.sum(RESERVATION_LOT.c.amount).label("total"),
            ).group_by(RESERVATION_LOT.c.customer_id, RESERVATION_LOT.c.reservation_id)
        )
    }
    for row in connection.execute(select(RESERVATION)):
        place = f"{row.customer_id} reservation {row.reservation_id}"
        rest = left.pop((row.customer_id, row.reservation_id), 0)
        if row.spent > row.granted:
            yield Finding("reservation_within_grant", place, row.granted, row.spent)
        if row.state == OPEN and rest != row.granted - row.spent:
            yield Finding("reservation_equals_lots", place, row.granted - row.spent, rest)
        if row.state == CLOSED and rest:
            yield Finding("closed_reservation_is_empty", place, 0, rest)
        if rest > row.granted - row.spent:
            yield Finding("reservation_equals_lots", place, row.granted - row.spent, rest)
    for (customer_id, reservation_id), rest in left.items():
        if rest:
            yield Finding("reservation_exists", f"{customer_id} reservation {reservation_id}", 0, rest)


def check_promised_lots(connection: Connection) -> Iterator[Finding]:
    """What a lot says is promised equals the promises that name it."""
    named = {
        (row.customer_id, row.lot_id): int(row.total)
        for row in connection.execute(
            select(
                RESERVATION_LOT.c.customer_id,
                RESERVATION_LOT.c.lot_id,
                func.sum(RESERVATION_LOT.c.amount).label("total"),
            )
            .where(RESERVATION_LOT.c.lot_id != DEBT_PART)
            .group_by(RESERVATION_LOT.c.customer_id, RESERVATION_LOT.c.lot_id)
        )
    }
    for row in connection.execute(select(LOT.c.customer_id, LOT.c.lot_id, LOT.c.reserved)):
        total = named.pop((row.customer_id, row.lot_id), 0)
        if row.reserved != total:
            yield Finding("lot_reserved_equals_promises", f"{row.customer_id} lot {row.lot_id}", total, row.reserved)
    for (customer_id, lot_id), total in named.items():
        if total:
            yield Finding("promised_lot_exists", f"{customer_id} lot {lot_id}", 0, total)


def check_holders(connection: Connection) -> Iterator[Finding]:
    """Every open promise is held by a till that is known."""
    strangers = (
        select(RESERVATION.c.customer_id, RESERVATION.c.reservation_id)
        .outerjoin(TILL, and_(TILL.c.till_id == RESERVATION.c.till_id))
        .where(RESERVATION.c.state == OPEN, TILL.c.till_id.is_(None))
    )
    for row in connection.execute(strangers):
        yield Finding("reservation_has_till", f"{row.customer_id} reservation {row.reservation_id}", 1, 0)
