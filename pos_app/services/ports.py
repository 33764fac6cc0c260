"""What the use cases need from the outside world, as small Protocols.

``hardware`` and ``sync.store`` fulfil them; ``tests/fakes`` holds twins that pass the same contract tests.
Every method may be called from the UI thread and answers within a frame unless its docstring says otherwise.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from hardware.device import CameraPicture, DeviceState
from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.ledger.entry import Entry
from pos_app.domain.loyalty.account import Account
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Points, Quantity
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Operator
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import StoredReceipt
from pos_app.domain.transaction.unprinted import UnprintedPaper
from pos_app.services.exchange_ports import PromiseBooks, QueueBooks
from sync.protocol.status import SyncStatus


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back, for timeouts."""
        ...


class Ids(Protocol):
    """The only source of ids."""

    def new_id(self) -> str:
        """A UUIDv7 as text (RFC 9562)."""
        ...


# ---------------------------------------------------------------- goods, customers, staff, programme (cache.db)


class Catalogue(Protocol):
    """Goods on this till."""

    def by_code(self, gtin: str) -> tuple[Item, ...]:
        """Every item that carries the canonical GTIN-13; one code may name several."""
        ...

    def by_article(self, article: str) -> tuple[Item, ...]:
        """Every item with the shop's article number."""
        ...

    def search(self, text: str, limit: int) -> tuple[Item, ...]:
        """Items whose name holds every word of ``text`` as a prefix of a word; ё = е."""
        ...

    def vat_rates(self) -> tuple[VatRate, ...]:
        """The dated table of rates."""
        ...

    def count(self) -> int:
        """How many goods there are; 0 before the first load."""
        ...


class CustomerDirectory(Protocol):
    """Customers on this till, found by keyed hashes."""

    def by_phone(self, e164: str) -> Customer | None:
        """The one person of that phone."""
        ...

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        """People whose phone ends in the four digits; the shop's recent customers first."""
        ...

    def by_card(self, card_number: str) -> Customer | None:
        """The holder of a card in force."""
        ...

    def by_id(self, customer_id: str) -> Customer | None:
        """The person behind an id."""
        ...

    def account(self, customer_id: str) -> Account | None:
        """The server's last known account, None if it never told one."""
        ...

    def count(self) -> int:
        """How many customers are here."""
        ...


class CardSteps(Protocol):
    """Which step of each rotating card was used last, here or, as far as the server told, at another till."""

    def last_step(self, card: str) -> int:
        """The last step that counts as used; -1 for none."""
        ...

    def accept(self, card: str, step: int) -> bool:
        """Note a step, durably. False if it, or a later one, was noted before: then nothing changes."""
        ...


class StaffDirectory(Protocol):
    """People who may sign on at this till."""

    def operators(self) -> tuple[Operator, ...]:
        """All in force, sorted by name."""
        ...

    def of_badge(self, badge: str) -> Operator | None:
        """Whose badge has this number; None for a stranger's."""
        ...


class PinHasher(Protocol):
    """Checks a PIN against its stored argon2id hash (some 20 ms of work)."""

    def verify(self, pin_hash: str, pin: str) -> bool:
        """Whether ``pin`` is the one; a damaged hash is False."""
        ...


class ProgrammeShelf(Protocol):
    """The programme versions this till knows."""

    def programmes(self) -> tuple[Programme, ...]:
        """Every version, sorted by start; the one in force is chosen by time."""
        ...


# ---------------------------------------------------------------- the till's books (till.db)


