"""A book: reads and writes one kind of facts of till.db through a database that several books share."""

from typing import TypeVar

from pos_app.domain.transaction.errors import StoreError
from sync.protocol.encoding import DecodingError, EncodingError, decode, encode
from sync.store.books_marker import Marker, note_progress
from sync.store.connection import Database, SqlRow
from sync.store.errors import DAMAGED
from sync.store.sealed_body import BodyDamagedError, opened

T = TypeVar("T")


class Book:
    """Holds the database of its thread. Several books over one database belong to one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Close the connection, in the thread that used it; the next use would open it again."""
        self._database.close()

    def _note_progress(self) -> None:
        """Tell ``till.made`` how far the books are, so that an older copy of them is noticed at the start."""
        row = self._database.row("SELECT till_id, starts, epoch, last_seq FROM meta")
        if row is not None:
            note_progress(self._database.path, Marker(*row))

    def _record(self, kind: type[T], row: SqlRow | None) -> T | None:
        """The record whose body is the row's only column."""
        return None if row is None else self._decoded(kind, row[0])

    def _records(self, kind: type[T], rows: list[SqlRow]) -> tuple[T, ...]:
        return tuple(self._decoded(kind, row[0]) for row in rows)

    def _damage_found(self) -> None:
        """A body is not what was written; whoever asked gets ``StoreError`` ``damaged``."""

    def _decoded(self, kind: type[T], body: bytes) -> T:
        try:
            return decode(kind, opened(body))
        except (DecodingError, BodyDamagedError) as error:
            # Bodies are checked before they are written (see body_of): what cannot be read was changed on the disk.
            self._damage_found()
            raise StoreError(DAMAGED, f"{self._database.path}: {error}") from error


def body_of(record: object) -> bytes:
    """The bytes to store for ``record``. Raises ``EncodingError`` if reading them back would give another record."""
    body = encode(record)
    try:
        back = decode(type(record), body)
    except DecodingError as error:
        raise EncodingError(type(record).__name__, str(error)) from error
    if back != record:
        raise EncodingError(type(record).__name__, "reading it back gives another record")
    return body
