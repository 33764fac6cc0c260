"""The services wired over fakes, with a small assortment, two customers and a programme."""

from dataclasses import replace
from datetime import date

from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.codes.card_number import generate as card
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.money.units import Unit
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Role
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.services.claim_desk import ClaimDesk
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.desk import open_customer_desk
from pos_app.services.free_return import FreeReturnService
from pos_app.services.operator import OperatorService
from pos_app.services.points_desk import PointsDesk, PointsSettled
from pos_app.services.print_queue import PrintQueue
from pos_app.services.receipt import ReceiptService
from pos_app.services.receipts_elsewhere import ReceiptsElsewhere
from pos_app.services.registration import RegistrationService
from pos_app.services.rights import Right
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.scan import ScanService
from pos_app.services.shift import ShiftService
from pos_app.services.value_desk import ValueDesk
from sync.protocol.status import PointsWay
from tests.domain.goods import MOSCOW, item, programme, tier
from tests.domain.receipts import RATES
from tests.fakes.answering_door import AnsweringDoor
from tests.fakes.catalogue import InMemoryCatalogue
from tests.fakes.claim_server import ClaimServer, InMemoryOrders
from tests.fakes.clock import FakeClock
from tests.fakes.customer_door import AnsweringCustomerDoor
from tests.fakes.granting_door import GrantingDoor
from tests.fakes.ids import CountedIds
from tests.fakes.joining_directory import JoiningDirectory
from tests.fakes.plain_sealer import PlainSealer
from tests.fakes.printer import MemoryDrawer, MemoryPrinter
from tests.fakes.programme_shelf import InMemoryProgrammeShelf
from tests.fakes.staff import CASHIER, MANAGER, SENIOR, InMemoryStaff, PlainHasher
from tests.fakes.till_books import InMemoryTillBooks
from tests.fakes.value_server import ValueServer

TEA = replace(item("tea", 45950), name="Чай чёрный", codes=("4600000000015",), article="1001")
MILK = replace(item("milk", 10990), name="Молоко 3,2%", codes=("4600000000022",), article="1002", vat_code="vat10")
CHEESE = replace(item("cheese", 89990, unit=Unit.KILOGRAM), name="Сыр", article="00042", vat_code="vat10")
CIGARETTES = replace(
    item(
        "cigarettes",
        21000,
        rules=SellingRules(
            discountable=False, earns=False, payable_with_points=False, floor_kopecks=21000, age_limit_years=18
        ),
    ),
    name="Сигареты",
    codes=("4600000000039",),
    article="1003",
)
TWIN = replace(item("twin", 11990), name="Молоко 2,5%", codes=("4600000000046",), article="1004")
OTHER_TWIN = replace(item("other-twin", 12990), name="Молоко 1,5%", codes=("4600000000046",), article="1005")
ITEMS = (TEA, MILK, CHEESE, CIGARETTES, TWIN, OTHER_TWIN)

ANNA = Customer("anna", "Петрова Анна К.", "+7 973 ···-··-42", card(1), date(1990, 2, 28))
BORIS = Customer("boris", "Борисов Б.", "+7 973 ···-··-42", card(2), None)
VERA = Customer("vera", "Верина В.", "+7 973 ···-··-07", None, None)
ANNAS_PHONE, BORISS_PHONE, VERAS_PHONE = "+79730000042", "+79731110042", "+79730000007"
ANNAS_ACCOUNT = Account(
    customer_id="anna",
    available=125_000,
    debt=0,
    lots=(Lot("lot-1", date(2026, 3, 20), 25_000), Lot("lot-2", date(2027, 1, 1), 100_000)),
    tier_code="silver",
    turnover_kopecks=2_000_000,
)


