"""The programme versions that this till knows, as the documents' text. Fulfils ``ProgrammeShelf`` by its shape."""

from collections.abc import Callable, Iterable

from pos_app.domain.loyalty.programme import Programme
from sync.protocol.rows import ProgrammeRow
from sync.store.book import Book
from sync.store.connection import Database
from sync.store.engine import sqlite3


class StoredProgrammes(Book):
    """Reads of one thread. ``read`` makes a programme of a document's text; it is called once per change."""

    def __init__(self, database: Database, read: Callable[[str], Programme]) -> None:
        super().__init__(database)
        self._read = read
        self._documents: tuple[str, ...] = ()
        self._programmes: tuple[Programme, ...] = ()

    def programmes(self) -> tuple[Programme, ...]:
        """Every version, sorted by start; the one in force is chosen by time. Raises what ``read`` raises."""
        rows = self._database.rows("SELECT document FROM programme ORDER BY programme_id, version")
        documents = tuple(row[0] for row in rows)
        if documents != self._documents:
            found = sorted(map(self._read, documents), key=lambda programme: (programme.starts_at, programme.version))
            self._programmes = tuple(found)
            self._documents = documents
        return self._programmes


def put_programmes(connection: sqlite3.Connection, rows: Iterable[ProgrammeRow]) -> None:
    """Write rows of the programme feed; inside a write transaction."""
    for row in rows:
        key = (row.programme_id, row.version)
        if row.deleted:
            connection.execute("DELETE FROM programme WHERE programme_id = ? AND version = ?", key)
        else:
            connection.execute(
                "INSERT INTO programme (programme_id, version, document) VALUES (?, ?, ?)"
                " ON CONFLICT (programme_id, version) DO UPDATE SET document = excluded.document",
                (*key, row.document),
            )
