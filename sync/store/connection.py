"""One connection of one thread to one SQLite file, and the only place that begins and commits a transaction.

Why it is built this way (measured, see README):

* Write transactions begin IMMEDIATE. A deferred BEGIN that reads and then writes fails with «database is locked»
  whatever the time-out, as soon as a second connection wrote in between.
* WAL with synchronous=FULL: what was committed survives a power cut. The file is created under EXTRA, which also syncs
  the directory.
* A COMMIT that raised is unknown, not failed. The connection is closed and opened again, and a look-up decides.
"""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from sync.store.engine import sqlite3
from sync.store.errors import store_error
from sync.vault.sqlite_guard import require_safe_sqlite

BUSY_TIMEOUT_MS = 5_000
_COPY_CACHE_KB = 65_536
_COPY_CHECKPOINT_PAGES = 8_000
_COUNTER_CHECKPOINT_PAGES = 4_000
CHECKPOINT_FROM_PAGES = 1_000
_OWNER_ONLY = 0o600
_OS_KEYS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}

# Where the file's head is damaged, SQLite quotes it in its message, and the driver fails to read that as text.
_SQLITE_FAULTS = (sqlite3.Error, UnicodeDecodeError)

SqlRow = tuple[Any, ...]
Connect = Callable[[Path], sqlite3.Connection]


@dataclass(frozen=True, slots=True)
class Proof:
    """A SELECT that finds a row exactly when the transaction took effect; asked after a COMMIT that raised."""

    sql: str
    parameters: tuple[Any, ...] = ()


def open_connection(path: Path) -> sqlite3.Connection:
    """An open connection to a file that is there, with the till's settings.

    Never makes the file: an empty one in place of books that were moved away would be taken for a new till's. Raises
    ``StoreError``, or ``SqliteTooOldError`` before anything is touched.
    """
    require_safe_sqlite()
    if not path.exists():
        raise StoreError("io_error", f"{path} is not there: was it moved, or its disk taken out?")
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
        )
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    try:
        apply_settings(connection)
    except _SQLITE_FAULTS as error:
        connection.close()
        raise store_error(error, path) from error
    except StoreError:
        connection.close()
        raise
    return connection


def open_copy_connection(path: Path) -> sqlite3.Connection:
    """For writing what can be fetched again: a power cut may take the last pages of a feed, and their cursor with them.

    So no commit waits for the disk, and what many pages change is brought into the file once. Raises as
    :func:`open_connection`.
    """
    connection = open_connection(path)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size=-{_COPY_CACHE_KB}")
    connection.execute(f"PRAGMA wal_autocheckpoint={_COPY_CHECKPOINT_PAGES}")
    return connection


def open_counter_connection(path: Path) -> sqlite3.Connection:
    """For what a cashier waits for: no commit of his brings the log into the file, as every fiftieth would.

    The sync thread does it in its idle moments (:meth:`Database.checkpoint`); a log of 16 MB, where it does not get to
    it, is brought in all the same. What is committed is on the disk either way. Raises as :func:`open_connection`.
    """
    connection = open_connection(path)
    connection.execute(f"PRAGMA wal_autocheckpoint={_COUNTER_CHECKPOINT_PAGES}")
    return connection


def make_file(path: Path) -> bool:
    """Make an empty database file that only its owner may read; False if it is there. Raises ``StoreError``."""
    if path.exists():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(_OS_KEYS.get(error.errno or 0, "io_error"), f"{path}: {error}") from error
    return True


def apply_settings(connection: sqlite3.Connection) -> None:
    """Durability and integrity settings; each holds for this connection only, but for the journal mode."""
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    # With it, INSERT OR REPLACE fires delete triggers: what may not be deleted may not be replaced either.
    connection.execute("PRAGMA recursive_triggers=ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA synchronous=EXTRA")
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode != "wal":
            raise StoreError("io_error", f"this disk cannot hold a WAL database, its journal mode stays {mode}")
    connection.execute("PRAGMA synchronous=FULL")


class Database:
    """A file and this thread's connection to it, opened when first used and again after it had to be closed.

    Not to be shared between threads: make one per thread. Methods raise ``StoreError`` (nothing was stored).
    """

    def __init__(self, path: Path, connect: Connect = open_connection) -> None:
        self.path = path
        self._connect = connect
        self._open: sqlite3.Connection | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection. For reading: write through :meth:`transaction` only."""
        if self._open is None:
            self._open = self._connect(self.path)
        return self._open

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> SqlRow | None:
        """The first row of a SELECT, None without one."""
        try:
            found: SqlRow | None = self.connection.execute(sql, parameters).fetchone()
        except _SQLITE_FAULTS as error:
            raise store_error(error, self.path) from error
        return found

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[SqlRow]:
        """Every row of a SELECT."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except _SQLITE_FAULTS as error:
            raise store_error(error, self.path) from error

    @contextmanager
    def transaction(self, proof: Proof) -> Iterator[sqlite3.Connection]:
        """A write transaction: durable when the block was left without an exception, else nothing is stored.

        Raises ``StoreError`` when nothing was stored, ``CommitUnknownError`` when COMMIT raised and ``proof`` could not
        be asked. An exception of the block rolls back and goes on.
        """
        connection = self.connection
        try:
            connection.execute("BEGIN IMMEDIATE")
        except _SQLITE_FAULTS as error:
            raise store_error(error, self.path) from error
        try:
            yield connection
        except BaseException as error:
            self._roll_back(connection)
            if isinstance(error, _SQLITE_FAULTS):
                raise store_error(error, self.path) from error
            raise
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._decide(proof, error)

    def checkpoint(self, from_pages: int = CHECKPOINT_FROM_PAGES) -> int:
        """Bring what was committed from the log into the file, if it has become much; how many pages it was.

        For a thread that nobody waits for. Readers and writers go on meanwhile. Raises ``StoreError``; nothing is lost.
        """
        _, logged, brought = self.rows("PRAGMA wal_checkpoint(NOOP)")[0]
        if logged - brought < from_pages:
            return 0
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")
        return int(logged - brought)

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        open_now, self._open = self._open, None
        if open_now is not None:
            with suppress(sqlite3.Error):
                open_now.close()

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()  # closing rolls back whatever is left

    def _decide(self, proof: Proof, error: sqlite3.Error) -> None:
        self.close()
        try:
            stored = self.row(proof.sql, proof.parameters) is not None
        except (StoreError, sqlite3.Error) as look_up_error:
            raise CommitUnknownError(f"{self.path}: {error}; the look-up failed too: {look_up_error}") from error
        if not stored:
            raise store_error(error, self.path) from error
