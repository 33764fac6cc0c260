"""A till's real books in a folder, with a shift open, and sales for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.sale import Sale
from pos_app.scratch.sales import sale
from pos_app.scratch.shop import PROGRAMME, customer_id
from sync.server.central import system_id
from sync.store.books import Books, open_books
from sync.store.till_database import prepare_till_database

TILL_CODE = "1"
LINES = 5


@contextmanager
def till_books(path: Path, till_id: str, opened_at: datetime) -> Iterator[Books]:
    """New books in ``path``."""
    prepare_till_database(path, till_id, TILL_CODE)
    books = open_books(path)
    try:
        books.open_shift(ShiftOpened(f"shift-{TILL_CODE}", 1, TILL_CODE, "operator-1", opened_at, 0))
        yield books
    finally:
        books.close()


def sales(numbers: range, customers: int, at: datetime, day: date) -> list[tuple[Sale, tuple[Entry, ...]]]:
    """Sales of these numbers, the first of all is 1, with the till's own entries for them."""
    made = []
    for number in numbers:
        record = sale(system_id(), number, TILL_CODE, customer_id(number % customers), at, day, PROGRAMME, LINES)
        made.append((record, sale_entries(record)))
    return made
