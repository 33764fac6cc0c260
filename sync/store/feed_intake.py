"""Pages of the server's feeds into cache.db: rows and cursor in one transaction, so that neither runs ahead."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from pos_app.domain.loyalty.account import Account
from sync.protocol.rows import (
    ROW_TYPES,
    CardStepRow,
    CustomerRow,
    GoodsRow,
    OrderRow,
    ProgrammeRow,
    Row,
    StaffRow,
    Stream,
    VatRow,
)
from sync.store.account_check import AccountCheck
from sync.store.book import Book
from sync.store.card_steps import CardStepBook
from sync.store.connection import Database, Proof, open_copy_connection
from sync.store.customer_index import put_accounts, put_customers
from sync.store.engine import sqlite3
from sync.store.goods_shelf import put_goods, put_vat_rates
from sync.store.index_check import IndexCheck
from sync.store.order_shelf import put_orders
from sync.store.programme_shelf import put_programmes
from sync.store.staff_list import put_staff
from sync.vault.phone_vault import PhoneVault


class FeedIntake(Book):
    """The sync client's door into the cache; writes of one thread."""

    def __init__(self, database: Database, vault: PhoneVault, card_steps: CardStepBook | None = None) -> None:
        """``card_steps`` lies in till.db, since a cache may be thrown away; without it the stream is read over."""
        super().__init__(database)
        self._vault = vault
        self._card_steps = card_steps
        self._indexes = IndexCheck(database)
        self._accounts = AccountCheck(database)

    def close(self) -> None:
        """Close the connections."""
        super().close()
        if self._card_steps is not None:
            self._card_steps.close()

    def cursor(self, stream: Stream) -> str | None:
        """Where the next page of ``stream`` begins; None from the start."""
        row = self._database.row("SELECT cursor FROM feed WHERE stream = ?", (stream.value,))
        return None if row is None else str(row[0])

    def apply_page(self, stream: Stream, rows: Sequence[Row], cursor: str) -> None:
        """Write a page and its cursor. Applying a page again changes nothing.

        Raises TypeError if a row is not of the stream, ``StoreError`` if nothing was stored.
        """
        strangers = {type(row).__name__ for row in rows if not isinstance(row, ROW_TYPES[stream])}
        if strangers:
            raise TypeError(f"stream {stream.value} carries {ROW_TYPES[stream].__name__}, got {', '.join(strangers)}")
        if stream is Stream.CARD_STEPS:
            # Before the cursor: steps only grow, so that a page may come twice.
            self._note_card_steps(cast(Sequence[CardStepRow], rows))
        with self._database.transaction(
            Proof("SELECT 1 FROM feed WHERE stream = ? AND cursor = ?", (stream.value, cursor))
        ) as connection:
            self._put(connection, stream, rows)
            connection.execute(
                "INSERT INTO feed (stream, cursor) VALUES (?, ?)"
                " ON CONFLICT (stream) DO UPDATE SET cursor = excluded.cursor",
                (stream.value, cursor),
            )

    def apply_accounts(self, accounts: Sequence[Account]) -> None:
        """Write accounts that came with a push answer; the feed brings them once more."""
        if accounts:
            proof = Proof("SELECT 1 FROM account WHERE customer_id = ?", (accounts[-1].customer_id,))
            with self._database.transaction(proof) as connection:
                put_accounts(connection, accounts)

    def apply_person(self, customer: CustomerRow, account: Account | None) -> None:
        """Write one person whom the server told of before the feed; the feed brings him once more."""
        proof = Proof("SELECT 1 FROM customer WHERE customer_id = ?", (customer.customer_id,))
        with self._database.transaction(proof) as connection:
            put_customers(connection, (customer,), self._vault)
            put_accounts(connection, () if account is None else (account,))

    def look_over(self) -> int:
        """Look at some of what lies here, see :class:`IndexCheck` and :class:`AccountCheck`; at how many customers."""
        self._accounts.look_over()
        return self._indexes.look_over()

    def _put(self, connection: sqlite3.Connection, stream: Stream, rows: Sequence[Row]) -> None:
        if stream is Stream.GOODS:
            put_goods(connection, cast(Sequence[GoodsRow], rows))
        elif stream is Stream.CUSTOMERS:
            put_customers(connection, cast(Sequence[CustomerRow], rows), self._vault)
        elif stream is Stream.ACCOUNTS:
            put_accounts(connection, cast(Sequence[Account], rows))
        elif stream is Stream.STAFF:
            put_staff(connection, cast(Sequence[StaffRow], rows), self._vault)
        elif stream is Stream.PROGRAMME:
            put_programmes(connection, cast(Sequence[ProgrammeRow], rows))
        elif stream is Stream.VAT:
            put_vat_rates(connection, cast(Sequence[VatRow], rows))
        elif stream is Stream.ORDERS:
            put_orders(connection, cast(Sequence[OrderRow], rows))

    def _note_card_steps(self, rows: Sequence[CardStepRow]) -> None:
        if self._card_steps is not None:
            for row in rows:
                self._card_steps.accept(row.card_number, row.step)


def open_intake(path: Path, vault: PhoneVault, till_path: Path | None = None) -> FeedIntake:
    """The intake of cache.db for the calling thread; used steps of rotating cards go to till.db at ``till_path``."""
    database = Database(path, open_copy_connection)
    return FeedIntake(database, vault, CardStepBook(Database(till_path)) if till_path else None)