class TillBooks(PromiseBooks, QueueBooks, Protocol):
    """The till's facts. Each ``record_*`` is one durable transaction: record, ledger entries, queue row, counters.

    A method that returns has stored it; one that raises ``StoreError`` has stored nothing (looked up by id after a
    COMMIT that raised); ``CommitUnknownError`` says that even the look-up failed.
    """

    def next_receipt_number(self) -> str:
        """The number the next receipt will get, e.g. ``2-000232``; taken only when the record is stored."""
        ...

    def save_draft(self, draft: Draft) -> None:
        """Keep the open sale; replaces the earlier draft."""
        ...

    def load_draft(self) -> Draft | None:
        """The sale that was open when the program ended."""
        ...

    def clear_draft(self) -> None:
        """The basket was voided."""
        ...

    def record_sale(self, sale: Sale, entries: tuple[Entry, ...], closings: Sequence[ReservationClosed] = ()) -> None:
        """Store a sale, clear the draft, in one transaction. The number must be the next one.

        What the sale takes from reservations is counted there; ``closings``: holds that end with it. Refused with
        ``StoreError`` ``promise_gone`` if a reservation does not allow it.
        """
        ...

    def record_return(self, sale_return: SaleReturn, entries: tuple[Entry, ...]) -> None:
        """Store a return. Refused (``OverReturnError`` of the domain) if more comes back than was sold."""
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

    def points_delta(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> PointsDelta:
        """Own records with an operation number above ``after_seq`` of ``after_epoch`` (0: the present one)."""
        ...

    def sales_since(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> tuple[Sale, ...]:
        """The customer's sales that ``points_delta`` counts, oldest first."""
        ...

    def points_risked_on(self, customer_id: str, business_day: date) -> Points:
        """Points spent at this till on that day out of no reservation (what the programme risks a day counts them)."""
        ...

    def current_shift(self) -> ShiftOpened | None:
        """The open shift."""
        ...

    def next_shift_number(self) -> int:
        """Number of the next shift."""
        ...

    def next_z_number(self) -> int:
        """Number of the next Z report."""
        ...

    def open_shift(self, shift: ShiftOpened) -> None:
        """Store the opening."""
        ...

    def record_cash_movement(self, movement: CashMovement) -> None:
        """Store cash in or out."""
        ...

    def close_shift(self, z_report: ZReport) -> None:
        """Store the Z report; the shift is closed with it."""
        ...

    def shift_sales(self, shift_id: str) -> tuple[Sale, ...]:
        """Every sale of the shift, oldest first. May take longer than a frame on a long shift."""
        ...

    def shift_returns(self, shift_id: str) -> tuple[SaleReturn, ...]:
        """Every return of the shift, oldest first."""
        ...

    def shift_cash_movements(self, shift_id: str) -> tuple[CashMovement, ...]:
        """Every cash movement of the shift."""
        ...

    def z_report(self, z_id: str) -> ZReport | None:
        """A Z report by id."""
        ...

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        """Newest first."""
        ...

    def unsent_count(self) -> int:
        """Operations the server has not confirmed."""
        ...


class FiscalBooks(Protocol):
    """What is due at a fiscal registrar, and the records it is made of. Belongs to the registrar's thread."""

    def fiscal_due(self) -> tuple[FiscalDue, ...]:
        """What is not registered, oldest first."""
        ...

    def mark_registered(
        self, due: FiscalDue, at: datetime, document_number: int = 0, sign: str = "", by_hand: str = ""
    ) -> None:
        """It is registered; nothing happens if it is not due any more. ``by_hand``: by this operator, not the till."""
        ...

    def mark_refused(self, due: FiscalDue, refusal: str, code: int, detail: str) -> None:
        """The task ended with a refusal: the next attempt is a task of its own."""
        ...

    def forget_refusals(self, refusal: str = "") -> None:
        """Try what was refused for this reason again, or all of it."""
        ...

    def sale(self, receipt_id: str) -> Sale | None:
        """A stored sale by id."""
        ...

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        """A stored return by id."""
        ...

    def shift(self, shift_id: str) -> ShiftOpened | None:
        """A shift by id, open or closed."""
        ...

    def z_report(self, z_id: str) -> ZReport | None:
        """A Z report by id."""
        ...


# ---------------------------------------------------------------- sync


class SyncWorker(Protocol):
    """Sends and receives in its own thread."""

    def start(self, on_change: Callable[[SyncStatus], None], on_data: Callable[[frozenset[str]], None]) -> None:
        """``on_data`` names what changed (``goods``, ``customers``, ``accounts``, ``staff``, ``programme``). Both are

        called from the worker's thread.
        """
        ...

    def status(self) -> SyncStatus:
        """The last state, at once."""
        ...

    def nudge(self) -> None:
        """There is something new to send: do not wait for the interval."""
        ...

    def stop(self) -> None:
        """Ends the thread; returns within a second."""
        ...


# ---------------------------------------------------------------- devices


class Scanner(Protocol):
    """A reader with a thread of its own (serial, camera); both callbacks come from that thread."""

    def start(self, on_scan: Callable[[ScanData], None], on_state: Callable[[DeviceState], None]) -> None:
        """Begin to read; returns at once even if the device is absent."""
        ...

    def stop(self) -> None:
        """Ends the thread; returns within a second."""
        ...


class CameraView(Protocol):
    """What a screen may ask of a camera that reads codes, while it reads them."""

    def watch(self, on_picture: Callable[[CameraPicture], None] | None) -> None:
        """Show what it sees, at most ten pictures a second, from the camera's own thread; None ends it."""
        ...

    def choose(self, source: int | Path) -> None:
        """Look through another camera from the next picture on."""
        ...


class CameraChooser(CameraView, Protocol):
    """The till's camera, of which there may be none."""

    @property
    def source(self) -> int | Path | None:
        """The camera that is chosen: its number, or a video file."""
        ...

    def choose(self, source: int | Path | None) -> None:
        """Look through another camera from the next picture on, or through none. May take a second."""
        ...


class ReceiptPrinter(Protocol):
    """Prints whole documents. May take seconds: call it off the UI thread."""

    def print_document(self, document: PrintDocument) -> None:
        """Print and cut. Raises :class:`PrinterError`."""
        ...


class CashDrawer(Protocol):
    """The money drawer."""

    def kick(self) -> None:
        """Open it. Raises :class:`PrinterError`."""
        ...
