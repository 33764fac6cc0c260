"""A till with real use cases over fakes, and a small shop: what the tests of the screen and the preview stand on."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Event
from zoneinfo import ZoneInfo

from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.programme import (
    GoodsSelector,
    LocalText,
    NForMPromotion,
    PointsRules,
    Programme,
    ReceiptPicture,
    Tier,
)
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.loyalty.rules.rewards import CertificateReward, CharityReward, Reward, ServiceReward
from pos_app.domain.money.units import Unit
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Role
from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.services.claim_desk import ClaimDesk
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.desk import open_customer_desk
from pos_app.services.free_return import FreeReturnService
from pos_app.services.goods_search import find_goods
from pos_app.services.journal import JournalService
from pos_app.services.operator import OperatorService
from pos_app.services.person_lookup import PersonLookup
from pos_app.services.points_desk import PointsDesk
from pos_app.services.print_queue import PrintQueue
from pos_app.services.queue import QueueService
from pos_app.services.quick_credit import QuickCreditService
from pos_app.services.quick_keys import QuickKeyService
from pos_app.services.receipt import ReceiptService
from pos_app.services.receipts_elsewhere import ReceiptsElsewhere
from pos_app.services.registration import RegistrationService
from pos_app.services.rewards import RewardService
from pos_app.services.rights import Right
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.scan import ScanService
from pos_app.services.shift import ShiftService
from pos_app.services.till_services import TillServices
from pos_app.services.under_way import UnderWayKeeper
from pos_app.services.value_desk import ValueDesk
from pos_app.services.why import WhyService
from sync.protocol.status import Link, PointsWay, SyncStatus
from tests.fakes import answering_door
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
from tests.fakes.return_drafts import MemoryReturnDrafts
from tests.fakes.review import FakeReview
from tests.fakes.staff import CASHIER, MANAGER, SENIOR, InMemoryStaff, PlainHasher
from tests.fakes.till_books import InMemoryTillBooks
from tests.fakes.under_way_records import MemoryUnderWay
from tests.fakes.value_server import ValueServer
from tests.ui.device_desk import DeviceDesk

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 14, 11, 7, tzinfo=UTC)

MILK, BREAD, CHEESE = "4600000000107", "4600000000206", "4600000000305"
TOBACCO, APPLES, CHOCOLATE = "4600000000404", "00501", "4600000000503"
CARD = "KP000000018"
PHONE = "+79730012342"


def _item(
    code: str, name: str, kopecks: int, group: str = "food", unit: Unit = Unit.PIECE, rules: SellingRules | None = None
) -> Item:
    codes = () if unit is Unit.KILOGRAM else (code,)
    article = code if unit is Unit.KILOGRAM else code[-4:-1].zfill(5)
    return Item(f"item-{code}", name, article, codes, group, "brand", unit, kopecks, "vat10", rules or SellingRules())


GOODS = (
    _item(MILK, "Молоко «Простоквашино» 3,2% 930 мл", 10990),
    _item(BREAD, "Хлеб «Бородинский» 400 г", 6290),
    _item(CHEESE, "Сыр «Российский» 50% 250 г", 28990),
    _item(
        TOBACCO,
        "Сигареты «Прима», пачка",
        21000,
        "tobacco",
        rules=SellingRules(False, False, False, floor_kopecks=21000, age_limit_years=18),
    ),
    _item(APPLES, "Яблоки «Гала» весовые", 18990, "fruit", Unit.KILOGRAM),
    _item(CHOCOLATE, "Шоколад «Алёнка» молочный 90 г", 9990, "chocolate"),
    _item("4600000000602", "Яйцо куриное С1 10 шт", 12990),
    _item("4600000000701", "Кофе растворимый «Жокей» 95 г", 45990),
    _item("4600000000800", "Чай чёрный «Ахмад» 100 пак.", 38990),
    _item("4600000000909", "Сахар-песок 1 кг", 7990),
    _item("4600000001005", "Гречка ядрица 900 г", 9490),
    _item("4600000001104", "Масло подсолнечное «Слобода» 1 л", 15490),
    _item("4600000001203", "Колбаса «Докторская» ГОСТ 400 г", 31990),
    _item("4600000001302", "Пакет-майка", 890),
    _item("4600000001401", "Молоко «Домик в деревне» 2,5% 950 мл", 11490),
)

COUPON = Coupon(
    rule_id="next",
    name=LocalText("10 % на следующую покупку", "10 % off the next purchase"),
    benefit=PercentOff(1_000),
    prefix="KCN",
    single_use=True,
    offline_most_kopecks=20_000,
)
PROGRAMME = Programme(
    programme_id="demo",
    version=1,
    starts_at=datetime(2025, 1, 1, tzinfo=UTC),
    name=LocalText("Копилка", "Money box"),
    floor_kopecks=1,
    receipt_picture=ReceiptPicture.DISCOUNT,
    points=PointsRules(),
    base_earn_bp=300,
    tiers=(
        Tier("base", LocalText("Базовый", "Base"), 0, 0, 300),
        Tier("gold", LocalText("Золотой", "Gold"), 10_000_000, 500, 500),
    ),
    coupons=(COUPON,),
    certificates=(
        CertificateSeries(
            code="gift",
            name=LocalText("Подарочный сертификат", "Gift certificate"),
            prefix="KG",
            nominals_kopecks=(50_000, 100_000, 300_000),
        ),
    ),
    money_account=MoneyAccount(notice_below_kopecks=5_000),
    rewards=(
        Reward(
            rule_id="delivery",
            name=LocalText("Доставка на дом", "Home delivery"),
            points=30_000,
            gives=ServiceReward(LocalText("Доставка", "Delivery")),
        ),
        Reward(
            rule_id="gift-500",
            name=LocalText("Сертификат на 500 ₽", "Certificate of 500"),
            points=50_000,
            gives=CertificateReward("gift", 50_000),
        ),
        Reward(
            rule_id="shelter",
            name=LocalText("Приюту для животных", "To the animal shelter"),
            points=500_000,
            gives=CharityReward(LocalText("Приют", "Shelter")),
        ),
    ),
    promotions=(
        NForMPromotion(
            "chocolate-3-for-2",
            LocalText("Шоколад: 3 по цене 2", "Chocolate: 3 for 2"),
            GoodsSelector(groups=("chocolate",)),
            3,
            2,
        ),
    ),
)

PEOPLE = (
    (Customer("c-1", "Петрова Анна К.", "+7 973 ···-··-42", CARD, date(1988, 5, 2)), PHONE, 125_000, "gold"),
    (Customer("c-2", "Смирнов Олег В.", "+7 973 ···-··-42", None, None), "+79731112342", 5_000, "base"),
    (Customer("c-3", "Ким Виктория Р.", "+7 973 ···-··-42", "KP000000026", None), "+79735552342", 0, "base"),
    (Customer("c-4", "Волков Пётр С.", "+7 973 ···-··-07", None, None), "+79734440007", 33_345, "base"),
)


class QuietSync:
    """A sync worker without a thread; ``tell`` plays the server's part."""

    def __init__(self, status: SyncStatus) -> None:
        self._status = status
        self.nudges = 0
        self.running = False

    def start(self, on_change: object, on_data: object) -> None:
        self.running = True

    def status(self) -> SyncStatus:
        return self._status

    def nudge(self) -> None:
        self.nudges += 1

    def stop(self) -> None:
        self.running = False


