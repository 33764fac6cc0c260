"""A shop of any size in a server's database: customers, goods, tills with their keys."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime

from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.people.operator import Role
from pos_app.scratch.sales import EARN_BP, TillStream, item
from sync.client.request_signer import TillIdentity
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, VatRow
from sync.server.access.enrol import enrol
from sync.server.access.enrolment_codes import make_code
from sync.server.central import Central
from sync.server.database import writing
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.seed import SeedAccount, SeedLot, SeedStaff, ShopSeed, seed_shop
from sync.vault.signing import SigningKey, new_key_hex

PROGRAMME = "scratch"
_OPENING_POINTS = 100_000
_PHONES = 10_000_000


@dataclass(frozen=True, slots=True)
class ScratchTill:
    """An enrolled till: what it signs with, and its stream."""

    identity: TillIdentity
    stream: TillStream


def customer_id(number: int) -> str:
    """The id of a customer of the scratch shop, from 0."""
    return f"customer-{number:08d}"


def fill_shop(central: Central, customers: int, tills: int, goods: int = 100) -> tuple[ScratchTill, ...]:
    """Fill an empty database; every customer has 1,000 points. Phones are of a range that nobody has."""
    today = central.today()
    expires = today.replace(year=today.year + 1, day=1)
    opening = (SeedLot("opening", today, expires, _OPENING_POINTS),)
    programme = Programme(
        programme_id=PROGRAMME,
        version=1,
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        name=LocalText("Проба", "Scratch"),
        floor_kopecks=1,
        receipt_picture=ReceiptPicture.DISCOUNT,
        points=PointsRules(),
        base_earn_bp=EARN_BP,
        tiers=(),
        promotions=(),
    )
    people = [
        CustomerRow(customer_id(each), f"Клиент {each}", f"+7973{each % _PHONES:07d}", None, None)
        for each in range(customers)
    ]
    seed = ShopSeed(
        programme_id=PROGRAMME,
        goods=tuple(GoodsRow(item(each).item_id, item(each)) for each in range(goods)),
        customers=tuple(people),
        accounts=tuple(SeedAccount(row.customer_id, None, 0, opening) for row in people),
        staff=(SeedStaff("operator-1", "Анна", Role.CASHIER, "1111"),),
        programmes=(ProgrammeRow(PROGRAMME, 1, write_programme(programme)),),
        vat_rates=(VatRow("standard", today.replace(month=1, day=1), 2_200),),
    )
    seed_shop(central.engine, seed, central.vault, central.now())
    return tuple(_enrolled(central, number) for number in range(1, tills + 1))


def _enrolled(central: Central, number: int) -> ScratchTill:
    key = SigningKey(new_key_hex(os.urandom))
    till_id, code = f"till-{number:04d}", str(number)
    with writing(central.engine) as connection:
        one_time = make_code(connection, central.now(), os.urandom, "scratch", DEFAULT_SHOP, code, False)
        enrol(connection, central.now(), EnrolRequest(one_time, key.public_hex, "scratch", till_id))
    stream = TillStream(till_id, code, PROGRAMME, central.incarnation)
    return ScratchTill(TillIdentity(till_id, key), stream)
