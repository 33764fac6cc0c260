"""Fills an empty server with a shop: goods, people, staff, programme, VAT and opening balances."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, insert, select

from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.operator import Operator, Role
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, StaffRow, Stream, VatRow
from sync.server.database import writing
from sync.server.feed import publish, take_change_numbers
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_tables import add_entry, save_books
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.tables import ACCOUNT, CARD, CUSTOMER, PHONE
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher


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
    """What a customer has when the books open."""

    customer_id: str
    tier_code: str | None
    turnover_kopecks: Kopecks
    lots: tuple[SeedLot, ...]


@dataclass(frozen=True, slots=True)
class SeedStaff:
    """A person who signs on, in these shops or (with none) in all; ``pin`` and ``badge`` in clear until hashed here."""

    operator_id: str
    name: str
    role: Role
    pin: str = field(repr=False)
    badge: str | None = field(default=None, repr=False)
    shop_ids: tuple[str, ...] = ()


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
    pin_hash = Argon2PinHasher().hash(person.pin)
    badge_hash = None if person.badge is None else vault.badge_hash(person.badge)
    operator = Operator(person.operator_id, person.name, person.role, pin_hash, badge_hash)
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
    opening = {account.customer_id: account for account in shop.accounts}
    numbers = take_change_numbers(connection, Stream.ACCOUNTS, len(shop.customers))
    for number, customer in zip(numbers, shop.customers, strict=True):
        account = opening.get(customer.customer_id, SeedAccount(customer.customer_id, None, 0, ()))
        connection.execute(
            insert(ACCOUNT).values(
                customer_id=account.customer_id,
                available=0,
                debt=0,
                turnover_kopecks=account.turnover_kopecks,
                tier_code=account.tier_code,
                change_number=number,
            )
        )
        books = CustomerBooks(account.customer_id, account.turnover_kopecks, account.tier_code)
        legs: list[Leg] = []
        for lot in account.lots:
            legs += books.open_lot(lot.lot_id, lot.earned_day, lot.expires_day, lot.points, shop.programme_id)
        if legs:
            name = f"opening.{account.customer_id}"
            entry = Entry(name, name, Book.POINTS, EntryKind.OPENING.value, opened_at, tuple(legs))
            add_entry(connection, account.customer_id, entry)
            save_books(connection, books)
