"""Sales: record, lines, ledger entries, queue row and number are one transaction; a stored receipt is no draft."""

from collections.abc import Sequence

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from sync.protocol.operation import OperationKind
from sync.store.body_ahead import BodyAhead
from sync.store.book import Book, body_of
from sync.store.claim_book import end_used_claims
from sync.store.engine import sqlite3
from sync.store.errors import REFUSED
from sync.store.operation_log import already_recorded, append_operation, proof_of
from sync.store.receipt_rows import (
    EntryRows,
    ReceiptRow,
    entry_rows,
    insert_entries,
    insert_receipt,
    next_number,
    running_number,
    take_number,
)
from sync.store.reservation_rows import close_reservation, spend
from sync.store.value_book import end_paid_holds


class SaleBook(Book):
    """The sales part of ``TillBooks``."""

    _ahead: BodyAhead | None = None

    def next_receipt_number(self) -> str:
        """The number the next receipt will get; taken only when the record is stored."""
        row = self._database.rows("SELECT till_code, last_receipt FROM meta")[0]
        return next_number(row[0], row[1])

    def prepare_sale(self, sale: Sale) -> None:
        """What a sale will probably be: its body is made now, so that storing it takes less time. Stores nothing.

        Raises ``EncodingError`` as :meth:`record_sale` would.
        """
        self._ahead = None
        self._ahead = BodyAhead(sale)

    def record_sale(self, sale: Sale, entries: tuple[Entry, ...], closings: Sequence[ReservationClosed] = ()) -> None:
        """Store a sale; its draft is none any more. Storing the very same sale again changes nothing.

        What the sale spends from reservations is counted in the same transaction; ``closings``: holds that end with it.
        Raises ``StoreError`` (``refused``: the number is not the next one, the shift is not open, the id is taken;
        ``promise_gone``: a reservation does not allow it).
        """
        ahead, self._ahead = self._ahead, None
        body = body_of(sale) if ahead is None or not ahead.is_of(sale) else ahead.body(sale)
        rows = entry_rows(sale.receipt_id, entries)
        try:
            with self._database.transaction(proof_of(sale.receipt_id)) as connection:
                _insert_sale(connection, sale, rows, body)
                for closing in closings:
                    close_reservation(connection, closing)
        except StoreError as error:
            # Known is asked only where something is in the way: a stored sale's number is never the next one.
            if error.key != REFUSED or not self._is_recorded(sale.receipt_id, body):
                raise
        if sale.redemption:
            self._note_progress()

    def _is_recorded(self, receipt_id: str, body: bytes) -> bool:
        with self._database.transaction(proof_of(receipt_id)) as connection:
            return already_recorded(connection, receipt_id, body)

    def sale(self, receipt_id: str) -> Sale | None:
        """A stored sale by id."""
        row = self._database.row("SELECT body FROM receipt WHERE receipt_id = ? AND kind = 'sale'", (receipt_id,))
        return self._record(Sale, row)

    def sale_by_number(self, number: str) -> Sale | None:
        """A stored sale by receipt number."""
        running = running_number(number)
        if running is None:
            return None
        row = self._database.row(
            "SELECT body FROM receipt WHERE running = ? AND number = ? AND kind = 'sale'", (running, number)
        )
        return self._record(Sale, row)

    def shift_sales(self, shift_id: str) -> tuple[Sale, ...]:
        """Every sale of the shift, oldest first."""
        return self._records(
            Sale,
            self._database.rows(
                "SELECT body FROM receipt WHERE shift_id = ? AND kind = 'sale' ORDER BY running", (shift_id,)
            ),
        )


def _insert_sale(connection: sqlite3.Connection, sale: Sale, entries: EntryRows, body: bytes) -> None:
    running = take_number(connection, sale.number, sale.shift_id)
    insert_receipt(
        connection,
        running,
        ReceiptRow(
            receipt_id=sale.receipt_id,
            number=sale.number,
            kind=ReceiptKind.SALE,
            shift_id=sale.shift_id,
            operator_id=sale.operator_id,
            customer_id=sale.customer_id,
            at=sale.sold_at,
            business_day=sale.business_day,
            money_kopecks=sale.money_kopecks,
            points=sale.points,
            points_kopecks=sale.points_kopecks,
            earned=sale.earned,
            sale_id=None,
            body=body,
        ),
    )
    connection.executemany(
        "INSERT INTO sale_line (receipt_id, line_id, item_id, quantity) VALUES (?, ?, ?, ?)",
        [(sale.receipt_id, line.line_id, line.item.item_id, line.quantity) for line in sale.lines],
    )
    end_paid_holds(connection, sale)
    end_used_claims(connection, sale)
    spend(connection, sale.receipt_id, sale.customer_id, sale.redemption)
    insert_entries(connection, entries)
    append_operation(connection, OperationKind.SALE, sale.receipt_id, sale.sold_at, body)
