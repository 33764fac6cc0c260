"""A sale's COMMIT at the till, beside bare sqlite3 that writes the same rows as durably."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pysqlite3 import dbapi2

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_books import sales, till_books
from pos_app.bench.sync.words import at_least, milliseconds, rate, ratio
from pos_app.domain.ledger.entry import Entry
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.tender_kind import TenderKind
from sync.server.central import system_now
from sync.store.books import Books, open_outbox
from sync.store.connection import Database, Proof
from sync.store.outbox import Outbox

_TARGET = 80
_BLOCK = 20
_CUSTOMERS = 500
_TILL = "till-of-the-bench"
_OF_A_SALE = {
    "receipt": "receipt_id",
    "sale_line": "receipt_id",
    "ledger_entry": "operation_id",
    "ledger_leg": "operation_id",
    "op": "op_id",
    "unprinted": "record_id",
}
"""Tables that a sale adds rows to, and the column that names the sale."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """What one sale became: statement and rows for each table."""

    parts: tuple[tuple[str, Sequence[tuple[Any, ...]]], ...]


def till_commit(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """The same sales; the ways take turns, so that a disk in a mood hits both."""
    progress("a sale's commit at the till")
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        path, bare = Path(folder) / "till.db", Path(folder) / "bare.db"
        with till_books(bare, _TILL, system_now()):
            pass
        with (
            till_books(path, _TILL, system_now()) as books,
            closing(open_outbox(path)) as outbox,
            closing(_bare_connection(bare)) as connection,
            closing(dbapi2.connect(path)) as reader,
        ):
            if connection.execute("SELECT shift_id FROM shift").fetchone() is None:
                raise RuntimeError("the bare books have no shift")
            times = _in_turns(books, outbox, connection, reader, sizes.till_sales)
    beside = rate(len(times.bare), sum(times.bare))

    def row(way: str, taken: Sequence[int], verdict: bool) -> tuple[str, ...]:
        mine = rate(len(taken), sum(taken))
        judged = at_least(mine, beside, _TARGET) if verdict else ""
        return way, str(mine), milliseconds(taken, 50), milliseconds(taken, 99), ratio(mine, beside), judged

    table = (
        row("the till's record_sale, after the last key", times.ours, verdict=True),
        row("of it the transaction, BEGIN to COMMIT", times.transactions, verdict=False),
        row("record_sale where another sale was made ready", times.unready, verdict=False),
        row("bare sqlite3, the same rows, WAL + FULL", times.bare, verdict=False),
    )
    head = ("way", "sales/s", "median", "p99", "ratio", "target")
    count = len(times.ours)
    note = (
        f"{sizes.till_sales} sales of 5 lines each way, in turns sale by sale, each after the same work. Bare: the rows"
        " that each sale became, made before, with the same tables, indexes, triggers and fsync, and SQLite's own"
        " checkpoints. Before the last key the till does what its screens do there: prepare_sale for a sale by card,"
        " seconds earlier. Then record_sale of the sale in cash compares each field with it, encodes and reads back"
        " what differs, looks whether it is known and the shift is open, and chains it. Left to idle moments, for"
        f" each sale: made ready {sum(times.ready) // count // 1_000} µs, and by the sync thread the log brought into"
        f" the file {sum(times.idle) // (2 * count) // 1_000} µs"
    )
    return Table("commit", "a sale's commit at the till", head, table, note)


@dataclass(frozen=True, slots=True)
class _Times:
    """Nanoseconds of each sale: all of record_sale, its transaction alone, without what was made ready, bare.

    ``ready`` and ``idle``: what nobody waits for, of each sale and of each block.
    """

    ours: list[int] = field(default_factory=list)
    transactions: list[int] = field(default_factory=list)
    unready: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    ready: list[int] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)


def _in_turns(books: Books, outbox: Outbox, connection: Any, reader: Any, count: int) -> _Times:
    """Sale by sale, each way after the same work; a block's first of each way warms up and is not told.

    At a counter a sale comes alone: written behind another one, with all in the processor's caches that it needs, the
    bare rows take a fifth less than a cashier would ever see.
    """
    times = _Times()
    at, day, number = system_now(), date(2026, 3, 2), 1
    for first in range(0, count, _BLOCK):
        size = min(_BLOCK, count - first)
        sold = [_paid_in_cash(*each) for each in sales(range(number, number + 2 * size), _CUSTOMERS, at, day)]
        for place in range(size):
            _one_of_each(books, connection, reader, sold[2 * place : 2 * place + 2], times if place else _Times())
        times.idle.append(_timed(outbox.bring_in))
        number += 2 * size
    return times


def _one_of_each(
    books: Books, connection: Any, reader: Any, sold: Sequence[tuple[Sale, tuple[Entry, ...]]], times: _Times
) -> None:
    """A sale made ready, its rows bare, and one in whose place another was made ready."""
    (record, entries), unready = sold
    times.ready.append(_timed(partial(books.prepare_sale, _by_card(record))))
    with _transactions_noted() as noted:
        times.ours.append(_timed(partial(books.record_sale, record, entries)))
    times.transactions.extend(noted)
    became = _rows_of(reader, record.receipt_id)
    books.prepare_sale(_by_card(record))  # the same work before it; good for nothing here
    times.bare.append(_timed(partial(_write, connection, became)))
    books.prepare_sale(_by_card(record))
    times.unready.append(_timed(partial(books.record_sale, *unready)))


def _paid_in_cash(sold: Sale, entries: tuple[Entry, ...]) -> tuple[Sale, tuple[Entry, ...]]:
    return replace(sold, tenders=tuple(replace(each, kind=TenderKind.CASH) for each in sold.tenders)), entries


def _by_card(sold: Sale) -> Sale:
    """The same goods as the screen expects them to be paid, a while before."""
    tenders = tuple(replace(each, kind=TenderKind.CARD) for each in sold.tenders)
    return replace(sold, tenders=tenders, sold_at=sold.sold_at - timedelta(seconds=5))


@contextmanager
def _transactions_noted() -> Iterator[list[int]]:
    """Nanoseconds of each write transaction of the till's files, as long as the block runs."""
    real, noted = Database.transaction, []

    @contextmanager
    def timed(self: Database, proof: Proof) -> Iterator[Any]:
        begin = time.monotonic_ns()
        with real(self, proof) as connection:
            yield connection
        noted.append(time.monotonic_ns() - begin)

    with patch.object(Database, "transaction", timed):
        yield noted


def _timed(work: Callable[[], object]) -> int:
    begin = time.monotonic_ns()
    work()
    return time.monotonic_ns() - begin


def _bare_connection(path: Path) -> Any:
    connection = dbapi2.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _rows_of(reader: Any, sale_id: str) -> _Rows:
    """Read back what was stored, outside the measured time."""
    parts = []
    for table, column in _OF_A_SALE.items():
        found = reader.execute(f"SELECT * FROM {table} WHERE {column} = ?", (sale_id,))
        names = [each[0] for each in found.description]
        rows = found.fetchall()
        marks = ", ".join("?" * len(names))
        parts.append((f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows))
    meta = reader.execute("SELECT last_seq, last_hash, last_receipt FROM meta").fetchone()
    parts.append(("UPDATE meta SET last_seq = ?, last_hash = ?, last_receipt = ?", [meta]))
    return _Rows(tuple(parts))


def _write(connection: Any, rows: _Rows) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows.parts:
        connection.executemany(statement, values)
    connection.execute("COMMIT")
