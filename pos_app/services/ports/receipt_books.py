"""Sales, returns and their papers in the books."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.money.units import Quantity
from pos_app.domain.people.deed import Deed
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import StoredReceipt
from pos_app.domain.transaction.unprinted import UnprintedPaper


class ReceiptBooks(Protocol):
    """Stored receipts; the part of ``TillBooks`` for sales, returns and papers."""

    def next_receipt_number(self) -> str:
        """The number the next receipt will get, e.g. ``2-000232``; taken only when the record is stored."""
        ...

    def prepare_sale(self, sale: Sale) -> None:
        """What the next sale will probably be: work that does not wait for the last key. Stores and promises nothing.

        Raises ``ValueError`` for a sale that could not be stored.
        """
        ...

    def record_sale(self, sale: Sale, entries: tuple[Entry, ...], closings: Sequence[ReservationClosed] = ()) -> None:
        """Store a sale, clear the draft, in one transaction. The number must be the next one.

        What the sale takes from reservations is counted there; ``closings``: holds that end with it. Refused with
        ``StoreError`` ``promise_gone`` if a reservation does not allow it.
        """
        ...

    def record_return(self, sale_return: SaleReturn, entries: tuple[Entry, ...], deeds: Sequence[Deed] = ()) -> None:
        """Store a return, with what the journal says of it. Refused (``OverReturnError`` of the domain) if more comes

        back than was sold.
        """
        ...

    def sale(self, receipt_id: str) -> Sale | None:
        """A stored sale by id."""
        ...

    def sale_by_number(self, number: str) -> Sale | None:
        """A stored sale by receipt number."""
        ...

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        """A stored return by id."""
        ...

    def returned_quantities(self, sale_id: str) -> dict[str, Quantity]:
        """Per line id, how much came back so far."""
        ...

    def recent_receipts(self, limit: int) -> tuple[StoredReceipt, ...]:
        """Newest first."""
        ...

    def receipt_by_number(self, number: str) -> StoredReceipt | None:
        """The sale or return with this receipt number."""
        ...

    def unprinted(self) -> tuple[UnprintedPaper, ...]:
        """Receipts and Z reports that are stored and whose paper has not come out, newest first."""
        ...

    def mark_printed(self, record_id: str) -> None:
        """The paper of this record came out; nothing happens if it was not due."""
        ...

    def mark_told(self, record_ids: Sequence[str]) -> None:
        """Somebody was asked about these papers and went on without them."""
        ...
