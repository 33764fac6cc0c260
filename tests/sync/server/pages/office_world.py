"""Two shops with two days of trade, made by the real engine, and people of the office who look at them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import NO_POINTS, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import (
    GoodsSelector,
    LocalText,
    NForMPromotion,
    PointsRules,
    Programme,
    ReceiptPicture,
)
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.money.units import Unit
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Role
from pos_app.domain.pricing.engine import price
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, Operation, chained
from sync.protocol.push import Outcome, PushRequest, message_of
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.central import Central, open_home
from sync.server.database import reading
from sync.server.enrolment import DEFAULT_SHOP, present_till
from sync.server.office.people import NewPerson, add_person
from sync.server.office.roles import OfficeRole
from sync.server.retry import write
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed, seed_shop
from sync.server.web import exchange
from sync.vault.signing import SigningKey
from tests.sync.server.shop import enrol_till

NORTH = "north"
TILL, NORTH_TILL = "till-2-shop", "till-3-north"
KEYS = {TILL: SigningKey("2" * 64), NORTH_TILL: SigningKey("3" * 64)}
EVIL = "<script>document.title='XSS'</script><img src=x onerror=\"document.title='XSS'\">"
OLGA, IVAN = "customer-olga", "customer-ivan"
OLGA_PHONE, IVAN_PHONE = "+79735550137", "+79735550190"
NAMES = ("anna", "boris", "vera", "galina", "sergey", "nina", "mikhail")
PASSWORDS = {name: f"Зелёный-{number}-чайник" for number, name in enumerate(NAMES)}
PEOPLE = (
    NewPerson("anna", "Анна Владимировна", OfficeRole.OWNER, (), "ru"),
    NewPerson("boris", "Boris", OfficeRole.OFFICE, (), "en"),
    NewPerson("vera", "Вера", OfficeRole.MANAGER, (DEFAULT_SHOP,), "ru"),
    NewPerson("galina", "Галина", OfficeRole.ACCOUNTANT, (), "ru"),
    NewPerson("sergey", "Сергей", OfficeRole.SUPPORT, (), "ru"),
    NewPerson("nina", "Нина", OfficeRole.MANAGER, (NORTH,), "ru"),
    NewPerson("mikhail", "Михаил", OfficeRole.OFFICE, (), "ru"),
)
RATES = (VatRate("standard", date(2026, 1, 1), 2_200),)


def _item(item_id: str, name: str, price_kopecks: int) -> Item:
    return Item(item_id, name, item_id, (), "grocery", "brand", Unit.PIECE, price_kopecks, "standard", SellingRules())


TEA = _item("tea", f"Чай чёрный {EVIL}", 12_990)
MILK = _item("milk", "Молоко 3,2 %, 930 мл", 8_950)
BREAD = _item("bread", "Хлеб ржаной", 5_400)
PROGRAMME = Programme(
    programme_id="kopilka",
    version=1,
    starts_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
    name=LocalText("Копилка", "Kopilka"),
    floor_kopecks=1,
    receipt_picture=ReceiptPicture.DISCOUNT,
    points=PointsRules(),
    base_earn_bp=500,
    tiers=(),
    promotions=(NForMPromotion("three-for-two", LocalText("Три по цене двух", "3 for 2"), GoodsSelector(), 3, 2),),
)


@dataclass
class TillStream:
    """What one till tells the server, in order."""

    till_id: str
    code: str
    shop_id: str
    operations: list[Operation] = field(default_factory=list)
    running: int = 0

    def tell(self, op_id: str, kind: str, record: object, at: datetime) -> None:
        before = self.operations[-1].hash if self.operations else GENESIS_HASH
        seq = len(self.operations) + 1
        self.operations.append(chained(before, op_id, self.till_id, 1, seq, kind, 1, at, encode(record)))

    def head(self, shift_id: str, at: datetime, zone: Any) -> ReceiptHead:
        self.running += 1
        number = f"{self.code}-{self.running:06d}"
        return ReceiptHead(number, self.code, shift_id, "operator-1", at, at.astimezone(zone).date())


@dataclass(frozen=True)
class World:
    """What the tests ask for by id."""

    home: Path
    shop_shift: str
    shop_open_shift: str
    north_shift: str
    shop_sale: str
    shop_return: str
    north_sale: str
    today: date
    """The shop's local day on which it was made; a test that asks the machine again may hear the next one."""

    @property
    def week(self) -> str:
        """The days of all its trade, as the pages' addresses name them."""
        return f"first={self.today - timedelta(days=6)}&last={self.today}"


def make_world(home: Path) -> World:
    """The whole of it in a new server's home: yesterday's trade lies within that day, today's within this one."""
    central = open_home(home)
    now = central.now()
    today = now.astimezone(central.timezone).date()
    seed_shop(central.engine, _seed(today), central.vault, now)
    for till_id, code, shop in ((TILL, "2", DEFAULT_SHOP), (NORTH_TILL, "3", NORTH)):
        enrol_till(central, till_id, KEYS[till_id], code, shop)
    write(
        central.engine,
        lambda connection: [
            add_person(connection, new, PASSWORDS[new.name], f"person-{new.name}", now, "test") for new in PEOPLE
        ],
    )
    shop, north = TillStream(TILL, "2", DEFAULT_SHOP), TillStream(NORTH_TILL, "3", NORTH)
    midnight = datetime.combine(today, time(), central.timezone).astimezone(UTC)
    yesterday = datetime.combine(today - timedelta(days=1), time(9), central.timezone).astimezone(UTC)
    sales, shop_return = _day(central, shop, "shift-shop-1", 1, yesterday, over_short=-12_000)
    opened = max(midnight, now - timedelta(minutes=20))
    _open(shop, "shift-shop-2", 2, opened)
    _sell(central, shop, "shift-shop-2", opened + (now - opened) / 4, "sale-today")
    north_sales, _ = _day(central, north, "shift-north-1", 1, yesterday, over_short=0)
    for stream in (shop, north):
        _push(central, stream)
    central.close()
    return World(
        home,
        "shift-shop-1",
        "shift-shop-2",
        "shift-north-1",
        sales[0].receipt_id,
        shop_return.receipt_id,
        north_sales[0].receipt_id,
        today,
    )


