"""A till's files after a year: books with every receipt, reports of them, the copy of the chain's customers."""

import os
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_app.bench.benches import Progress
from pos_app.bench.reports.made_trade import forget_helpers, make_trade
from pos_app.bench.reports.real_shifts import CODE, OPEN_SHIFT, real_shifts, weigh_books_down, write_books
from pos_app.bench.reports.trade import Trade
from pos_app.bench.sync.many_customers import fill_in_order
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.setting import Setting
from pos_app.scratch.sales import sale
from sync.protocol.encoding import encode
from sync.store.books import Books, open_books
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex
from sync.store.engine import sqlite3
from sync.store.reports.report_file import ReportFile
from sync.store.reports.till_reports import TillReports
from sync.vault.phone_vault import PhoneVault

ZONE = "Europe/Moscow"
_MOST_REAL_RECEIPTS = 700
_CUSTOMERS_OF_THE_CHAIN = 4
"""For each of this till's own."""


@dataclass
class MadeTill:
    """What is read; ``restart`` opens all of it anew."""

    place: Path
    trade: Trade
    real_shifts: tuple[str, ...]
    real_receipts: tuple[str, ...]
    customers: int
    vault: PhoneVault
    said: str
    reports: TillReports
    books: Books
    people: CustomerIndex

    @property
    def setting(self) -> Setting:
        """What reports say of themselves."""
        return Setting(ZONE, self.trade.now, ("bench",))

    def sell(self) -> None:
        """Store a sale in the open shift, as the counter does."""
        number = int(self.books.next_receipt_number().rpartition("-")[2])
        made = sale(f"sold-{number:08d}", number, CODE, "customer-1", self.trade.now, self.trade.last_day, "bench")
        self.books.record_sale(replace(made, shift_id=OPEN_SHIFT), ())

    @contextmanager
    def folding(self) -> Iterator[None]:
        """Another file of reports is made from the books, over and over, in another thread and in moments."""
        stop = threading.Event()

        def fold() -> None:
            while not stop.is_set():
                file = self.place / "reports-beside.db"
                beside = TillReports(file, self.place / "till.db", ZoneInfo(ZONE), "bench", _nobody, lambda: 100)
                beside.keep_up(lambda: not stop.is_set())
                beside.close()
                ReportFile(file).throw_away()

        thread = threading.Thread(target=fold)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def restart(self) -> None:
        """As a program that was started again."""
        self.close()
        self.reports, self.books, self.people = _opened(self.place, self.trade, self.vault)

    def close(self) -> None:
        """Nothing stays open."""
        self.reports.close()
        self.books.close()
        self.people.close()


def made_till(place: Path, trade: Trade, progress: Progress) -> MadeTill:
    """Write the files into the empty folder ``place``."""
    shifts = list(real_shifts(min(trade.most_receipts, _MOST_REAL_RECEIPTS)))
    progress(f"books of {len(shifts)} real shifts among {trade.receipts:,} receipts")
    ids = write_books(place / "till.db", shifts)
    weigh_books_down(place / "till.db", trade)
    _journal(place / "till.db", trade)
    file = ReportFile(place / "reports.db")
    with file.writing() as connection:
        make_trade(connection, trade)
        forget_helpers(connection)
    file.close()
    customers = trade.customers * _CUSTOMERS_OF_THE_CHAIN
    progress(f"{customers:,} customers of the chain")
    vault = PhoneVault(b"h" * 32, b"c" * 32, os.urandom)
    prepare_cache_database(place / "cache.db", vault)
    fill_in_order(place / "cache.db", vault, customers, phone)
    reports, books, people = _opened(place, trade, vault)
    begun = time.perf_counter()
    rate = int(reports.fold() / (time.perf_counter() - begun))
    reports.look()
    said = f"{trade.receipts:,} receipts, {trade.shifts:,} shifts, {customers:,} customers; folds {rate:,} a second"
    receipts = tuple(sold.receipt_id for shift in shifts for sold in shift.sales)
    return MadeTill(place, trade, tuple(ids), receipts, customers, vault, said, reports, books, people)


def phone(number: int) -> str:
    """E.164, of a range that nobody has."""
    return f"+7973{number:07d}"


def _opened(place: Path, trade: Trade, vault: PhoneVault) -> tuple[TillReports, Books, CustomerIndex]:
    reports = TillReports(
        place / "reports.db",
        place / "till.db",
        ZoneInfo(ZONE),
        "bench",
        _nobody,
        lambda: 100,
        today=lambda: trade.last_day,
    )
    books = open_books(place / "till.db")
    return reports, books, CustomerIndex(Database(place / "cache.db"), vault, books.last_visit_ms)


def _nobody(_ids: Collection[str]) -> Mapping[str, str]:
    return {}


def _journal(path: Path, trade: Trade) -> None:
    """A deed for every twentieth receipt; they are told to the office already, and lie before the real shifts."""
    deed = Deed(
        deed_id="NAMED",
        kind=DeedKind.SIGNED_ON,
        at=datetime(2025, 1, 1, tzinfo=UTC),
        operator_id="operator-1",
        operator_name="Анна",
    )
    body = encode(deed).decode("utf-8")
    connection = sqlite3.connect(str(path))
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
        " INSERT INTO deed (deed_id, kind, operator_id, approved_by, at_ms, body)"
        " SELECT 'made-' || i, 'signed_on', 'operator-1', NULL, i, CAST(replace(?2, 'NAMED', 'made-' || i) AS BLOB)"
        " FROM n",
        (max(1, trade.receipts // 20), body),
    )
    connection.commit()
    connection.close()
