"""A till without screens: its real stores, its real sync thread, and sales with real numbers."""

import os
import queue
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import uuid6

from pos_app.domain.loyalty.account import Account
from pos_app.domain.reservation.promise import BootMoment
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.client.http import HttpDoor
from sync.client.http_exchange import Waits
from sync.client.request_signer import TillIdentity
from sync.client.worker import SyncThread
from sync.protocol.status import SyncStatus
from sync.store.books import Books, open_books
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex
from sync.store.goods_shelf import GoodsShelf
from sync.store.sync_side import open_sync_side
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault
from sync.vault.signing import SigningKey
from tests.sync.server.paper import AT, sale, sale_return
from tests.sync.server.shop import KEYS, TILL

INTERVAL_MS = 200
PATIENCE_SECONDS = 60.0


class MachineClock:
    """Real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def boot_moment(self) -> BootMoment:
        return BootMoment("boot", self.monotonic_ms())


@dataclass
class Till:
    """One till in ``folder``. Receipts are numbered by its own books."""

    folder: Path
    till_id: str = TILL
    code: str = "2"
    key: SigningKey | None = None
    books: Books = field(init=False)
    news: "queue.Queue[SyncStatus]" = field(default_factory=queue.Queue)
    data: set[str] = field(default_factory=set)
    worker: SyncThread | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.vault = PhoneVault(b"h" * 32, b"c" * 32, os.urandom)
        prepare_till_database(self.folder / "till.db", self.till_id, self.code)
        prepare_cache_database(self.folder / "cache.db", self.vault)
        self.books = open_books(self.folder / "till.db")
        if self.books.current_shift() is None:
            self.books.open_shift(ShiftOpened(f"shift-{self.till_id}", 1, self.code, "operator-1", AT, 0))

    def sell(self, customer_id: str | None, day: date, points: int = 0, pieces: tuple[int, ...] = (2,)) -> Sale:
        """Ring up one sale."""
        made = self.make_sale(customer_id, day, points, pieces)
        self.books.record_sale(made, ())
        self.nudge()
        return made

    def make_sale(
        self, customer_id: str | None, day: date, points: int = 0, pieces: tuple[int, ...] = (2,), life: str = ""
    ) -> Sale:
        """A sale with the next number, not stored yet. ``life``: ids of a life after a restore differ."""
        number = self.books.next_receipt_number()
        made = sale(int(number.partition("-")[2]), customer_id, points=points, pieces=pieces, day=day)
        return replace(
            made,
            receipt_id=f"{self.till_id}-{number}{life}",
            number=number,
            till_code=self.code,
            shift_id=f"shift-{self.till_id}",
        )

    def sell_again_from(self, day: date) -> Sale:
        """A sale of a later life: its number was given out before, its id was not."""
        made = self.make_sale(None, day, life="b")
        self.books.record_sale(made, ())
        self.nudge()
        return made

    def take_back(self, of: Sale, asked: dict[str, int]) -> SaleReturn:
        """Return so many pieces of each line."""
        number = self.books.next_receipt_number()
        already = {line: count // 1000 for line, count in self.books.returned_quantities(of.receipt_id).items()}
        made = sale_return(1, of, asked, already, of.business_day)
        made = replace(
            made,
            receipt_id=f"{self.till_id}-{number}",
            number=number,
            till_code=self.code,
            shift_id=f"shift-{self.till_id}",
        )
        self.books.record_return(made, ())
        self.nudge()
        return made

    def connect(self, url: str, pins: tuple[str, ...] = (), read_seconds: float = 5) -> None:
        """Start the sync thread."""
        self.worker = SyncThread(
            lambda: open_sync_side(self.folder / "till.db", self.folder / "cache.db", self.vault),
            HttpDoor(
                url,
                TillIdentity(self.till_id, self.key or KEYS[self.till_id]),
                MachineClock().now,
                pins=pins,
                waits=Waits(read_seconds=read_seconds),
            ),
            MachineClock(),
            random.Random(7).random,
            INTERVAL_MS,
            lambda: str(uuid6.uuid7()),
        )
        self.worker.start(self.news.put, self.data.update)

    def nudge(self) -> None:
        if self.worker is not None:
            self.worker.nudge()

    def wait_for(self, holds: Callable[[SyncStatus], bool]) -> SyncStatus:
        """The first status that fits, looked at whenever there is news."""
        if self.worker is None:
            raise RuntimeError("not connected")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds(status := self.worker.status()):
            self.news.get(timeout=max(0.01, deadline - time.monotonic()))
        return status

    def account(self, customer_id: str) -> Account | None:
        """The account as this till's cache has it."""
        database = Database(self.folder / "cache.db")
        try:
            return CustomerIndex(database, self.vault, lambda _: {}).account(customer_id)
        finally:
            database.close()

    def goods_count(self) -> int:
        database = Database(self.folder / "cache.db")
        try:
            return GoodsShelf(database).count()
        finally:
            database.close()

    def disconnect(self) -> None:
        if self.worker is not None:
            self.worker.stop()
            self.worker = None

    def close(self) -> None:
        self.disconnect()
        self.books.close()