class Shop:
    """One till. ``online`` may be switched; ``restart`` makes new services over the same books, as after a kill."""

    def __init__(self) -> None:
        self.cashier, self.senior, self.manager = CASHIER, SENIOR, MANAGER
        self.books = InMemoryTillBooks("2")
        self.catalogue = InMemoryCatalogue(ITEMS, RATES)
        self.directory = JoiningDirectory(self.books)
        self.directory.add(ANNA, ANNAS_PHONE, ANNAS_ACCOUNT)
        self.directory.add(BORIS, BORISS_PHONE, Account("boris", 0, 0, (), None, 0))
        self.directory.add(VERA, VERAS_PHONE)
        self.programmes = InMemoryProgrammeShelf(programme(tiers=(tier("silver", 1_000_000, 300, 700),)))
        self.staff = InMemoryStaff(CASHIER, SENIOR, MANAGER)
        self.clock, self.ids = FakeClock(), CountedIds()
        self.printer, self.drawer = MemoryPrinter(), MemoryDrawer()
        self.online = True
        self.marks_needed = False
        self.roles: dict[Right, Role] = {}
        self.door = GrantingDoor(self.directory)
        self.customer_door = AnsweringCustomerDoor()
        self.value_door = ValueServer()
        self.claim_door = ClaimServer()
        self.lookup_door = AnsweringDoor()
        self.orders = InMemoryOrders()
        self.restart()

    def hold_points(self) -> PointsSettled | None:
        """What the screen does before payment: ask the server for what the basket's points lack."""
        question = self.sale.points_question()
        if question is None:
            return None
        return self.sale.settle_points(question, self.sale.ask_points(question))

    def lease(self, customer_id: str, points: int, hours: int = 72) -> str:
        """The server sets points aside for this till; they stand in no lot of the account any more."""
        lease_id = self.ids.new_id()
        self.books.note_asked(lease_id, customer_id, ReservationKind.LEASE, "", points)
        self.books.note_granted(lease_id, points, hours * 3_600_000, "signed", self.clock.boot_moment())
        self.directory.set_account(self.door.without(customer_id, points))
        return lease_id

    def restart(self) -> None:
        """The program ends without a word and is started again."""
        self.operators = OperatorService(
            staff=self.staff,
            hasher=PlainHasher(),
            clock=self.clock,
            cashier_discount_limit_bp=500,
            manager_discount_limit_bp=3000,
            roles=self.roles,
        )
        self.points = PointsDesk(
            books=self.books,
            door=self.door,
            clock=self.clock,
            boot=self.clock,
            ids=self.ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        confirmed = self.confirmed = ConfirmedPhones()
        self.customers = CustomerService(
            directory=self.directory,
            books=self.books,
            programmes=self.programmes,
            clock=self.clock,
            timezone=MOSCOW,
            is_online=lambda: self.online,
            points=self.points,
            confirmed=confirmed,
        )
        self.desk = open_customer_desk(
            books=self.books,
            directory=self.directory,
            customers=self.customers,
            operators=self.operators,
            sealer=PlainSealer(),
            door=self.customer_door,
            confirmed=confirmed,
            is_online=lambda: self.online,
            clock=self.clock,
            ids=self.ids,
            timezone=MOSCOW,
        )
        self.registration = RegistrationService(
            books=self.books, directory=self.directory, sealer=PlainSealer(), clock=self.clock, ids=self.ids
        )
        self.value = ValueDesk(
            books=self.books,
            door=self.value_door,
            clock=self.clock,
            ids=self.ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        self.claims = ClaimDesk(
            books=self.books,
            door=self.claim_door,
            clock=self.clock,
            ids=self.ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        self.sale = SaleService(
            books=self.books,
            catalogue=self.catalogue,
            programmes=self.programmes,
            customers=self.customers,
            points=self.points,
            operators=self.operators,
            clock=self.clock,
            ids=self.ids,
            timezone=MOSCOW,
            marks_needed=self.marks_needed,
            value=self.value,
            claims=self.claims,
            orders=self.orders,
        )
        self.shifts = ShiftService(
            books=self.books,
            clock=self.clock,
            ids=self.ids,
            till_code="2",
            sale_is_open=lambda: self.sale.is_open,
            baskets_held=lambda: len(self.sale.held()),
        )
        self.scans = ScanService(catalogue=self.catalogue, sale=self.sale, customers=self.customers, books=self.books)
        self.returns = ReturnService(
            books=self.books,
            clock=self.clock,
            ids=self.ids,
            timezone=MOSCOW,
            shifts=self.shifts,
            customers=self.customers,
            elsewhere=ReceiptsElsewhere(books=self.books, door=self.lookup_door, is_online=lambda: self.online),
            value=self.value,
        )
        self.free_returns = FreeReturnService(
            books=self.books,
            catalogue=self.catalogue,
            programmes=self.programmes,
            shifts=self.shifts,
            operators=self.operators,
            clock=self.clock,
            ids=self.ids,
            timezone=MOSCOW,
        )
        self.queue = PrintQueue(printer=self.printer, drawer=self.drawer, on_printed=self.books.mark_printed)
        self.receipts = ReceiptService(
            books=self.books,
            staff=self.staff,
            queue=self.queue,
            header=ShopHeader("Магазин «Копилка»", "г. Тверь", "7700000000"),
            timezone=MOSCOW,
        )
