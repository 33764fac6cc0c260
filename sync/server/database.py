"""The server's database: one SQLite file for a shop, by URL whatever else SQLAlchemy speaks.

Statements stay portable; what SQLite alone needs (pragmas, BEGIN IMMEDIATE) is set here, when a connection opens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from sync.vault.sqlite_guard import require_safe_sqlite

BUSY_TIMEOUT_MS = 5_000
_READ_ONLY = "kopilka_read_only"


def open_engine(database_url: str) -> Engine:
    """An engine for ``sqlite:////absolute/path/server.db`` and the like. Raises ``SqliteTooOldError``."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    require_safe_sqlite()
    engine = create_engine(url, module=dbapi2, hide_parameters=True)  # errors are logged: no data in them
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction; committed at the end, rolled back if anything is raised."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: every statement inside sees the same state, and no writer waits for it."""
    with engine.connect().execution_options(**{_READ_ONLY: True}) as connection, connection.begin():
        yield connection


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """A deferred BEGIN that turns to writing fails at once with «database is locked» beside another writer."""
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
