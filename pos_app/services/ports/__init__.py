"""What the use cases need from the outside world, as small Protocols: one file an outside thing.

``hardware`` and ``sync.store`` fulfil them; ``tests/fakes`` holds twins that pass the same contract tests.
Every method may be called from the UI thread and answers within a frame unless its docstring says otherwise.
"""

from pos_app.services.ports.catalogue import Catalogue
from pos_app.services.ports.claim_books import ClaimBooks, OrderShelf
from pos_app.services.ports.customer_books import CustomerBooks
from pos_app.services.ports.customers import CardSteps, CustomerDirectory
from pos_app.services.ports.deed_books import DeedBooks
from pos_app.services.ports.devices import CameraChooser, CameraView, CashDrawer, CodeReaders, ReceiptPrinter, Scanner
from pos_app.services.ports.draft_books import DraftBooks
from pos_app.services.ports.fiscal_books import FiscalBooks
from pos_app.services.ports.programmes import ProgrammeShelf
from pos_app.services.ports.quick_key_books import QuickKeyBooks
from pos_app.services.ports.receipt_books import ReceiptBooks
from pos_app.services.ports.shift_books import ShiftBooks
from pos_app.services.ports.staff import PinHasher, StaffDirectory
from pos_app.services.ports.sync_worker import SyncWorker
from pos_app.services.ports.till_books import TillBooks
from pos_app.services.ports.time_and_ids import Clock, Ids

__all__ = [
    "CameraChooser",
    "CameraView",
    "CardSteps",
    "CashDrawer",
    "Catalogue",
    "ClaimBooks",
    "Clock",
    "CodeReaders",
    "CustomerBooks",
    "CustomerDirectory",
    "DeedBooks",
    "DraftBooks",
    "FiscalBooks",
    "Ids",
    "OrderShelf",
    "PinHasher",
    "ProgrammeShelf",
    "QuickKeyBooks",
    "ReceiptBooks",
    "ReceiptPrinter",
    "Scanner",
    "ShiftBooks",
    "StaffDirectory",
    "SyncWorker",
    "TillBooks",
]
