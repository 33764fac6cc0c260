"""The money account of an id that turned out to be another person's goes to that person."""

from sqlalchemy import update

from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.server.ingest.desk import Desk
from sync.server.stored_value.accounts import ValueAccount, ValueEntry
from sync.server.stored_value.value_books import ACTIVE, UNSOLD, ValueBooks
from sync.server.stored_value.value_reader import load_values, put_value_entry, put_values
from sync.server.tables import VALUE_HOLD, VALUE_PAYMENT


def merge_values(desk: Desk, operation_id: str, stays: str, goes: str) -> None:
    """Move what is on it, by two balanced entries; payments and what is set aside follow."""
    keys = [(ValueKind.ACCOUNT, owner) for owner in (stays, goes)]
    both = load_values(desk.connection, keys)
    kept, left = (both[key] for key in keys)
    if left.state == UNSOLD:
        return
    kopecks = left.balance
    if kopecks:
        operation = f"{operation_id}.{goes}"
        _enter(desk, left, operation, ValueEntry.MERGE_OUT, kopecks)
        _enter(desk, kept, operation, ValueEntry.MERGE_IN, -kopecks)
        left.balance, left.changed = 0, True
        kept.balance, kept.state, kept.changed = kept.balance + kopecks, ACTIVE, True
    put_values(desk.sheet, (kept, left))
    desk.sheet.write(desk.connection)
    for table in (VALUE_HOLD, VALUE_PAYMENT):
        theirs = (table.c.kind == ValueKind.ACCOUNT.value, table.c.owner == goes)
        desk.connection.execute(update(table).where(*theirs).values(owner=stays))


def _enter(desk: Desk, books: ValueBooks, operation_id: str, kind: ValueEntry, kopecks: int) -> None:
    legs = (
        Leg(ValueAccount.MONEY.value, books.owner, kopecks),
        Leg(ValueAccount.MERGED.value, books.owner, -kopecks),
    )
    entry = Entry(f"{operation_id}.{kind.value}", operation_id, Book.MONEY, kind.value, desk.received_at, legs)
    put_value_entry(desk.sheet, books.key, entry)
