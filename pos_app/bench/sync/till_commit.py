"""A sale's COMMIT at the till, beside bare sqlite3 that writes the same rows as durably."""

import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_books import sales, till_books
from pos_app.bench.sync.words import at_least, milliseconds, rate, ratio
from sync.server.central import system_now

_TARGET = 80
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
    """The same sales, one after the other; each way takes turns by blocks so that a disk in a mood hits both."""
    progress("a sale's commit at the till")
    day = date(2026, 3, 2)
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        path, bare = Path(folder) / "till.db", Path(folder) / "bare.db"
        with till_books(bare, _TILL, system_now()):
            pass
        ours: list[int] = []
        records = sales(sizes.till_sales, _CUSTOMERS, system_now(), day)
        with till_books(path, _TILL, system_now()) as books, closing(_bare_connection(bare)) as connection:
            theirs: list[int] = []
            shift = connection.execute("SELECT shift_id FROM shift").fetchone()
            if shift is None:
                raise RuntimeError("the bare books have no shift")
            for record, entries in records:
                begin = time.monotonic_ns()
                books.record_sale(record, entries)
                ours.append(time.monotonic_ns() - begin)
                rows = _rows_of(path, record.receipt_id)
                begin = time.monotonic_ns()
                _write(connection, rows)
                theirs.append(time.monotonic_ns() - begin)
    mine, beside = rate(len(ours), sum(ours)), rate(len(theirs), sum(theirs))
    table = (
        ("the till's record_sale", str(mine), milliseconds(ours, 50), milliseconds(ours, 99), "", ""),
        (
            "bare sqlite3, the same rows, WAL + FULL",
            str(beside),
            milliseconds(theirs, 50),
            milliseconds(theirs, 99),
            ratio(mine, beside),
            at_least(mine, beside, _TARGET),
        ),
    )
    head = ("way", "sales/s", "median", "p99", "ratio", "target")
    note = f"{sizes.till_sales} sales of 5 lines, in turns; record_sale also encodes and chains"
    return Table("commit", "a sale's commit at the till", head, table, note)


def _bare_connection(path: Path) -> Any:
    connection = dbapi2.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _rows_of(path: Path, sale_id: str) -> _Rows:
    """Read back what was stored, outside the measured time."""
    parts = []
    with closing(dbapi2.connect(path)) as reader:
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
