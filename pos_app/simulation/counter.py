"""The use cases of one life of a till, wired with the till's own wiring, on given clocks, ids and doors."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hardware.device import PrinterError
from pos_app.bootstrap.counter_heart import Around, counter_heart
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.desk import open_customer_desk
from pos_app.services.customer_desk.phone_change import PhoneChangeService
from pos_app.services.operator import OperatorService
from pos_app.services.person_lookup import PersonIntake, PersonLookup
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import CashDrawer, ReceiptPrinter
from pos_app.services.ports.return_drafts import ReturnDrafts
from pos_app.services.print_queue import PrintQueue
from pos_app.services.queue import QueueService
from pos_app.services.receipt import ReceiptService
from pos_app.services.registration import RegistrationService
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.shift import ShiftService
from pos_app.simulation.till_time import DrawnIds, TillClock
from sync.client.counter import CounterDoor
from sync.protocol.status import SyncStatus
from sync.store.books import Books
from sync.store.cache import Cache
from sync.store.known_customers import KnownCustomers
from sync.vault.phone_vault import PhoneVault


class PaperAlwaysComesOut:
    """A printer without faults; fulfils ``ReceiptPrinter``."""

    def print_document(self, document: PrintDocument) -> None:
        """The paper comes out."""
        if not document.title:
            raise PrinterError("write_failed", "a paper without a title")


class DrawerOpens:
    """A drawer without faults; fulfils ``CashDrawer``."""

    def kick(self) -> None:
        """It opens."""


class NoPin:
    """Nobody signs on by PIN here: hashing is slow on purpose."""

    def verify(self, pin_hash: str, pin: str) -> bool:
        """No."""
        return False


@dataclass(frozen=True, slots=True)
class Outside:
    """What a life of a till gets from the world. ``drafts``: where a return under way is kept; None: nowhere."""

    clock: TillClock
    ids: DrawnIds
    zone: ZoneInfo
    till_code: str
    vault: PhoneVault
    status: Callable[[], SyncStatus | None]
    door: CounterDoor | None
    intake: PersonIntake
    on_printed: Callable[[str], None]
    printer: ReceiptPrinter
    drawer: CashDrawer
    drafts: ReturnDrafts | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """For the cashier's hands; belongs to the cashier's thread."""

    books: Books
    cache: Cache
    people: KnownCustomers
    sale: SaleService
    shifts: ShiftService
    returns: ReturnService
    receipts: ReceiptService
    customers: CustomerService
    points: PointsDesk
    parked: QueueService
    registration: RegistrationService
    lookup: PersonLookup
    phone_changes: PhoneChangeService
    queue: PrintQueue

    def close(self) -> None:
        """Close the stores."""
        self.cache.close()
        self.books.close()


def counter_over(books: Books, cache: Cache, outside: Outside) -> Counter:
    """Wire the use cases over opened stores."""
    operators = OperatorService(
        staff=cache.staff,
        hasher=NoPin(),
        clock=outside.clock,
        cashier_discount_limit_bp=500,
        manager_discount_limit_bp=3_000,
    )
    around = Around(
        books=books,
        cache=cache,
        vault=outside.vault,
        door=outside.door,
        status=outside.status,
        intake=outside.intake,
        operators=operators,
        clock=outside.clock,
        ids=outside.ids,
        zone=outside.zone,
        till_code=outside.till_code,
        rules=DEFAULT_RULES,
        drafts=outside.drafts,
    )
    heart = counter_heart(around)
    desk = open_customer_desk(
        books=books,
        directory=heart.people,
        customers=heart.customers,
        operators=operators,
        sealer=outside.vault,
        door=None,  # the customer's page and codes by message are asked for by screens alone
        confirmed=heart.confirmed,
        is_online=around.is_online,
        clock=outside.clock,
        ids=outside.ids,
        timezone=outside.zone,
    )
    queue = PrintQueue(printer=outside.printer, drawer=outside.drawer, on_printed=outside.on_printed)
    header = ShopHeader("Магазин", "г. Тверь", "0")
    return Counter(
        books=books,
        cache=cache,
        people=heart.people,
        sale=heart.sale,
        shifts=heart.shifts,
        returns=heart.returns,
        receipts=ReceiptService(books=books, staff=cache.staff, queue=queue, header=header, timezone=outside.zone),
        customers=heart.customers,
        points=heart.points,
        parked=heart.parked,
        registration=heart.registration,
        lookup=heart.lookup,
        phone_changes=desk.phone_changes,
        queue=queue,
    )
