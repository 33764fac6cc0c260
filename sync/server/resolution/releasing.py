"""What closed promises kept for parked receipts goes back when those will never count."""

from sqlalchemy import func, select

from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ingest.operation_log import OperationState
from sync.server.ingest.records import record_in
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import SETTLING, ReservationBooks
from sync.server.ledger.reserving import close
from sync.server.numbers.release import release_claims_of_receipt
from sync.server.stored_value.release import release_receipt_values
from sync.server.tables import OPERATION, RESERVATION


def release_what_waited(desk: Desk, parked: Operation) -> None:
    """A receipt that never counted spent nothing: what its promise kept for it goes back."""
    try:
        record = record_in(parked.kind, parked.v, parked.body, parked.op_id)
    except RuleBrokenError:
        return
    if isinstance(record, SaleReturn):
        release_receipt_values(desk.connection, record.receipt_id)
    if not isinstance(record, Sale):
        return
    release_receipt_values(desk.connection, record.receipt_id)
    release_claims_of_receipt(desk.connection, record.receipt_id)
    if record.customer_id is None or not record.redemption:
        return
    need = {record.customer_id: Need(desk.today, whole=True)}
    load(desk, need, [part.reservation_id for part in record.redemption])
    books = desk.books_of(record.customer_id)
    for part in record.redemption:
        reservation = None if books is None else books.reservations.get(part.reservation_id)
        if books is not None and reservation is not None and reservation.state == SETTLING:
            _give_back(desk, books, reservation, parked.op_id, max(0, reservation.left - part.points))


def release_all_that_waited(desk: Desk, stored_id: str, till_id: str) -> None:
    """When nothing of the till is parked any more, nothing can claim what its closed promises keep."""
    others = select(func.count()).where(
        OPERATION.c.till_id == till_id,
        OPERATION.c.state == OperationState.PARKED.value,
        OPERATION.c.op_id != stored_id,
    )
    if desk.connection.execute(others).scalar_one():
        return
    mine = (RESERVATION.c.till_id == till_id, RESERVATION.c.state == SETTLING)
    people = desk.connection.execute(select(RESERVATION.c.customer_id).where(*mine).distinct()).scalars().all()
    load(desk, {customer_id: Need(desk.today, whole=True) for customer_id in people})
    for books in [desk.books[customer_id] for customer_id in sorted(people)]:
        for reservation in tuple(books.reservations.values()):
            if reservation.till_id == till_id and reservation.state == SETTLING:
                _give_back(desk, books, reservation, stored_id, 0)


def _give_back(
    desk: Desk, books: CustomerBooks, reservation: ReservationBooks, operation_id: str, keep: Points
) -> None:
    legs = desk.legs(books, books.programme_id)
    close(books, reservation, reservation.reason or "", desk.today, legs, keep)
    desk.enter(books, f"{operation_id}.{reservation.reservation_id}", EntryKind.RELEASE, legs)
