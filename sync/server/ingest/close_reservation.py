"""A till gives a promise back: what its receipts did not spend may be spent anywhere again."""

from pos_app.domain.reservation.closed import ReservationClosed
from sync.protocol.operation import Operation, unix_ms
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.lot_state import CLOSED, OPEN, ReservationBooks
from sync.server.ledger.reserving import close

SPENT_MORE_THAN_TOLD = "spent_more_than_told"


def close_reservation(desk: Desk, operation: Operation, closed: ReservationClosed) -> None:
    """Close it; a promise that was never asked for is closed before it can be granted to a request that comes late.

    What the till says it spent and no receipt here tells of stays promised: that receipt is parked, or still to be made
    out. Raises :class:`RuleBrokenError` for a promise to another till.
    """
    books = desk.books_of(closed.customer_id)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {closed.customer_id} has no account")
    reservation = books.reservations.get(closed.reservation_id)
    if reservation is None:
        books.reservations[closed.reservation_id] = ReservationBooks(
            closed.reservation_id,
            operation.till_id,
            operation.epoch,
            "hold",
            0,
            0,
            unix_ms(desk.received_at),
            closed.customer_id,
            state=CLOSED,
            reason=closed.reason.value,
        )
        desk.touched.add(books.customer_id)
        return
    if reservation.till_id != operation.till_id:
        raise RuleBrokenError("reservation_of_another_till", f"{closed.reservation_id} is promised to another till")
    if reservation.state != OPEN:
        return
    if closed.spent > reservation.spent + reservation.left:
        desk.flag(SPENT_MORE_THAN_TOLD)
    legs = desk.legs(books, books.programme_id)
    keep = max(0, closed.spent - reservation.spent)
    close(books, reservation, closed.reason.value, desk.today, legs, keep)
    desk.enter(books, closed.closing_id, EntryKind.RELEASE, legs)
