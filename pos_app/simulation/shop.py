"""The shop of a world: few goods, few customers who go to every till, points that burn soon, and its tills."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.codes.card_number import generate
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.money.units import Unit
from pos_app.domain.people.operator import Role
from pos_app.simulation.shop_programme import PROGRAMME, programme_from
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.access.enrol import enrol
from sync.server.access.enrolment_codes import make_code
from sync.server.central import Central, open_central
from sync.server.database import open_engine, writing
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.migrate import migrate
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed, seed_shop
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher
from sync.vault.signing import SigningKey

CUSTOMERS = 8
TILL_CODES = ("1", "2", "3", "4")
_HASH_OF_PINS = Argon2PinHasher.hash
_HASH_KEY, _CIPHER_KEY = b"h" * 32, b"c" * 32

GOODS = (
    Item("tea", "Чай чёрный", "1001", ("4600000000015",), "tea", "Лист", Unit.PIECE, 45_950, "standard"),
    Item("milk", "Молоко 3,2%", "1002", ("4600000000022",), "dairy", "Луг", Unit.PIECE, 10_990, "standard"),
    Item("cheese", "Сыр", "00042", (), "dairy", "Луг", Unit.KILOGRAM, 89_990, "standard"),
    Item("bread", "Хлеб", "1004", ("4600000000046",), "bakery", "Печь", Unit.PIECE, 5_490, "standard"),
    Item(
        "cigarettes",
        "Сигареты",
        "1003",
        ("4600000000039",),
        "tobacco",
        "Дым",
        Unit.PIECE,
        21_000,
        "standard",
        SellingRules(discountable=False, earns=False, payable_with_points=False, floor_kopecks=21_000),
    ),
)


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """What a world's shop starts with. ``opens_at`` is the true instant at which the world begins."""

    opens_at: datetime
    timezone: str
    tills: int
    lease_hours: int = 72


def till_id(place: int) -> str:
    """The id of the till at ``place``, from 0."""
    return f"till-{place + 1}"


def customer_id(place: int) -> str:
    """The id of the customer at ``place``, from 0."""
    return f"customer-{place + 1}"


def customer_phone(place: int) -> str:
    """The number that the customer at ``place`` has at the beginning."""
    return f"+7973{place:07d}"


def vault_of(chance: random.Random) -> PhoneVault:
    """The shop's keys; ciphertexts differ by chance only."""
    return PhoneVault(_HASH_KEY, _CIPHER_KEY, chance.randbytes)


def make_server_database(plan: ShopPlan) -> bytes:
    """The file of a server that was filled at the world's beginning; the same bytes for the same plan."""
    return _made(plan)


@cache
def _made(plan: ShopPlan) -> bytes:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="kopilka-shop-") as folder:
        path = Path(folder) / "server.db"
        path.write_bytes(_empty())
        vault = vault_of(chance)
        central = open_central(f"sqlite:///{path}", vault, plan.timezone, lambda: plan.opens_at, _counted_ids())
        with patch.object(Argon2PinHasher, "hash", lambda _self, pin: _hashed_once(pin)):
            seed_shop(central.engine, shop_of(plan), vault, plan.opens_at)
        for place in range(plan.tills):
            _enrol(central, place, chance)
        central.close()
        return path.read_bytes()


@cache
def _hashed_once(pin: str) -> str:
    """Slow on purpose, and the same people work in each world of a process."""
    return _HASH_OF_PINS(Argon2PinHasher(), pin)


@cache
def _empty() -> bytes:
    """A server's database with all its tables and nothing in it: the migrations run once in a process."""
    with tempfile.TemporaryDirectory(prefix="kopilka-shop-") as folder:
        path = Path(folder) / "server.db"
        engine = open_engine(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()
        return path.read_bytes()


def _enrol(central: Central, place: int, chance: random.Random) -> None:
    """Take a till in. Its key signs nothing here: signatures are for the tests with real processes."""
    key = SigningKey(chance.randbytes(32).hex())
    with writing(central.engine) as connection:
        code = make_code(connection, central.now(), chance.randbytes, "office", DEFAULT_SHOP, TILL_CODES[place], False)
        enrol(connection, central.now(), EnrolRequest(code, key.public_hex, "till", till_id(place)))


def _counted_ids() -> Callable[[], str]:
    numbers = iter(range(1, 1000))
    return lambda: f"0190a000-0000-7000-8000-{next(numbers):012d}"


def shop_of(plan: ShopPlan) -> ShopSeed:
    today = plan.opens_at.date()
    people = tuple(
        CustomerRow(customer_id(place), f"Покупатель {place + 1}", customer_phone(place), generate(place + 1), None)
        for place in range(CUSTOMERS)
    )
    return ShopSeed(
        programme_id=PROGRAMME,
        goods=tuple(GoodsRow(item.item_id, item) for item in GOODS),
        customers=people,
        accounts=tuple(_account(place, today) for place in range(CUSTOMERS)),
        staff=(
            SeedStaff("operator-1", "Анна", Role.CASHIER, "1111"),
            SeedStaff("operator-2", "Мария", Role.SENIOR, "2222"),
            SeedStaff("operator-3", "Ольга", Role.MANAGER, "3333"),
        ),
        programmes=(ProgrammeRow(PROGRAMME, 1, write_programme(programme_from(plan.opens_at, plan.lease_hours))),),
        vat_rates=(VatRow("standard", date(2020, 1, 1), 2_200),),
    )


def _account(place: int, today: date) -> SeedAccount:
    """The lots burn on different days of the world; one customer has nothing."""
    lots = tuple(
        SeedLot(
            f"opening-{place}-{number}",
            today - timedelta(days=100),
            today + timedelta(days=number * 2 + place % 3),
            20_000 + 5_000 * place,
        )
        for number in range(0 if place == 0 else 3)
    )
    return SeedAccount(customer_id(place), None, 0, lots)
