"""Who did what: rows that are written with what they tell of, and never again."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pos_app.domain.people.deed import Deed
from sync.protocol.operation import OperationKind, unix_ms
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.engine import sqlite3
from sync.store.operation_log import append_operation

_INSERT = "INSERT OR IGNORE INTO deed (deed_id, kind, operator_id, approved_by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)"


class DeedBook(Book):
    """The journal's part of ``TillBooks``."""

    def record_deeds(self, deeds: Sequence[Deed]) -> None:
        """Store deeds that go with no other write. The very same deed twice is one."""
        if not deeds:
            return
        last = Proof("SELECT 1 FROM deed WHERE deed_id = ?", (deeds[-1].deed_id,))
        rows = list(deed_rows(deeds))
        with self._database.transaction(last) as connection:
            put_deeds(connection, rows)

    def deeds(self, limit: int, before: str = "") -> tuple[Deed, ...]:
        """The journal, newest first; ``before``: only what is older than this deed."""
        rows = self._database.rows(
            "SELECT body FROM deed WHERE ? = '' OR n < (SELECT n FROM deed WHERE deed_id = ?) ORDER BY n DESC LIMIT ?",
            (before, before, limit),
        )
        return self._records(Deed, rows)


class DeedRow(NamedTuple):
    """A deed ready to be written."""

    deed: Deed
    body: bytes

    def cells(self) -> tuple[str, str, str, str | None, int, bytes]:
        """In the order of the columns."""
        deed = self.deed
        return deed.deed_id, deed.kind.value, deed.operator_id, deed.approved_by, unix_ms(deed.at), self.body


def deed_rows(deeds: Iterable[Deed]) -> Iterable[DeedRow]:
    """Rows to be written by ``put_deeds``; made before the transaction begins, since making them may fail."""
    return [DeedRow(deed, body_of(deed)) for deed in deeds]


def put_deeds(connection: sqlite3.Connection, rows: Iterable[DeedRow]) -> None:
    """Write deeds inside the transaction of what they tell of; those that the office hears of are queued with it."""
    for row in rows:
        if connection.execute(_INSERT, row.cells()).rowcount and row.deed.is_reported:
            append_operation(connection, OperationKind.DEED, row.deed.deed_id, row.deed.at, row.body)


def shelve_deeds(connection: sqlite3.Connection, rows: Iterable[DeedRow]) -> None:
    """Write deeds back whose operations are kept apart from them."""
    connection.executemany(_INSERT, [row.cells() for row in rows])
