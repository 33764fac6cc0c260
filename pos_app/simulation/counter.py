"""The use cases of one life of a till, wired as ``bootstrap.till`` wires them, on given clocks, ids and doors."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hardware.device import PrinterError
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.services.customer import CustomerService
from pos_app.services.operator import OperatorService
from pos_app.services.person_lookup import PersonIntake, PersonLookup
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import CashDrawer, ReceiptPrinter
from pos_app.services.print_queue import PrintQueue
from pos_app.services.queue import QueueService
from pos_app.services.receipt import ReceiptService
from pos_app.services.receipts_elsewhere import ReceiptsElsewhere
from pos_app.services.registration import RegistrationService
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.shift import ShiftService
from pos_app.simulation.till_time import DrawnIds, TillClock
from sync.client.counter import CounterDoor
from sync.protocol.status import Link, PointsWay, SyncStatus
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
    """What a life of a till gets from the world."""

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
    queue: PrintQueue

    def close(self) -> None:
        """Close the stores."""
        self.cache.close()
        self.books.close()


def counter_over(books: Books, cache: Cache, outside: Outside) -> Counter:
    """Wire the use cases over opened stores."""
    clock, ids, zone = outside.clock, outside.ids, outside.zone

    def is_online() -> bool:
        return _is_online(outside.status())

    operators = OperatorService(
        staff=cache.staff,
        hasher=NoPin(),
        clock=clock,
        cashier_discount_limit_bp=500,
        manager_discount_limit_bp=3_000,
    )
    people = KnownCustomers(cache.customers, books, outside.vault)
    points = PointsDesk(
        books=books,
        door=outside.door,
        clock=clock,
        boot=clock,
        ids=ids,
        points_way=lambda: _points_way(outside.status()),
    )
    customers = CustomerService(
        directory=people,
        books=books,
        programmes=cache.programmes,
        clock=clock,
        timezone=zone,
        is_online=is_online,
        points=points,
    )
    sale = SaleService(
        books=books,
        catalogue=cache.goods,
        programmes=cache.programmes,
        customers=customers,
        points=points,
        operators=operators,
        clock=clock,
        ids=ids,
        timezone=zone,
    )
    shifts = ShiftService(
        books=books, clock=clock, ids=ids, till_code=outside.till_code, sale_is_open=lambda: sale.is_open
    )
    elsewhere = ReceiptsElsewhere(books=books, door=outside.door, is_online=is_online)
    queue = PrintQueue(printer=outside.printer, drawer=outside.drawer, on_printed=outside.on_printed)
    header = ShopHeader("Магазин", "г. Тверь", "0")
    return Counter(
        books=books,
        cache=cache,
        people=people,
        sale=sale,
        shifts=shifts,
        returns=ReturnService(
            books=books,
            clock=clock,
            ids=ids,
            timezone=zone,
            shifts=shifts,
            customers=customers,
            elsewhere=elsewhere,
        ),
        receipts=ReceiptService(books=books, staff=cache.staff, queue=queue, header=header, timezone=zone),
        customers=customers,
        points=points,
        parked=QueueService(books=books, clock=clock, ids=ids),
        registration=RegistrationService(books=books, directory=people, sealer=outside.vault, clock=clock, ids=ids),
        lookup=PersonLookup(
            directory=people,
            books=books,
            hasher=outside.vault,
            door=outside.door,
            intake=outside.intake,
            is_online=is_online,
        ),
        queue=queue,
    )


def _points_way(status: SyncStatus | None) -> PointsWay:
    return PointsWay.LEASES if status is None else status.points


def _is_online(status: SyncStatus | None) -> bool:
    return status is not None and status.link is Link.ONLINE
