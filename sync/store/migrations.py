"""Numbered steps from an empty file to today's schema. Each step is one transaction and is never edited once released.

The number of the last step done stands in ``PRAGMA user_version``, the kind of file in ``PRAGMA application_id``: both
are in the file's header and change with the step's transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.domain.transaction.errors import StoreError
from sync.store.engine import sqlite3
from sync.store.errors import ForeignDatabaseError, SchemaNewerError, store_error

if TYPE_CHECKING:
    from sqlite_utils import Database as SchemaTool


@dataclass(frozen=True, slots=True)
class Migration:
    """Step ``number`` (from 1, without gaps). ``apply`` changes the schema inside an open transaction."""

    number: int
    name: str
    apply: "Callable[[SchemaTool], None]"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a database file is. ``application_id`` is four letters as a big-endian number (sqlite.org/fileformat2)."""

    name: str
    application_id: int
    migrations: tuple[Migration, ...]

    @property
    def schema(self) -> int:
        """Today's schema number."""
        return self.migrations[-1].number


def schema_of(connection: sqlite3.Connection) -> int:
    """The number of the last step done, 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, kind: FileKind) -> int:
    """Do every step that is missing; returns how many. Raises ``StoreError``; the file is as the last step left it.

    ``SchemaNewerError`` for a file of a newer program, ``ForeignDatabaseError`` for a file that is no ``kind``.
    """
    try:
        _require_kind(connection, path, kind)
        done = 0
        for step in _missing(schema_of(connection), path, kind):
            done += _do_step(connection, kind, step)
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    return done


def _missing(found: int, path: Path, kind: FileKind) -> Sequence[Migration]:
    if found > kind.schema:
        raise SchemaNewerError(path, found, kind.schema)
    return [step for step in kind.migrations if step.number > found]


def _require_kind(connection: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    found = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if found != kind.application_id and not (empty and found == 0):
        raise ForeignDatabaseError(path, kind.name, f"another program (application id {found:#010x})")


def _do_step(connection: sqlite3.Connection, kind: FileKind, step: Migration) -> int:
    from sqlite_utils import Database as SchemaTool  # needed at creation and upgrade only; costs start-up time

    connection.execute("BEGIN IMMEDIATE")
    try:
        if schema_of(connection) >= step.number:  # another process was quicker
            connection.execute("ROLLBACK")
            return 0
        step.apply(SchemaTool(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id={kind.application_id}")
        connection.execute(f"PRAGMA user_version={step.number}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StoreError(
                "damaged", f"step {step.number} ({step.name}) leaves rows without their parents: {broken[:3]}"
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return 1
