"""Rows that receipts became, written once more by the driver alone into a database as the server's was before.

It has this version's tables with all their indexes, and holds what the server's held before the receipts came. Rows
are written in the order in which the server wrote them, with the same durability. Nothing is read, checked or reckoned;
rows that were there before and that the receipts changed (accounts, tills) are left as they were.
"""

import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Engine

from pos_app.bench.sync.ground import Ground
from pos_app.bench.sync.processor_time import Clock, Spent
from sync.protocol.limits import MAX_BATCH_OPERATIONS
from sync.server.bulk import copy_statement, insert_rows, sqlite_insert, sqlite_values
from sync.server.database import open_engine, writing
from sync.server.migrate import migrate
from sync.server.tables import METADATA

Rows = Mapping[str, Sequence[dict[str, Any]]]

_PREPARED_FROM = 5
"""psycopg's own setting, which the server switches off for the sake of PgBouncer."""


class WriterFailedError(RuntimeError):
    """A process that wrote rows ended with an error; its words stand above."""


class Commits(Enum):
    """How the driver writes: many rows at once for a batch of receipts, or a statement for each row."""

    EACH_BATCH = "a COMMIT for each batch"
    EACH_RECEIPT = "a COMMIT for each receipt"
    EACH_ROW = "a COMMIT for each row"
    """Every row a transaction of its own, as a program does that inserts rows without beginning one."""


@dataclass(frozen=True, slots=True)
class _Written:
    """Rows of one table as the driver takes them: whole statement for COPY or for many, and for a single row."""

    many: Any
    one: Any
    types: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def of(self, first: int, last: int, whole: int) -> Sequence[tuple[Any, ...]]:
        """The rows of the receipts from ``first`` to before ``last`` out of ``whole``."""
        return self.rows[first * len(self.rows) // whole : last * len(self.rows) // whole]


def repeated(
    place: Ground,
    parent: Path,
    before: Rows,
    made: Rows,
    receipts: int,
    commits: Commits = Commits.EACH_BATCH,
    connections: int = 1,
) -> Spent:
    """Write the rows of so many receipts.

    ``before``: what is there when it begins. Each of several connections has a process of its own and writes its share.
    """
    url = _as_it_was(place, parent, before)
    whole = len(made["operation"])
    tables = [_written(name, rows, place.postgres is not None) for name, rows in made.items()]
    if connections == 1:
        engine = open_engine(url)
        with writing(engine):  # connected: that is none of it
            pass
        clock = Clock()
        _write(engine, tables, whole, range(receipts), commits)
        spent = clock.spent(with_own=True)
        engine.dispose()
        return spent
    context = multiprocessing.get_context("fork")  # the rows need not be sent
    ready = context.Barrier(connections + 1)
    shares = [
        range(receipts * each // connections, receipts * (each + 1) // connections) for each in range(connections)
    ]
    writers = [context.Process(target=_wait_and_write, args=(ready, url, tables, whole, share)) for share in shares]
    for writer in writers:
        writer.start()
    ready.wait()
    clock = Clock()
    for writer in writers:
        writer.join()
    spent = clock.spent(with_own=True)
    if any(writer.exitcode for writer in writers):
        raise WriterFailedError
    return spent


def _written(name: str, rows: Sequence[dict[str, Any]], postgresql: bool) -> _Written:
    table, names = METADATA.tables[name], tuple(rows[0])
    if not postgresql:
        statement = sqlite_insert(table, names)
        return _Written(statement, statement, (), sqlite_values(rows, names, table))
    copied, types = copy_statement(table, names)
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    marks = sql.SQL(", ").join(sql.Placeholder() * len(names))
    single = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(name), columns, marks)
    return _Written(copied, single, types, [tuple(row[each] for each in names) for row in rows])


def _wait_and_write(ready: Barrier, url: str, tables: Sequence[_Written], whole: int, share: range) -> None:
    engine = open_engine(url)
    with writing(engine):
        pass
    ready.wait()
    _write(engine, tables, whole, share, Commits.EACH_BATCH)
    engine.dispose()


def _write(engine: Engine, tables: Sequence[_Written], whole: int, share: range, commits: Commits) -> None:
    if commits is Commits.EACH_ROW:
        _write_alone(engine, tables, whole, share)
        return
    step = 1 if commits is Commits.EACH_RECEIPT else MAX_BATCH_OPERATIONS
    for first in range(share.start, share.stop, step):
        last = min(first + step, share.stop)
        with writing(engine) as connection:
            cursor = _cursor(connection)
            for table in tables:
                part = table.of(first, last, whole)
                if commits is Commits.EACH_RECEIPT:
                    for row in part:
                        cursor.execute(table.one, row)
                elif not table.types:
                    cursor.executemany(table.many, part)
                else:
                    with cursor.copy(table.many) as copy:
                        copy.set_types(table.types)
                        for row in part:
                            copy.write_row(row)
            cursor.close()


def _write_alone(engine: Engine, tables: Sequence[_Written], whole: int, share: range) -> None:
    """The driver begins nothing: the database commits each statement by itself."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        cursor = _cursor(connection)
        for number in share:
            for table in tables:
                for row in table.of(number, number + 1, whole):
                    cursor.execute(table.one, row)
        cursor.close()


def _cursor(connection: Connection) -> Any:
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        driver.prepare_threshold = _PREPARED_FROM
    return driver.cursor()


def _as_it_was(place: Ground, parent: Path, before: Rows) -> str:
    """A database of this version's shape with these rows, on the same server or in the same folder."""
    if place.postgres is None:
        path = parent / "bare.db"
        for side in ("", "-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        url = f"sqlite:///{path}"
    else:
        place.postgres.execute("DROP DATABASE IF EXISTS bare WITH (FORCE)", "CREATE DATABASE bare")
        url = place.postgres.url("bare")
    engine = open_engine(url)
    migrate(engine)
    with writing(engine) as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
        for table in METADATA.sorted_tables:
            insert_rows(connection, table, before.get(table.name, ()))
    engine.dispose()
    return url
