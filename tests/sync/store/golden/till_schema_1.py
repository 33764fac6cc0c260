"""The books of schema 1 as they were written by the first release, kept as SQL text beside this file.

The day in it: two sales, a return, cash in, the Z report, a draft; one operation confirmed, one parked. It was written
by the program that had schema 1, and cannot be written again.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pos_app.domain.parked.queued import QueueState
from sync.store.books import Books
from sync.store.connection import Database, make_file
from sync.store.engine import sqlite3
from sync.store.migrations import migrate
from sync.store.outbox import Outbox
from sync.store.till_schema import TILL_FILE
from tests.sync.store import records

GOLDEN = Path(__file__).with_name("till_schema_1.sql")
_HEADER = ("application_id", "user_version")


def make_schema(path: Path, steps: int = 1) -> None:
    """An empty file with the tables of schema 1, or of so many steps, by the steps that made them."""
    make_file(path)
    with closing(Database(path).connection) as connection:
        migrate(connection, path, replace(TILL_FILE, migrations=TILL_FILE.migrations[:steps]))


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    first = records.sale(1)
    assert books.sale_by_number("2-000001") == first
    assert books.sale_return(records.record_id(3, 2)) == records.sale_return(3, first)
    assert books.returned_quantities(first.receipt_id) == {"line-1": 1_000}
    assert books.shift_cash_movements(records.shift().shift_id) == (records.cash_movement(1),)
    assert books.z_reports(5) == (records.z_report(),)
    assert books.load_draft() == records.draft(9)
    assert [op.seq for op in outbox.pending()] == [3, 4, 5, 6]
    assert [each.reason for each in books.queued_operations(9) if each.state is QueueState.PARKED] == [
        "sums_do_not_tie"
    ]


def dump(path: Path) -> str:
    """The file as SQL text, header included."""
    with closing(Database(path).connection) as connection:
        lines = [f"PRAGMA {name}={connection.execute(f'PRAGMA {name}').fetchone()[0]};" for name in _HEADER]
        things = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        lines += [f"{sql};" for kind, name, sql in things if kind == "table" and not name.startswith("sqlite_")]
        for kind, name, _sql in things:
            if kind == "table":
                lines += _rows(connection, name)
        lines += [f"{sql};" for kind, _name, sql in things if kind != "table"]
    return "\n".join([*lines, ""])


def _rows(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    quoted = "||','||".join(f"quote({column})" for column in columns)
    found = connection.execute(f"SELECT {quoted} FROM {table} ORDER BY {', '.join(columns)}")
    return [f"INSERT INTO {table} VALUES ({row[0]});" for row in found]


def without_rows(text: str) -> list[str]:
    """The statements of a dump that make the schema."""
    return [line for line in text.splitlines() if not line.startswith("INSERT INTO")]


def restore(path: Path, golden: Path = GOLDEN) -> None:
    """Make the golden file at ``path``."""
    with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
        connection.executescript(golden.read_text(encoding="utf-8"))
