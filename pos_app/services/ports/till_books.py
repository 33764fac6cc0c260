"""The till's books (till.db): all of them together."""

from typing import Protocol

from pos_app.services.exchange_ports import PromiseBooks, QueueBooks
from pos_app.services.ports.claim_books import ClaimBooks
from pos_app.services.ports.customer_books import CustomerBooks
from pos_app.services.ports.deed_books import DeedBooks
from pos_app.services.ports.draft_books import DraftBooks
from pos_app.services.ports.person_books import PersonBooks
from pos_app.services.ports.points_books import PointsBooks
from pos_app.services.ports.quick_key_books import QuickKeyBooks
from pos_app.services.ports.receipt_books import ReceiptBooks
from pos_app.services.ports.shift_books import ShiftBooks
from pos_app.services.ports.value_books import ValueBooks


class TillBooks(
    ReceiptBooks,
    DraftBooks,
    CustomerBooks,
    ShiftBooks,
    DeedBooks,
    PersonBooks,
    QuickKeyBooks,
    ValueBooks,
    ClaimBooks,
    PointsBooks,
    PromiseBooks,
    QueueBooks,
    Protocol,
):
    """The till's facts. Each ``record_*`` is one durable transaction: record, ledger entries, queue row, counters.

    A method that returns has stored it; one that raises ``StoreError`` has stored nothing (looked up by id after a
    COMMIT that raised); ``CommitUnknownError`` says that even the look-up failed.
    """

    def unsent_count(self) -> int:
        """Operations the server has not confirmed."""
        ...

    def recorded_count(self) -> int:
        """How many operations were recorded here in the present epoch, sent or not: it grows with each."""
        ...
