"""A sale in the server's books: points spent from lots, points earned into one, turnover and tier."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.transaction.sale import Sale
from sync.protocol.operation import Operation
from sync.server.ingest.card_steps import note_card_step
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ingest.sums import check_sale_sums
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_tables import add_entry, load_books, save_books
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.programmes import ProgrammeBook
from sync.server.tables import RECEIPT


def post_sale(
    connection: Connection, operation: Operation, sale: Sale, programmes: ProgrammeBook, posted_at: datetime
) -> set[str]:
    """Post a sale; answers whose account changed. Raises :class:`RuleBrokenError`."""
    check_sale_sums(sale)
    if connection.execute(select(RECEIPT.c.receipt_id).where(RECEIPT.c.receipt_id == sale.receipt_id)).first():
        raise RuleBrokenError("receipt_known", f"receipt {sale.receipt_id} came from another till before")
    _add_receipt(connection, operation, sale)
    note_card_step(connection, sale)
    if sale.customer_id is None:
        return set()
    books = load_books(connection, sale.customer_id, sale.business_day)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {sale.customer_id} has no account")
    _spend(connection, books, sale, posted_at)
    _earn(connection, books, sale, posted_at)
    books.turnover_kopecks += sale.money_kopecks
    books.tier_code = programmes.tier_code(sale.programme_id, books.turnover_kopecks, books.tier_code, posted_at)
    save_books(connection, books)
    return {sale.customer_id}


def points_entry(operation_id: str, kind: EntryKind, posted_at: datetime, legs: tuple[Leg, ...]) -> Entry:
    """An entry whose id follows from the operation and the kind: posting twice would collide, not double."""
    return Entry(f"{operation_id}.{kind}", operation_id, Book.POINTS, kind.value, posted_at, legs)


def _spend(connection: Connection, books: CustomerBooks, sale: Sale, posted_at: datetime) -> None:
    if not sale.points:
        return
    legs = books.spend(sale.receipt_id, sale.points, sale.business_day, sale.programme_id)
    add_entry(connection, books.customer_id, points_entry(sale.receipt_id, EntryKind.SPEND, posted_at, legs))


def _earn(connection: Connection, books: CustomerBooks, sale: Sale, posted_at: datetime) -> None:
    if not sale.earned:
        return
    if sale.lot_expires_day is None:
        raise RuleBrokenError("lot_day_missing", f"receipt {sale.receipt_id} earns points that have no last day")
    legs = books.earn(sale.earned, sale.receipt_id, sale.business_day, sale.lot_expires_day, sale.programme_id)
    add_entry(connection, books.customer_id, points_entry(sale.receipt_id, EntryKind.EARN, posted_at, legs))


def _add_receipt(connection: Connection, operation: Operation, sale: Sale) -> None:
    connection.execute(
        insert(RECEIPT).values(
            receipt_id=sale.receipt_id,
            kind="sale",
            number=sale.number,
            till_id=operation.till_id,
            epoch=operation.epoch,
            seq=operation.seq,
            customer_id=sale.customer_id,
            sale_id=None,
            business_day=sale.business_day,
            money_kopecks=sale.money_kopecks,
            points_kopecks=sale.points_kopecks,
            points=sale.points,
            earned=sale.earned,
        )
    )
