"""reports.db: made, checked, thrown away and made anew. It holds nothing that the books do not tell."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from pos_app.domain.transaction.errors import StoreError
from sync.reports.tables import REPORTS
from sync.store.connection import BUSY_TIMEOUT_MS, make_file
from sync.store.errors import BUSY, DISK_FULL, READ_ONLY, store_error
from sync.vault.sqlite_guard import require_safe_sqlite

_log = logging.getLogger("kopilka.store.reports")
SHAPE = 2
"""Raised with every change of the derived tables: a file of another shape is made anew."""
_OF_THE_DISK = frozenset({BUSY, DISK_FULL, READ_ONLY})
_APPLICATION = int.from_bytes(b"KPLR", "big")


class ReportFile:
    """The file; each transaction has a connection of its own, so that any thread may ask.

    A transaction raises ``StoreError`` where the disk takes nothing, and ``DatabaseError`` where the file is to be made
    anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with self._what_the_disk_refuses(), self._opened().connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction."""
        options = {"kopilka_writes": True}
        with (
            self._what_the_disk_refuses(),
            self._opened().connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _what_the_disk_refuses(self) -> Iterator[None]:
        """A full or read-only disk is no damage: the file is kept, and who asked is told why."""
        try:
            yield
        except DatabaseError as error:
            cause = _refused(error, self.path)
            if cause is None:
                raise
            raise cause from error

    def throw_away(self) -> None:
        """The next use begins with an empty file."""
        self.close()
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing of it stays open."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    def _open(self) -> Engine:
        require_safe_sqlite()
        if not make_file(self.path) and not self._is_of_this_shape():
            _log.warning("reports=made_anew path=%s: another shape, or damaged", self.path.name)
            self.throw_away()
            make_file(self.path)
        engine = create_engine(f"sqlite:///{self.path}", module=dbapi2, poolclass=NullPool)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        with engine.connect() as connection, connection.begin():
            REPORTS.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {SHAPE}")
            connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")
        return engine

    def _is_of_this_shape(self) -> bool:
        engine = create_engine(f"sqlite:///{self.path}", module=dbapi2, poolclass=NullPool)
        try:
            with engine.connect() as connection:
                found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _MARKS]
                whole = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() if found[0] else "ok"
        except DatabaseError as error:
            if _refused(error, self.path) is not None:
                raise
            return False
        finally:
            engine.dispose()
        return whole == "ok" and found in ([SHAPE, _APPLICATION], [0, 0])


def _refused(error: DatabaseError, path: Path) -> StoreError | None:
    """What the disk had against it; None if the file itself is wrong, or a part of it cannot be read."""
    cause = store_error(error.orig, path) if isinstance(error.orig, dbapi2.Error) else None
    return cause if isinstance(cause, StoreError) and cause.key in _OF_THE_DISK else None


_MARKS = ("user_version", "application_id")


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        # What a power cut takes is folded again.
        "synchronous=NORMAL",
        "cache_size=-32768",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kopilka_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