def _seed(today: date) -> ShopSeed:
    lot = SeedLot("lot-1", today - timedelta(days=30), today + timedelta(days=200), 50_000)
    return ShopSeed(
        programme_id="kopilka",
        goods=tuple(GoodsRow(item.item_id, item) for item in (TEA, MILK, BREAD)),
        customers=(
            CustomerRow(OLGA, f"Ольга {EVIL}", OLGA_PHONE, "K100", date(1990, 5, 4)),
            CustomerRow(IVAN, "Иван С.", IVAN_PHONE, None, None),
        ),
        accounts=(SeedAccount(OLGA, None, 0, (lot,)),),
        staff=(
            SeedStaff("operator-1", "Лидия", Role.CASHIER, "1111"),
            SeedStaff("operator-2", "Глеб", Role.MANAGER, "2222"),
        ),
        programmes=(ProgrammeRow("kopilka", 1, write_programme(PROGRAMME)),),
        vat_rates=(VatRow("standard", date(2026, 1, 1), 2_200),),
    )


def _open(stream: TillStream, shift_id: str, number: int, at: datetime) -> ShiftOpened:
    shift = ShiftOpened(shift_id, number, stream.code, "operator-1", at, 200_000)
    stream.tell(shift_id, "shift_opened", shift, at)
    return shift


def _sell(
    central: Central,
    stream: TillStream,
    shift_id: str,
    at: datetime,
    receipt_id: str,
    customer_id: str | None = None,
    points: int = 0,
    by_hand: bool = False,
) -> Sale:
    hand = ManualDiscount(ManualDiscountKind.PERCENT, 1_000, "operator-1", "operator-2", EVIL) if by_hand else None
    lines = (BasketLine("a", TEA, 3_000), BasketLine("b", MILK, 2_000, hand), BasketLine("c", BREAD, 1_000))
    choice = PointsChoice(PointsMode.SUM, points) if points else NO_POINTS
    basket = Basket(receipt_id, at, lines, customer_id, choice)
    standing = None if customer_id is None else Standing(customer_id, None, 50_000)
    priced = price(basket, standing, PROGRAMME, at.astimezone(central.timezone))
    kind = TenderKind.CARD if stream.running % 2 else TenderKind.CASH
    tender = Tender(kind, priced.money_kopecks, priced.money_kopecks)
    sale = build_sale(basket, priced, (tender,), stream.head(shift_id, at, central.timezone), PROGRAMME, RATES)
    stream.tell(receipt_id, "sale", sale, at)
    return sale


def _day(
    central: Central, stream: TillStream, shift_id: str, number: int, start: datetime, over_short: int
) -> tuple[list[Sale], SaleReturn]:
    """A shift of ten sales, a return, cash out and a void of a line, closed with a difference."""
    shift = _open(stream, shift_id, number, start)
    sales = []
    for place in range(10):
        at = start + timedelta(minutes=5 + place * 40)
        customer = (OLGA, IVAN, None)[place % 3]
        receipt_id = f"sale-{stream.shop_id}-{place}"
        points = 5_000 if place == 0 else 0
        sales.append(_sell(central, stream, shift_id, at, receipt_id, customer, points, by_hand=place == 1))
    at = start + timedelta(hours=7)
    back = build_return(
        sales[0], {}, {"b": 1_000}, f"return-{stream.shop_id}", stream.head(shift_id, at, central.timezone), EVIL
    )
    stream.tell(back.receipt_id, "return", back, at)
    moved = CashMovement(f"move-{shift_id}", shift_id, CashMovementKind.CASH_OUT, 30_000, "operator-1", at, EVIL)
    stream.tell(moved.movement_id, "cash_moved", moved, at)
    deed = Deed(
        f"deed-{shift_id}",
        DeedKind.LINE_VOIDED,
        at,
        "operator-1",
        "Лидия",
        "operator-2",
        "Глеб",
        EVIL,
        facts=(("item", MILK.name), ("quantity", 1_000), ("sum_kopecks", 8_950)),
    )
    stream.tell(deed.deed_id, "deed", deed, at)
    closed_at = start + timedelta(hours=8)
    report = build_shift_report(shift, sales, [back], [moved], closed_at)
    counted = report.expected_cash_kopecks + over_short
    z = build_z_report(report, f"z-{shift_id}", number, "operator-1", counted, 0)
    if over_short:
        z = replace(z, over_short_reason=EVIL)
    stream.tell(z.z_id, "shift_closed", z, closed_at)
    return sales, back


def _push(central: Central, stream: TillStream) -> None:
    with reading(central.engine) as connection:
        till = present_till(connection, stream.till_id)
    messages = tuple(message_of(each) for each in stream.operations)
    answer = exchange.push(central, till, PushRequest(stream.till_id, 1, len(messages), messages), "0.0.9")
    bad = [(each.op_id, each.reason) for each in answer.results if each.outcome is not Outcome.CREATED]
    if bad:
        raise RuntimeError(f"expected every record of the world to be taken, got {bad}")
