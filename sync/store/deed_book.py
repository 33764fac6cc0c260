"""Who did what: rows that are written with what they tell of, and never again."""

from collections.abc import Iterable, Sequence

from pos_app.domain.people.deed import Deed
from sync.protocol.operation import unix_ms
from sync.store.book import Book, body_of
from sync.store.connection import Proof
from sync.store.engine import sqlite3


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


DeedRow = tuple[str, str, str, str | None, int, bytes]


def deed_rows(deeds: Iterable[Deed]) -> Iterable[DeedRow]:
    """Rows to be written by ``put_deeds``; made before the transaction begins, since making them may fail."""
    for deed in deeds:
        yield deed.deed_id, deed.kind.value, deed.operator_id, deed.approved_by, unix_ms(deed.at), body_of(deed)


def put_deeds(connection: sqlite3.Connection, rows: Iterable[DeedRow]) -> None:
    """Write deeds inside the transaction of what they tell of."""
    connection.executemany(
        "INSERT OR IGNORE INTO deed (deed_id, kind, operator_id, approved_by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )
