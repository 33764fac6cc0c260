"""Customers on this till, found by keyed hashes. Fulfils ``CustomerDirectory`` by its shape."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from pos_app.domain.codes.phone import last_four, masked
from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.contacts import Contacts
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.email import masked as masked_email
from pos_app.domain.people.held_card import BlockReason, HeldCard
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.encoding import encode
from sync.protocol.operation import instant_of, unix_ms
from sync.protocol.rows import CustomerRow
from sync.store.book import Book
from sync.store.connection import Database, Proof, SqlRow
from sync.store.engine import sqlite3
from sync.store.errors import DAMAGED
from sync.store.sealed_body import sealed
from sync.vault.phone_vault import PhoneUnreadableError, PhoneVault

LastVisits = Callable[[Sequence[str]], Mapping[str, int]]
"""Per customer id, the instant of the last visit in ms, for those who were here (``Visits.last_visit_ms``)."""

_log = logging.getLogger("sync.store.copy")
_COLUMNS = "customer_id, name, phone_cipher, card_number, birth_day, confirmed, email_cipher"
_PHONE_UNREADABLE = "+·"


class CustomerIndex(Book):
    """Reads of one thread."""

    def __init__(self, database: Database, vault: PhoneVault, last_visits: LastVisits) -> None:
        super().__init__(database)
        self._vault = vault
        self._last_visits = last_visits

    def by_phone(self, e164: str) -> Customer | None:
        """The one person of that phone."""
        return self._one("phone_hash = ?", self._vault.hash(e164))

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        """People whose phone ends in the four digits: those who were here last come first, the others by name."""
        rows = self._database.rows(
            "SELECT customer_id, name FROM customer WHERE last4_hash = ?", (self._vault.last4_hash(digits),)
        )
        visits = self._last_visits([row[0] for row in rows]) if len(rows) > 1 else {}
        rows.sort(key=lambda row: (-visits.get(row[0], 0), row[1], row[0]))
        found = (self.by_id(row[0]) for row in rows[:limit])
        return tuple(customer for customer in found if customer is not None)

    def by_card(self, card_number: str) -> Customer | None:
        """The holder of a card in force."""
        told = self.card(card_number)
        return self.by_id(told[0]) if told is not None and told[1].in_force else None

    def card(self, card_number: str) -> tuple[str, HeldCard] | None:
        """Who holds or held a card, and whether it is in force."""
        row = self._database.row(
            "SELECT customer_id, card_number, blocked, since_ms FROM customer_card WHERE card_number = ?",
            (card_number,),
        )
        if row is not None:
            return row[0], _card(row[1:])
        # An older server tells the card in force only.
        row = self._database.row("SELECT customer_id FROM customer WHERE card_number = ?", (card_number,))
        return None if row is None else (row[0], HeldCard(card_number))

    def contacts(self, customer_id: str) -> Contacts | None:
        """Phone and address in clear; empty where they do not open with the keys of today."""
        row = self._database.row(
            "SELECT phone_cipher, email_cipher FROM customer WHERE customer_id = ?", (customer_id,)
        )
        if row is None:
            return None
        phone, email = row
        return Contacts(
            "" if phone is None else self._opened(self._vault.decrypt, phone, customer_id),
            "" if email is None else self._opened(self._vault.open_email, email, customer_id),
        )

    def by_id(self, customer_id: str) -> Customer | None:
        """The person behind an id."""
        return self._one("customer_id = ?", customer_id)

    def account(self, customer_id: str) -> Account | None:
        """The server's last known account, None if it never told one."""
        row = self._database.row("SELECT body FROM account WHERE customer_id = ?", (customer_id,))
        try:
            return self._record(Account, row)
        except StoreError as error:
            if error.key != DAMAGED:
                raise
        self._forget_account(customer_id)
        return None

    def _forget_account(self, customer_id: str) -> None:
        """What the disk damaged is not known; the next exchange about him brings it again."""
        gone = Proof("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM account WHERE customer_id = ?)", (customer_id,))
        with self._database.transaction(gone) as connection:
            connection.execute("DELETE FROM account WHERE customer_id = ?", (customer_id,))
        _log.warning("account=damaged customer=%s", customer_id)

    def count(self) -> int:
        """How many customers are here."""
        return int(self._database.rows("SELECT count(*) FROM customer")[0][0])

    def _one(self, condition: str, value: bytes | str) -> Customer | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM customer WHERE {condition}", (value,))
        return None if row is None else self._customer(row)

    def _customer(self, row: SqlRow) -> Customer:
        customer_id, name, cipher, card_number, birth_day, confirmed, email = row
        address = "" if email is None else self._opened(self._vault.open_email, email, customer_id)
        return Customer(
            customer_id=customer_id,
            name=name,
            masked_phone=self._masked(cipher, customer_id),
            card_number=card_number,
            birth_day=None if birth_day is None else date.fromisoformat(birth_day),
            confirmed=bool(confirmed),
            masked_email=masked_email(address),
            cards=self._cards(customer_id),
        )

    def _cards(self, customer_id: str) -> tuple[HeldCard, ...]:
        rows = self._database.rows(
            "SELECT card_number, blocked, since_ms FROM customer_card WHERE customer_id = ?"
            " ORDER BY since_ms IS NOT NULL, since_ms, card_number",
            (customer_id,),
        )
        return tuple(_card(row) for row in rows)

    @staticmethod
    def _opened(opening: Callable[[bytes, str], str], cipher: bytes, customer_id: str) -> str:
        try:
            return opening(cipher, customer_id)
        except PhoneUnreadableError:
            return ""

    def _masked(self, cipher: bytes | None, customer_id: str) -> str:
        if cipher is None:
            return ""
        try:
            return masked(self._vault.decrypt(cipher, customer_id))
        except PhoneUnreadableError:
            return _PHONE_UNREADABLE  # the customer is still who the hash found: a sale must not stop here


def put_customers(connection: sqlite3.Connection, rows: Iterable[CustomerRow], vault: PhoneVault) -> None:
    """Write rows of the customers' feed; inside a write transaction.

    A phone or a card that the server gives to one person is taken from whoever had it: the feed is the server's order.
    """
    for row in rows:
        if row.deleted:
            connection.execute("DELETE FROM customer WHERE customer_id = ?", (row.customer_id,))
            connection.execute("DELETE FROM account WHERE customer_id = ?", (row.customer_id,))
            connection.execute("DELETE FROM customer_card WHERE customer_id = ?", (row.customer_id,))
        else:
            _put(connection, row, vault)


def put_accounts(connection: sqlite3.Connection, accounts: Iterable[Account]) -> None:
    """Write accounts as the server told them; inside a write transaction."""
    connection.executemany(
        "INSERT INTO account (customer_id, body) VALUES (?, ?)"
        " ON CONFLICT (customer_id) DO UPDATE SET body = excluded.body",
        [(account.customer_id, sealed(encode(account))) for account in accounts],
    )


def _put(connection: sqlite3.Connection, row: CustomerRow, vault: PhoneVault) -> None:
    phone_hash = vault.hash(row.phone_e164)
    connection.execute(
        "UPDATE customer SET phone_hash = NULL, last4_hash = NULL, phone_cipher = NULL"
        " WHERE phone_hash = ? AND customer_id <> ?",
        (phone_hash, row.customer_id),
    )
    if row.card_number is not None:
        connection.execute(
            "UPDATE customer SET card_number = NULL WHERE card_number = ? AND customer_id <> ?",
            (row.card_number, row.customer_id),
        )
    connection.execute(
        "INSERT INTO customer (customer_id, name, phone_hash, last4_hash, phone_cipher, card_number, birth_day,"
        " confirmed, email_cipher) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (customer_id) DO UPDATE SET"
        " name = excluded.name, phone_hash = excluded.phone_hash, last4_hash = excluded.last4_hash,"
        " phone_cipher = excluded.phone_cipher, card_number = excluded.card_number, birth_day = excluded.birth_day,"
        " confirmed = excluded.confirmed, email_cipher = excluded.email_cipher",
        (
            row.customer_id,
            row.name,
            phone_hash,
            vault.last4_hash(last_four(row.phone_e164)),
            vault.encrypt(row.phone_e164, row.customer_id),
            row.card_number,
            None if row.birth_day is None else row.birth_day.isoformat(),
            int(row.confirmed),
            vault.seal_email(row.email, row.customer_id) if row.email else None,
        ),
    )
    connection.execute("DELETE FROM customer_card WHERE customer_id = ?", (row.customer_id,))
    connection.executemany(
        "INSERT OR REPLACE INTO customer_card (card_number, customer_id, blocked, since_ms) VALUES (?, ?, ?, ?)",
        [
            (
                card.card_number,
                row.customer_id,
                None if card.blocked is None else card.blocked.value,
                None if card.since is None else unix_ms(card.since),
            )
            for card in row.cards
        ],
    )


def _card(row: SqlRow) -> HeldCard:
    number, blocked, since_ms = row
    return HeldCard(
        number,
        None if blocked is None else BlockReason(blocked),
        None if since_ms is None else instant_of(since_ms),
    )
