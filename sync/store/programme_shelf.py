"""The programme versions that this till knows, as the documents' text. Fulfils ``ProgrammeShelf`` by its shape."""

import logging
from collections.abc import Callable, Iterable
from typing import ClassVar

from pos_app.domain.loyalty.programme import Programme
from sync.protocol.rows import ProgrammeRow, Stream
from sync.store.connection import Database, SqlRow
from sync.store.copy_book import CopyBook
from sync.store.engine import sqlite3
from sync.store.sealed_body import BodyDamagedError, opened_text, sealed_text

_log = logging.getLogger("kopilka.store")


class StoredProgrammes(CopyBook):
    """Reads of one thread. ``read`` makes a programme of a document's text; it is called once per change.

    A version that cannot be read (a newer server, a document damaged on the way) is left out and logged once: the till
    sells by the versions that it can read.
    """

    stream: ClassVar[Stream] = Stream.PROGRAMME

    def __init__(self, database: Database, read: Callable[[str], Programme]) -> None:
        super().__init__(database)
        self._read = read
        self._rows: list[SqlRow] = []
        self._refused: set[SqlRow] = set()
        self._programmes: tuple[Programme, ...] = ()

    def programmes(self) -> tuple[Programme, ...]:
        """Every version, sorted by start; the one in force is chosen by time."""
        rows = self._database.rows("SELECT programme_id, version, document FROM programme ORDER BY 1, 2")
        if rows != self._rows:
            found = [programme for row in rows if (programme := self._readable(row)) is not None]
            self._programmes = tuple(sorted(found, key=lambda programme: (programme.starts_at, programme.version)))
            self._rows = rows
        return self._programmes

    def _readable(self, row: SqlRow) -> Programme | None:
        programme_id, version, document = row
        try:
            return self._read(opened_text(document))
        except ValueError as error:
            if row not in self._refused:
                if isinstance(error, BodyDamagedError):
                    self._damage_found()
                self._refused.add(row)
                problem = str(error).partition("\n")[0]
                _log.warning(
                    "programme=unreadable programme_id=%s version=%s problem=%s", programme_id, version, problem
                )
            return None


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
                (*key, sealed_text(row.document)),
            )
