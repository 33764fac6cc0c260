"""Returns: what came back is counted line by line, inside the transaction that records it.

The quantity of an advance (a certificate, a top-up, change that was kept) is the kopecks of it that came back.
"""

from collections.abc import Sequence

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.money.units import Quantity
from pos_app.domain.people.deed import Deed
from pos_app.domain.transaction.errors import OverReturnError, StoreError
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.store.book import Book, body_of
from sync.store.claim_book import free_returned_coupons
from sync.store.deed_book import deed_rows, put_deeds
from sync.store.engine import sqlite3
from sync.store.operation_log import already_recorded, append_operation, proof_of
from sync.store.receipt_rows import ReceiptRow, entry_rows, insert_entries, insert_receipt, take_number
from sync.store.value_book import end_paid_out_holds


class ReturnBook(Book):
    """The returns part of ``TillBooks``."""

    def record_return(self, sale_return: SaleReturn, entries: tuple[Entry, ...], deeds: Sequence[Deed] = ()) -> None:
        """Store a return, with its entries in the journal of who did what. Storing the very same again changes nothing.

        Raises ``OverReturnError`` if more of a line comes back than was sold (quantities in thousandths) and
        ``StoreError`` (``refused``: the sale is neither in these books nor in the return, the number is not the next
        one, the shift is not open).
        """
        body = body_of(sale_return)
        journal = list(deed_rows(deeds))
        with self._database.transaction(proof_of(sale_return.receipt_id)) as connection:
            if not already_recorded(connection, sale_return.receipt_id, body):
                _require_returnable(connection, sale_return)
                _insert_return(connection, sale_return, entries, body)
                end_paid_out_holds(connection, sale_return)
                free_returned_coupons(connection, sale_return)
                put_deeds(connection, journal)

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        """A stored return by id."""
        row = self._database.row("SELECT body FROM receipt WHERE receipt_id = ? AND kind = 'return'", (receipt_id,))
        return self._record(SaleReturn, row)

    def returned_quantities(self, sale_id: str) -> dict[str, Quantity]:
        """Per line id, how much came back so far, of an advance kopecks; what never came back is not in it."""
        rows = self._database.rows(
            "SELECT line_id, sum(quantity) FROM return_line WHERE sale_id = ? GROUP BY line_id", (sale_id,)
        )
        return {line_id: int(quantity) for line_id, quantity in rows}

    def shift_returns(self, shift_id: str) -> tuple[SaleReturn, ...]:
        """Every return of the shift, oldest first."""
        return self._records(
            SaleReturn,
            self._database.rows(
                "SELECT body FROM receipt WHERE shift_id = ? AND kind = 'return' ORDER BY running", (shift_id,)
            ),
        )


def returned_of(sale_return: SaleReturn) -> list[tuple[str, Quantity]]:
    """Line id and how much of it came back: thousandths, of an advance kopecks."""
    goods = [(line.line_id, line.quantity) for line in sale_return.lines]
    return goods + [(back.line_id, back.kopecks) for back in sale_return.advances]


def _require_returnable(connection: sqlite3.Connection, sale_return: SaleReturn) -> None:
    sold = dict(
        connection.execute("SELECT line_id, quantity FROM sale_line WHERE receipt_id = ?", (sale_return.sale_id,))
    )
    elsewhere = sale_return.sold_elsewhere
    told = elsewhere if elsewhere is not None and elsewhere.receipt_id == sale_return.sale_id else None
    if not sold and told is not None:
        sold = {line.line_id: line.quantity for line in told.lines}
    if sale_return.advances:
        own = connection.execute("SELECT body FROM receipt WHERE receipt_id = ?", (sale_return.sale_id,)).fetchone()
        sale = told if own is None else decode(Sale, own[0])
        paid = () if sale is None else paid_in_advance(sale)
        sold |= {each.advance.line_id: each.advance.kopecks for each in paid}
    if not sold:
        raise StoreError("refused", f"the sale {sale_return.sale_number} ({sale_return.sale_id}) is not in these books")
    back = dict(
        connection.execute(
            "SELECT line_id, sum(quantity) FROM return_line WHERE sale_id = ? GROUP BY line_id", (sale_return.sale_id,)
        )
    )
    for line_id, quantity in returned_of(sale_return):
        line_sold, line_back = sold.get(line_id, 0), back.get(line_id, 0)
        if line_back + quantity > line_sold:
            raise OverReturnError(line_id, line_sold, line_back, quantity)


def _insert_return(
    connection: sqlite3.Connection, sale_return: SaleReturn, entries: tuple[Entry, ...], body: bytes
) -> None:
    running = take_number(connection, sale_return.number, sale_return.shift_id)
    insert_receipt(
        connection,
        running,
        ReceiptRow(
            receipt_id=sale_return.receipt_id,
            number=sale_return.number,
            kind=ReceiptKind.RETURN,
            shift_id=sale_return.shift_id,
            operator_id=sale_return.operator_id,
            customer_id=sale_return.customer_id,
            at=sale_return.returned_at,
            business_day=sale_return.business_day,
            money_kopecks=sale_return.money_kopecks,
            points=sale_return.points,
            points_kopecks=sale_return.points_kopecks,
            earned=sale_return.earned,
            sale_id=sale_return.sale_id,
            body=body,
        ),
    )
    # A line that stands twice in one return meets the primary key: refused, never added up behind the check above.
    connection.executemany(
        "INSERT INTO return_line (sale_id, line_id, receipt_id, quantity) VALUES (?, ?, ?, ?)",
        [(sale_return.sale_id, line_id, sale_return.receipt_id, back) for line_id, back in returned_of(sale_return)],
    )
    insert_entries(connection, entry_rows(sale_return.receipt_id, entries))
    append_operation(connection, OperationKind.RETURN, sale_return.receipt_id, sale_return.returned_at, body)
