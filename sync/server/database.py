"""The server's database: one SQLite file for a shop, or PostgreSQL 15 and later, chosen by its URL.

Statements stay portable; what one of them alone needs is set here, when a connection or a transaction begins.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import IntLoader
from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from sync.server.write_turn import WriteTurn
from sync.vault.sqlite_guard import require_safe_sqlite

BUSY_TIMEOUT_MS = 5_000
LEAST_POSTGRESQL = 15
_READ_ONLY = "kopilka_read_only"
_POSTGRESQL_SCHEMES = ("postgresql://", "postgres://")
_LIBPQ_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": 5,
    "application_name": "kopilka",
    # A server that vanished without a word is noticed after some twenty seconds, not after two hours.
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_POOL = 10
_POOL_WAIT_SECONDS = 10
_TURNS: WeakKeyDictionary[Engine, WriteTurn] = WeakKeyDictionary()
_TURNS_OF_FILES: WeakValueDictionary[str, WriteTurn] = WeakValueDictionary()
_TURNS_GUARD = threading.Lock()


class DatabaseUrlError(ValueError):
    """The URL names no database that the server works with. The text names no password."""


class PostgresTooOldError(RuntimeError):
    """The database server is older than what the product is tested with."""

    def __init__(self, found: int) -> None:
        super().__init__(f"PostgreSQL {LEAST_POSTGRESQL} or later is needed, this is {found}")
        self.found = found


def is_postgresql(database_url: str) -> bool:
    """Whether the URL names PostgreSQL, which several processes and machines may work with at once."""
    return database_url.startswith(_POSTGRESQL_SCHEMES)


def open_engine(database_url: str) -> Engine:
    """An engine for ``sqlite:////absolute/path/server.db`` or ``postgresql://…`` with all that libpq understands there.

    Several hosts (``host=a,b&target_session_attrs=read-write``) lead to the primary after a failover. Connects when it
    is first used. Raises :class:`DatabaseUrlError`, ``SqliteTooOldError``.
    """
    if is_postgresql(database_url):
        return _open_postgresql(database_url)
    if not database_url.startswith("sqlite:"):
        scheme = database_url.partition(":")[0]
        raise DatabaseUrlError(f"expected a URL that begins with postgresql:// or sqlite:///, not with {scheme!r}")
    require_safe_sqlite()
    engine = create_engine(make_url(database_url), module=dbapi2, hide_parameters=True)  # errors are logged: no data
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _TURNS[engine] = _turn_of_file(engine.url.database)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction; committed at the end, rolled back if anything is raised.

    Work that a lost connection or a conflict of writers should not fail belongs into ``retry.write``.
    """
    turn = _TURNS.get(engine)
    with nullcontext() if turn is None else turn.taken(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: every statement inside sees the same state, and no writer waits for it."""
    options: dict[str, Any] = {_READ_ONLY: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def look_up_by_keys(connection: Connection) -> None:
    """Whatever this transaction reads, it reads by its keys, some hundred of them.

    PostgreSQL takes random reads for four times as dear as others, or does not know yet how large a table has become:
    then it reads the whole of it for two hundred rows, each time. For this transaction alone, so that it works behind
    PgBouncer.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")


def _turn_of_file(path: str | None) -> WriteTurn:
    """All engines of a file share its queue; a database in memory has one of its own."""
    if not path:
        return WriteTurn(_POOL_WAIT_SECONDS)
    with _TURNS_GUARD:
        turn = _TURNS_OF_FILES.get(path)
        if turn is None:
            turn = _TURNS_OF_FILES[path] = WriteTurn(_POOL_WAIT_SECONDS)
        return turn


def _open_postgresql(database_url: str) -> Engine:
    try:
        given = conninfo_to_dict(database_url)
    except psycopg.ProgrammingError as error:
        raise DatabaseUrlError("the database URL cannot be read: expected postgresql://user@host:port/name") from error
    conninfo = make_conninfo(
        database_url, **{name: value for name, value in _LIBPQ_DEFAULTS.items() if name not in given}
    )

    def connect() -> psycopg.Connection[Any]:
        # Prepared statements belong to a connection; behind PgBouncer in transaction mode it changes under us.
        connection = psycopg.connect(conninfo, prepare_threshold=None)
        # The sum of whole numbers is "numeric" here; this schema has no other, and nothing that is no whole number.
        connection.adapters.register_loader("numeric", IntLoader)
        return connection

    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_pre_ping=True,
        pool_size=_POOL,
        max_overflow=0,
        pool_timeout=_POOL_WAIT_SECONDS,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _check_postgresql)
    return engine


def _check_postgresql(dbapi_connection: Any, _record: object) -> None:
    major = dbapi_connection.info.server_version // 10_000
    if major < LEAST_POSTGRESQL:
        raise PostgresTooOldError(major)


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # A batch changes index pages everywhere, and the next one the same again: they are kept, and brought into the
        # file once for several batches.
        "cache_size=-16384",
        "wal_autocheckpoint=4000",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """A deferred BEGIN that turns to writing fails at once with «database is locked» beside another writer."""
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
