"""A small shop on a real server database."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from pos_app.domain.loyalty.account import Account
from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture, Tier
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.offline import OfflineTerms
from pos_app.domain.people.operator import Role
from sync.client.request_signer import TillIdentity
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.access.enrol import enrol
from sync.server.access.enrolment_codes import make_code
from sync.server.audit.report import audit
from sync.server.central import Central, open_central
from sync.server.database import reading, writing
from sync.server.enrolment import DEFAULT_SHOP, EnrolledTill, present_till
from sync.server.feed import accounts_of
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed, seed_shop
from sync.server.tables import METADATA, OPERATION
from sync.server.web import exchange
from sync.vault.phone_vault import PhoneVault
from sync.vault.signing import SigningKey
from tests.sync.server.paper import DAY, PROGRAMME, TEA

TILL = "till-1"
OTHER_TILL = "till-2"
NUMBERS = {TILL: "2", OTHER_TILL: "3"}
KEYS = {TILL: SigningKey("11" * 32), OTHER_TILL: SigningKey("22" * 32)}
"""What the tills of the tests sign with."""
OLGA = "customer-olga"
IVAN = "customer-ivan"
OLGA_PHONE = "+79735550137"
GRACE_DAYS = 14
OPENING_LOTS = (("lot-b", 10, 30_000), ("lot-a", 5, 20_000))
"""Olga's: id, days until it burns, hundredths of a point."""


@dataclass
class HandClock:
    """A clock that a test moves."""

    at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class Shop:
    """The server's inside, without HTTP."""

    central: Central
    clock: HandClock = field(default_factory=HandClock)
    url: str = ""

    def till(self, till_id: str = TILL) -> EnrolledTill:
        with reading(self.central.engine) as connection:
            return present_till(connection, till_id)

    def push(self, request: PushRequest) -> PushAnswer:
        return exchange.push(self.central, self.till(request.till_id), request)

    def account(self, customer_id: str = OLGA) -> Account:
        with reading(self.central.engine) as connection:
            return accounts_of(connection, [customer_id], 0, self.central.today())[0]

    def lots(self, customer_id: str = OLGA) -> Mapping[str, int]:
        return {lot.lot_id: lot.remaining for lot in self.account(customer_id).lots}

    def states(self) -> Mapping[str, tuple[str, str | None]]:
        with reading(self.central.engine) as connection:
            rows = connection.execute(select(OPERATION.c.op_id, OPERATION.c.state, OPERATION.c.reason))
            return {row.op_id: (row.state, row.reason) for row in rows}

    def stored(self) -> bytes:
        """Everything that lies in the database, deleted things too where it is a file."""
        if self.central.engine.dialect.name == "sqlite":
            files = Path(self.url.removeprefix("sqlite:///")).parent.glob("server.db*")
            return b"".join(file.read_bytes() for file in files)
        with reading(self.central.engine) as connection:
            rows = [connection.execute(select(table)).all() for table in METADATA.sorted_tables]
            return repr(rows).encode() + b"".join(
                value for table in rows for row in table for value in row if isinstance(value, bytes)
            )

    def findings(self) -> list[str]:
        return [finding.check for finding in audit(self.central.engine).findings]


def programme(leases: int = 0) -> Programme:
    """Two tiers; returned points of a burnt lot live for two weeks; as many leases a customer as the test wants."""
    return Programme(
        programme_id=PROGRAMME,
        version=1,
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        name=LocalText("Копилка", "Kopilka"),
        floor_kopecks=1,
        receipt_picture=ReceiptPicture.DISCOUNT,
        points=PointsRules(return_grace_days=GRACE_DAYS),
        base_earn_bp=500,
        tiers=(
            Tier("silver", LocalText("Серебряный", "Silver"), 30_000, 300, 500),
            Tier("gold", LocalText("Золотой", "Gold"), 100_000, 500, 700),
        ),
        promotions=(),
        offline=OfflineTerms(leases_per_customer=leases),
    )


def shop_seed(day: date = DAY) -> ShopSeed:
    """Goods, two customers (Olga with two lots, Ivan with nothing), one cashier."""
    lots = tuple(
        SeedLot(lot_id, day - timedelta(days=100), day + timedelta(days=left), points)
        for lot_id, left, points in OPENING_LOTS
    )
    return ShopSeed(
        programme_id=PROGRAMME,
        goods=(GoodsRow(TEA.item_id, TEA),),
        customers=(
            CustomerRow(OLGA, "Ольга П.", OLGA_PHONE, "K100", date(1990, 5, 4)),
            CustomerRow(IVAN, "Иван С.", "+79730000002", None, None),
        ),
        accounts=(SeedAccount(OLGA, None, 0, lots),),
        staff=(
            SeedStaff("operator-1", "Анна", Role.CASHIER, "1111"),
            SeedStaff("boss", "Вера", Role.SENIOR, "2222"),
            SeedStaff("owner", "Глеб", Role.MANAGER, "3333"),
        ),
        programmes=(ProgrammeRow(PROGRAMME, 1, write_programme(programme())),),
        vat_rates=(VatRow("standard", date(2026, 1, 1), 2_200),),
    )


def fill(central: Central, day: date = DAY) -> None:
    """The small shop and its two tills."""
    seed_shop(central.engine, shop_seed(day), central.vault, central.now())
    for till_id in KEYS:
        enrol_till(central, till_id)


def identity(till_id: str = TILL) -> TillIdentity:
    """What a till of the tests proves itself with."""
    return TillIdentity(till_id, KEYS[till_id])


def new_code(central: Central, number: str, replaces: bool = False, shop_id: str = DEFAULT_SHOP) -> str:
    """A one-time code, as the office makes it."""
    with writing(central.engine) as connection:
        return make_code(connection, central.now(), os.urandom, "office", shop_id, number, replaces)


def enrol_till(
    central: Central,
    till_id: str,
    key: SigningKey | None = None,
    number: str | None = None,
    shop_id: str = DEFAULT_SHOP,
) -> EnrolledTill:
    """Take a till in with a code of its own."""
    number = number or NUMBERS[till_id]
    public_key = (key or KEYS[till_id]).public_hex
    request = EnrolRequest(new_code(central, number, shop_id=shop_id), public_key, "test", till_id)
    with writing(central.engine) as connection:
        return enrol(connection, central.now(), request)


def vault() -> PhoneVault:
    return PhoneVault(b"h" * 32, b"c" * 32, os.urandom)


def fill_database(url: str) -> None:
    """The small shop and its two tills in a migrated database."""
    central = open_central(url, vault(), now=HandClock().now)
    fill(central)
    central.close()


def shop_at(url: str) -> Shop:
    """A shop whose database was filled, on a clock that stands at noon, Moscow time."""
    clock = HandClock()
    return Shop(open_central(url, vault(), now=clock.now), clock, url)


@cache
def _filled_database() -> bytes:
    """The file of a filled shop: filling takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.db"
        fill_database(f"sqlite:///{path}")
        return path.read_bytes()


def open_shop(folder: Path) -> Shop:
    """A filled shop on a SQLite file in a folder; for both databases there is the fixture ``shop``."""
    path = folder / "server.db"
    path.write_bytes(_filled_database())
    return shop_at(f"sqlite:///{path}")