@dataclass
class DemoTill:
    """The use cases and the fakes under them."""

    language: str = "ru"
    online: bool = True
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    books: InMemoryTillBooks = field(default_factory=InMemoryTillBooks)
    printer: MemoryPrinter = field(default_factory=MemoryPrinter)
    drawer: MemoryDrawer = field(default_factory=MemoryDrawer)
    asks: answering_door.AnsweringDoor | None = None
    """The server for people and receipts that are not here; None: it cannot be asked."""
    roles: dict[Right, Role] = field(default_factory=dict)

    def _search_goods(self, text: str, limit: int) -> tuple[Item, ...]:
        self.searched.append(text)
        self.search_goes_on.wait(60)
        return find_goods(self.catalogue, text, limit)

    def __post_init__(self) -> None:
        self.searched: list[str] = []
        self.receipt_door = self.asks or answering_door.AnsweringDoor()
        """Is asked about receipts; without ``asks`` not before its ``worth_asking`` is set."""
        self.receipt_door.worth_asking = self.asks is not None
        self.search_goes_on = Event()
        """Cleared: the search of goods waits, as among very many."""
        self.catalogue = InMemoryCatalogue(GOODS, (VatRate("vat10", date(2020, 1, 1), 1000),))
        self.directory = JoiningDirectory(self.books)
        for customer, phone, points, tier in PEOPLE:
            lots = (Lot(f"lot-{customer.customer_id}", date(2026, 4, 1), points),) if points else ()
            account = Account(customer.customer_id, points, 0, lots, tier, 0)
            self.directory.add(customer, phone, account)
        self.door = GrantingDoor(self.directory)
        self.value_door = ValueServer()
        self.claim_door = ClaimServer()
        self.orders = InMemoryOrders()
        self.customer_door = AnsweringCustomerDoor()
        self.staff = InMemoryStaff(CASHIER, SENIOR, MANAGER)
        self.shelf = InMemoryProgrammeShelf(PROGRAMME)
        self.queue = PrintQueue(printer=self.printer, drawer=self.drawer, on_printed=self.books.mark_printed)
        self.desk = DeviceDesk(self.clock, self.printer, self.drawer)
        self.sync = QuietSync(self.status(Link.ONLINE))
        self.return_drafts = MemoryReturnDrafts()
        self.under_way = MemoryUnderWay()
        self.services = self._build()

    def killed(self) -> None:
        """The program dies and starts anew: only what is in the books and on the disk is there."""
        self.services.under_way.work_off()  # the thread that writes has had its turn
        self.services = self._build()

    def lease(self, customer_id: str, points: int) -> None:
        """The server sets points aside for this till, for three days."""
        lease_id = f"lease-{len(self.books.promises)}"
        self.books.note_asked(lease_id, customer_id, ReservationKind.LEASE, "", points)
        self.books.note_granted(lease_id, points, 72 * 3_600_000, "signed", self.clock.boot_moment())
        self.directory.set_account(self.door.without(customer_id, points))

    def status(self, link: Link, queue_depth: int = 0, offline_minutes: float = 0, parked: int = 0) -> SyncStatus:
        """A state of the way to the server."""
        now = self.clock.now()
        since = None if link is Link.ONLINE else now - timedelta(minutes=offline_minutes)
        return SyncStatus(link, queue_depth, parked, now - timedelta(minutes=offline_minutes), since, True)

    def _build(self) -> TillServices:
        ids = CountedIds(1 + 1000 * (len(self.books.operations) + len(self.books.journal)))  # restarts give no id twice
        operators = OperatorService(
            staff=self.staff,
            hasher=PlainHasher(),
            clock=self.clock,
            cashier_discount_limit_bp=1000,
            manager_discount_limit_bp=5000,
            roles=self.roles,
        )
        points = PointsDesk(
            books=self.books,
            door=self.door,
            clock=self.clock,
            boot=self.clock,
            ids=ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        confirmed = ConfirmedPhones()
        customers = CustomerService(
            directory=self.directory,
            books=self.books,
            programmes=self.shelf,
            clock=self.clock,
            timezone=ZONE,
            is_online=lambda: self.online,
            points=points,
            confirmed=confirmed,
        )
        customer_desk = open_customer_desk(
            books=self.books,
            directory=self.directory,
            customers=customers,
            operators=operators,
            sealer=PlainSealer(),
            door=self.customer_door,
            confirmed=confirmed,
            is_online=lambda: self.online,
            clock=self.clock,
            ids=ids,
            timezone=ZONE,
        )
        value = ValueDesk(
            books=self.books,
            door=self.value_door,
            clock=self.clock,
            ids=ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        claims = ClaimDesk(
            books=self.books,
            door=self.claim_door,
            clock=self.clock,
            ids=ids,
            points_way=lambda: PointsWay.ONLINE if self.online else PointsWay.LEASES,
        )
        sale = SaleService(
            value=value,
            claims=claims,
            orders=self.orders,
            books=self.books,
            catalogue=self.catalogue,
            programmes=self.shelf,
            customers=customers,
            points=points,
            operators=operators,
            clock=self.clock,
            ids=ids,
            timezone=ZONE,
        )
        shifts = ShiftService(
            books=self.books,
            clock=self.clock,
            ids=ids,
            till_code="2",
            sale_is_open=lambda: sale.is_open,
            baskets_held=lambda: len(sale.held()),
        )
        self.search_goes_on.set()
        returns = ReturnService(
            books=self.books,
            clock=self.clock,
            ids=ids,
            timezone=ZONE,
            shifts=shifts,
            customers=customers,
            elsewhere=ReceiptsElsewhere(books=self.books, door=self.receipt_door, is_online=lambda: self.online),
            drafts=self.return_drafts,
            value=value,
        )
        receipts = ReceiptService(
            books=self.books,
            staff=self.staff,
            queue=self.queue,
            header=ShopHeader("Магазин «Копилка»", "г. Тверь, ул. Речная, 5", "6900000000", "Спасибо за покупку!"),
            timezone=ZONE,
            language=Language(self.language),
        )
        scans = ScanService(catalogue=self.catalogue, sale=sale, customers=customers, books=self.books)
        return TillServices(
            operators=operators,
            shifts=shifts,
            customers=customers,
            people=PersonLookup(
                directory=self.directory,
                books=self.books,
                hasher=answering_door.PlainHasher(),
                door=self.asks,
                intake=answering_door.DirectoryIntake(self.directory),
                is_online=lambda: self.online,
            ),
            sale=sale,
            scans=scans,
            returns=returns,
            receipts=receipts,
            why=WhyService(books=self.books, programmes=self.shelf),
            queue=QueueService(books=self.books, clock=self.clock, ids=ids),
            registration=RegistrationService(
                books=self.books, directory=self.directory, sealer=PlainSealer(), clock=self.clock, ids=ids
            ),
            rewards=RewardService(
                books=self.books,
                programmes=self.shelf,
                customers=customers,
                points=points,
                clock=self.clock,
                ids=ids,
                timezone=ZONE,
                till_code="2",
            ),
            quick_credit=QuickCreditService(
                books=self.books,
                programmes=self.shelf,
                customers=customers,
                operators=operators,
                clock=self.clock,
                ids=ids,
                timezone=ZONE,
                till_code="2",
            ),
            print_queue=self.queue,
            catalogue=self.catalogue,
            search_goods=self._search_goods,
            devices=self.desk.register,
            device_setup=self.desk.setup,
            customer_desk=customer_desk,
            free_returns=FreeReturnService(
                books=self.books,
                catalogue=self.catalogue,
                programmes=self.shelf,
                shifts=shifts,
                operators=operators,
                clock=self.clock,
                ids=ids,
                timezone=ZONE,
                drafts=self.return_drafts,
            ),
            journal=JournalService(books=self.books, operators=operators, clock=self.clock, ids=ids),
            quick_keys=QuickKeyService(
                books=self.books, catalogue=self.catalogue, operators=operators, clock=self.clock, ids=ids
            ),
            review=FakeReview(self.books, operators, self.clock),
            under_way=UnderWayKeeper(self.books, self.under_way),
        )
