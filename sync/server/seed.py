"""Fills an empty server with a shop: goods, people, staff, programme, VAT and opening balances."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, insert, select

from pos_app.domain.loyalty.account import NO_FACTS, AccountFacts, GrantedOffer
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.operator import Operator, Role
from sync.protocol.encoding import encode
from sync.protocol.operation import unix_ms
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, StaffRow, Stream, VatRow
from sync.server.bulk import insert_rows
from sync.server.database import writing
from sync.server.feed import publish, take_change_numbers
from sync.server.ledger.accounts import EntryKind, LegList, PointsAccount
from sync.server.tables import ACCOUNT, CARD, CUSTOMER, ENTRY, LEG, LOT, PHONE, TURNOVER_DAY
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher
from sync.vault.sealed_pin import seal_pin_hash


class ShopKnownError(RuntimeError):
    """The database holds a shop already; it is filled once."""

    def __init__(self) -> None:
        super().__init__("this server holds a shop already; start with an empty --home to load another")


@dataclass(frozen=True, slots=True)
class SeedLot:
    """An opening balance's lot; ``points`` > 0 in hundredths, days are local days of the shop."""

    lot_id: str
    earned_day: date
    expires_day: date
    points: Points


@dataclass(frozen=True, slots=True)
class SeedAccount:
    """What a customer has when the books open; ``offers``: personal ones that were granted to him."""

    customer_id: str
    tier_code: str | None
    turnover_kopecks: Kopecks
    lots: tuple[SeedLot, ...]
    offers: tuple[GrantedOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedStaff:
    """A person who signs on, in these shops or (with none) in all; ``pin`` and ``badge`` in clear until hashed here.

    ``customer_id``: his own account as a customer.
    """

    operator_id: str
    name: str
    role: Role
    pin: str = field(repr=False)
    badge: str | None = field(default=None, repr=False)
    shop_ids: tuple[str, ...] = ()
    customer_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShopSeed:
    """A whole shop. Each account belongs to a customer; customers without one start at nothing."""

    programme_id: str
    goods: tuple[GoodsRow, ...]
    customers: tuple[CustomerRow, ...]
    accounts: tuple[SeedAccount, ...]
    staff: tuple[SeedStaff, ...]
    programmes: tuple[ProgrammeRow, ...]
    vat_rates: tuple[VatRow, ...]


def holds_shop(connection: Connection) -> bool:
    """Whether the server was filled before."""
    return connection.execute(select(func.count()).select_from(CUSTOMER)).scalar_one() > 0


def seed_shop(engine: Engine, shop: ShopSeed, vault: PhoneVault, opened_at: datetime) -> None:
    """Fill the server in one transaction. Raises :class:`ShopKnownError`; then nothing was changed."""
    staff = tuple(_staff_row(person, vault) for person in shop.staff)
    with writing(engine) as connection:
        if holds_shop(connection):
            raise ShopKnownError
        publish(connection, Stream.GOODS, shop.goods)
        publish(connection, Stream.VAT, shop.vat_rates)
        publish(connection, Stream.PROGRAMME, shop.programmes)
        publish(connection, Stream.STAFF, staff)
        _add_customers(connection, shop.customers, vault)
        _add_accounts(connection, shop, opened_at)


def _staff_row(person: SeedStaff, vault: PhoneVault) -> StaffRow:
    pin_hash = seal_pin_hash(vault, Argon2PinHasher().hash(person.pin), person.operator_id)
    badge_hash = None if person.badge is None else vault.badge_hash(person.badge)
    operator = Operator(person.operator_id, person.name, person.role, pin_hash, badge_hash, person.customer_id)
    return StaffRow(person.operator_id, operator, shop_ids=person.shop_ids)


def _add_customers(connection: Connection, customers: tuple[CustomerRow, ...], vault: PhoneVault) -> None:
    numbers = take_change_numbers(connection, Stream.CUSTOMERS, len(customers))
    people, phones, cards = [], [], []
    for number, row in zip(numbers, customers, strict=True):
        phone_hash = vault.hash(row.phone_e164)
        people.append(
            {
                "customer_id": row.customer_id,
                "name": row.name,
                "phone_hash": phone_hash,
                "phone_cipher": vault.encrypt(row.phone_e164, row.customer_id),
                "card_number": row.card_number,
                "birth_day": row.birth_day,
                "unconfirmed": False,
                "deleted": False,
                "change_number": number,
            }
        )
        phones.append({"phone_hash": phone_hash, "customer_id": row.customer_id})
        if row.card_number is not None:
            cards.append({"card_number": row.card_number, "customer_id": row.customer_id})
    for table, rows in ((CUSTOMER, people), (PHONE, phones), (CARD, cards)):
        if rows:
            connection.execute(insert(table), rows)


def _add_accounts(connection: Connection, shop: ShopSeed, opened_at: datetime) -> None:
    """Turnover of before counts in a tier's window as of the day on which the books open."""
    opening = {account.customer_id: account for account in shop.accounts}
    numbers = take_change_numbers(connection, Stream.ACCOUNTS, len(shop.customers))
    accounts, lots, entries, legs, turnover = [], [], [], [], []
    for number, customer in zip(numbers, shop.customers, strict=True):
        account = opening.get(customer.customer_id, SeedAccount(customer.customer_id, None, 0, ()))
        points = sum(lot.points for lot in account.lots)
        facts = AccountFacts(life_turnover_kopecks=account.turnover_kopecks, offers=account.offers)
        accounts.append(
            {
                "customer_id": account.customer_id,
                "available": points,
                "reserved": 0,
                "debt": 0,
                "turnover_kopecks": account.turnover_kopecks,
                "life_turnover_kopecks": account.turnover_kopecks,
                "purchases": 0,
                "facts": encode(facts) if facts != NO_FACTS else None,
                "tier_code": account.tier_code,
                "change_number": number,
            }
        )
        if account.turnover_kopecks:
            day = opened_at.date()
            turnover.append({"customer_id": account.customer_id, "day": day, "kopecks": account.turnover_kopecks})
        lots += [_lot_row(account.customer_id, lot, shop.programme_id) for lot in account.lots]
        if points:
            entry, sides = _opening(account, shop.programme_id, opened_at)
            entries.append(entry)
            legs += sides
    rows = ((ACCOUNT, accounts), (LOT, lots), (ENTRY, entries), (LEG, legs), (TURNOVER_DAY, turnover))
    for table, new in rows:
        insert_rows(connection, table, new)


def _lot_row(customer_id: str, lot: SeedLot, programme_id: str) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "lot_id": lot.lot_id,
        "earned_day": lot.earned_day,
        "active_day": lot.earned_day,
        "expires_day": lot.expires_day,
        "programme_id": programme_id,
        "granted": lot.points,
        "remaining": lot.points,
        "reserved": 0,
        "burnt": 0,
        "taken_back": 0,
        "sale_id": None,
        "origin_lot_id": None,
    }


def _opening(
    account: SeedAccount, programme_id: str, opened_at: datetime
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The entry that opens an account, and its legs."""
    name = f"opening.{account.customer_id}"
    entry = {
        "customer_id": account.customer_id,
        "entry_id": name,
        "operation_id": name,
        "kind": EntryKind.OPENING.value,
        "posted_ms": unix_ms(opened_at),
    }
    legs = LegList(account.customer_id, programme_id)
    for lot in account.lots:
        legs.add(PointsAccount.AVAILABLE, lot.points, lot.lot_id)
        legs.add(PointsAccount.ISSUED, -lot.points)
    sides: list[dict[str, object]] = [
        {
            "customer_id": account.customer_id,
            "entry_id": name,
            "number": number,
            "account": leg.account,
            "owner": leg.owner,
            "amount": leg.amount,
            "lot_id": leg.lot_id,
        }
        for number, leg in enumerate(legs.legs())
    ]
    return entry, sides
