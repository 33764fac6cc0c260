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
from pos_app.domain.people.operator import Role
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.audit.report import audit
from sync.server.central import Central, open_central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, add_till, present_till
from sync.server.feed import accounts_of
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed, seed_shop
from sync.server.tables import OPERATION
from sync.server.web import exchange
from sync.vault.phone_vault import PhoneVault
from tests.sync.server.paper import DAY, PROGRAMME, TEA

TILL = "till-1"
OTHER_TILL = "till-2"
TOKEN = "token-of-the-first-till-0123456789abcdef"
OTHER_TOKEN = "token-of-the-second-till-0123456789abcde"
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

    def till(self, till_id: str = TILL) -> EnrolledTill:
        with reading(self.central.engine) as connection:
            return present_till(connection, till_id)

    def push(self, request: PushRequest) -> PushAnswer:
        return exchange.push(self.central, self.till(request.till_id), request)

    def account(self, customer_id: str = OLGA) -> Account:
        with reading(self.central.engine) as connection:
            return accounts_of(connection, [customer_id], 0)[0]

    def lots(self, customer_id: str = OLGA) -> Mapping[str, int]:
        return {lot.lot_id: lot.remaining for lot in self.account(customer_id).lots}

    def states(self) -> Mapping[str, tuple[str, str | None]]:
        with reading(self.central.engine) as connection:
            rows = connection.execute(select(OPERATION.c.op_id, OPERATION.c.state, OPERATION.c.reason))
            return {row.op_id: (row.state, row.reason) for row in rows}

    def findings(self) -> list[str]:
        return [finding.check for finding in audit(self.central.engine).findings]


def programme() -> Programme:
    """Two tiers; returned points of a burnt lot live for two weeks."""
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
        staff=(SeedStaff("operator-1", "Анна", Role.CASHIER, "1111"),),
        programmes=(ProgrammeRow(PROGRAMME, 1, write_programme(programme())),),
        vat_rates=(VatRow("standard", date(2026, 1, 1), 2_200),),
    )


def fill(central: Central, day: date = DAY) -> None:
    """The small shop and its two tills."""
    seed_shop(central.engine, shop_seed(day), central.vault, central.now())
    add_till(central.engine, TILL, "2", TOKEN)
    add_till(central.engine, OTHER_TILL, "3", OTHER_TOKEN)


def vault() -> PhoneVault:
    return PhoneVault(b"h" * 32, b"c" * 32, os.urandom)


@cache
def _filled_database() -> bytes:
    """The file of a filled shop: filling takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.db"
        central = open_central(f"sqlite:///{path}", vault(), now=HandClock().now)
        fill(central)
        central.close()
        return path.read_bytes()


def open_shop(folder: Path) -> Shop:
    """A filled shop on a clock that stands at noon, Moscow time."""
    path = folder / "server.db"
    path.write_bytes(_filled_database())
    clock = HandClock()
    return Shop(open_central(f"sqlite:///{path}", vault(), now=clock.now), clock)
