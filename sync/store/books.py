"""The till's books as the use cases see them: every book over one connection. Fulfils ``TillBooks`` by its shape."""

from pathlib import Path

from sync.store.claim_book import ClaimBook
from sync.store.connection import Database, open_counter_connection
from sync.store.deed_book import DeedBook
from sync.store.draft_store import DraftStore
from sync.store.fiscal_book import FiscalBook
from sync.store.outbox import Outbox
from sync.store.paper_book import PaperBook
from sync.store.person_book import PersonBook
from sync.store.points_book import PointsBook
from sync.store.queue_book import QueueBook
from sync.store.quick_key_book import QuickKeyBook
from sync.store.receipt_register import ReceiptRegister
from sync.store.registration_book import RegistrationBook
from sync.store.reservation_book import ReservationBook
from sync.store.return_book import ReturnBook
from sync.store.sale_book import SaleBook
from sync.store.shift_book import ShiftBook
from sync.store.value_book import ValueBook
from sync.store.visits import Visits


class Books(
    SaleBook,
    ReturnBook,
    ReservationBook,
    ReceiptRegister,
    ShiftBook,
    PaperBook,
    FiscalBook,
    QueueBook,
    RegistrationBook,
    PersonBook,
    DraftStore,
    DeedBook,
    QuickKeyBook,
    Visits,
    ValueBook,
    ClaimBook,
    PointsBook,
):
    """All books of one thread. Make one per thread with :func:`open_books`; close it in the same thread."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._outbox = Outbox(database)

    def unsent_count(self) -> int:
        """Operations the server has not confirmed."""
        return self._outbox.depth()

    def recorded_count(self) -> int:
        """Operations recorded in the present epoch, sent or not."""
        return self._outbox.last_issued_seq()


def open_books(path: Path) -> Books:
    """The books in ``path`` for the calling thread. ``prepare_till_database`` must have run before."""
    return Books(Database(path, open_counter_connection))


def open_outbox(path: Path) -> Outbox:
    """The queue in ``path`` for the calling thread (the sync worker's)."""
    return Outbox(Database(path))
