"""The rows that sales and returns have in common: the receipt, its number, its ledger entries."""

from datetime import date, datetime
from typing import NamedTuple

from pos_app.domain.codes.receipt_code import number as receipt_number
from pos_app.domain.ledger.entry import Entry
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from pos_app.domain.transaction.unprinted import PaperKind
from sync.protocol.operation import unix_ms
from sync.store.connection import SqlRow
from sync.store.engine import sqlite3
from sync.store.paper_book import paper_is_due


class ReceiptRow(NamedTuple):
    """What is searched and summed of a receipt. Kopecks; points in hundredths of a point."""

    receipt_id: str
    number: str
    kind: ReceiptKind
    shift_id: str
    operator_id: str
    customer_id: str | None
    at: datetime
    business_day: date
    money_kopecks: int
    points: int
    points_kopecks: int
    earned: int
    sale_id: str | None
    body: bytes


class EntryRows(NamedTuple):
    """What ``ledger_entry`` and ``ledger_leg`` get of one receipt, columns in the order of the statements."""

    entries: list[SqlRow]
    legs: list[SqlRow]


def next_number(till_code: str, last_receipt: int) -> str:
    """The number after the last one given out, e.g. ``2-000232``."""
    return receipt_number(till_code, last_receipt + 1)


def running_number(number: str) -> int | None:
    """The running number in a receipt number, None if it is no receipt number."""
    _, dash, running = number.rpartition("-")
    return int(running) if dash and running.isascii() and running.isdigit() else None


def take_number(connection: sqlite3.Connection, number: str, shift_id: str) -> int:
    """Take the next running number, which must be the one of ``number``, for a receipt of an open shift.

    A Z report is final: nothing is recorded in a closed or unknown shift. Raises ``StoreError`` ``refused``.
    """
    # Asked and counted by two plain statements: with RETURNING one of them takes longer than both.
    till_code, last, is_open = connection.execute(
        "SELECT till_code, last_receipt, (SELECT NOT EXISTS (SELECT 1 FROM z_report WHERE shift_id = ?1)"
        " FROM shift WHERE shift_id = ?1) FROM meta",
        (shift_id,),
    ).fetchone()
    if not is_open:
        _refuse_shift(shift_id, known=is_open is not None)
    expected = next_number(till_code, last)
    if number != expected:
        raise StoreError("refused", f"the next receipt number is {expected}, the record has {number}")
    connection.execute("UPDATE meta SET last_receipt = ?", (last + 1,))
    return int(last) + 1


def require_open_shift(connection: sqlite3.Connection, shift_id: str) -> None:
    """What has no receipt number is recorded in an open shift only, too. Raises ``StoreError`` ``refused``."""
    found = connection.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM z_report WHERE shift_id = ?1) FROM shift WHERE shift_id = ?1", (shift_id,)
    ).fetchone()
    if found is None or not found[0]:
        _refuse_shift(shift_id, known=found is not None)


def _refuse_shift(shift_id: str, *, known: bool) -> None:
    raise StoreError("refused", f"the shift {shift_id} {'is closed' if known else 'was never opened'}")


def insert_receipt(connection: sqlite3.Connection, running: int, row: ReceiptRow) -> None:
    """Write the receipt; its paper is due."""
    connection.execute(
        "INSERT INTO receipt (running, receipt_id, number, kind, shift_id, operator_id, customer_id, at_ms,"
        " business_day, money_kopecks, points, points_kopecks, earned, sale_id, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            running,
            row.receipt_id,
            row.number,
            row.kind.value,
            row.shift_id,
            row.operator_id,
            row.customer_id,
            unix_ms(row.at),
            row.business_day.isoformat(),
            row.money_kopecks,
            row.points,
            row.points_kopecks,
            row.earned,
            row.sale_id,
            row.body,
        ),
    )
    paper_is_due(connection, row.receipt_id, PaperKind(row.kind.value))


def entry_rows(operation_id: str, entries: tuple[Entry, ...]) -> EntryRows:
    """The rows of a receipt's ledger entries (each sums to zero by construction); ready before its transaction begins.

    Raises ``StoreError`` ``refused``.
    """
    strangers = [entry.entry_id for entry in entries if entry.operation_id != operation_id]
    if strangers:
        raise StoreError("refused", f"ledger entries {strangers} do not belong to the operation {operation_id}")
    return EntryRows(
        [(e.entry_id, operation_id, e.book.value, e.kind, unix_ms(e.posted_at)) for e in entries],
        [
            (operation_id, entry.entry_id, n, leg.account, leg.owner, leg.amount, leg.lot_id)
            for entry in entries
            for n, leg in enumerate(entry.legs)
        ],
    )


def insert_entries(connection: sqlite3.Connection, rows: EntryRows) -> None:
    """Write the ledger entries of a receipt."""
    connection.executemany(
        "INSERT INTO ledger_entry (entry_id, operation_id, book, kind, posted_ms) VALUES (?, ?, ?, ?, ?)", rows.entries
    )
    connection.executemany(
        "INSERT INTO ledger_leg (operation_id, entry_id, n, account, owner, amount, lot_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows.legs,
    )
