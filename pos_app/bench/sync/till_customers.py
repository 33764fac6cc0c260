"""A customer found by phone on a till that knows very many: first load, size, and how long the look-up takes."""

import os
import tempfile
import time
from pathlib import Path
from random import Random

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table, percentile
from pos_app.bench.sync.many_customers import fill_in_order
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.words import megabytes, milliseconds, seconds
from pos_app.scratch.shop import customer_id
from sync.protocol.limits import MAX_PAGE_ROWS
from sync.protocol.rows import CustomerRow, Stream
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex
from sync.store.feed_intake import open_intake
from sync.vault.phone_vault import PhoneVault

_TARGET_NS = 5_000_000
_LOOKUPS = 2_000
_BY_PAGES = 1_000_000
_LAST_PAGES = 100_000
"""Of a file that was written at once so many people come by the feed: the last ones, when a page costs most."""


def till_customers(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """One file for each number of customers."""
    rows = []
    for count in sizes.till_customers:
        progress(f"{count:,} customers on a till")
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            rows.append(_measured(Path(folder) / "cache.db", count))
    note = (
        f"{_LOOKUPS} phones by chance, every tenth of nobody. Loaded page by page as the feed brings them; above"
        f" {_BY_PAGES:,} all but the last {_LAST_PAGES:,} are written at once, in order, and the first load is what all"
        " would take at the rate of those last, which is the slowest: the file is as large then as it gets"
    )
    head = ("customers", "first load", "rows/s", "file", "median", "p99", "target for p99")
    return Table("customers", "a customer by phone on the till", head, tuple(rows), note)


def _measured(path: Path, count: int) -> tuple[str, ...]:
    vault = PhoneVault(b"h" * 32, b"c" * 32, os.urandom)
    prepare_cache_database(path, vault)
    first = 0
    if count > _BY_PAGES:
        first = count - min(count, _LAST_PAGES)
        fill_in_order(path, vault, first, _phone)
    begin = time.monotonic_ns()
    _by_pages(path, vault, range(first, count))
    took = time.monotonic_ns() - begin
    loaded = took * count // (count - first)
    times = _looked_up(path, vault, count)
    met = "met" if percentile(times, 99) <= _TARGET_NS else "MISSED"
    return (
        f"{count:,}",
        f"≤ {seconds(loaded)}" if first else seconds(loaded),
        f"{count * 1_000_000_000 // loaded}",
        megabytes(path.stat().st_size),
        milliseconds(times, 50),
        milliseconds(times, 99),
        f"5 ms: {met}",
    )


def _by_pages(path: Path, vault: PhoneVault, numbers: range) -> None:
    intake = open_intake(path, vault)
    for first in range(numbers.start, numbers.stop, MAX_PAGE_ROWS):
        page = [_person(number) for number in range(first, min(first + MAX_PAGE_ROWS, numbers.stop))]
        intake.apply_page(Stream.CUSTOMERS, page, str(first))
    intake.close()


def _looked_up(path: Path, vault: PhoneVault, count: int) -> list[int]:
    """Nanoseconds of each look-up, by the till's own directory."""
    index = CustomerIndex(Database(path), vault, lambda ids: {})
    chance = Random(count)
    times = []
    for lookup in range(_LOOKUPS):
        missing = lookup % 10 == 0
        phone = _phone(count + lookup if missing else chance.randrange(count))
        begin = time.monotonic_ns()
        found = index.by_phone(phone)
        times.append(time.monotonic_ns() - begin)
        if (found is None) != missing:
            raise RuntimeError(f"look-up {lookup} among {count} found {found}")
    index.close()
    return times


def _phone(number: int) -> str:
    """Of a range that nobody has; beyond ten million the numbers are longer than any real one."""
    return f"+7973{number:07d}"


def _person(number: int) -> CustomerRow:
    return CustomerRow(customer_id(number), f"Клиент {number}", _phone(number), None, None)
