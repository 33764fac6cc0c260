"""Rows that receipts became, written once more into an empty database of the same server and shape, and no more."""

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from pos_app.bench.sync.ground import Ground
from sync.protocol.limits import MAX_BATCH_OPERATIONS
from sync.server.bulk import insert_rows
from sync.server.database import open_engine, writing
from sync.server.migrate import migrate
from sync.server.tables import METADATA

Rows = Mapping[str, Sequence[dict[str, Any]]]


class WriterFailedError(RuntimeError):
    """A process that wrote rows ended with an error; its words stand above."""


def repeated(
    place: Ground, parent: Path, made: Rows, receipts: int, one_by_one: bool = False, connections: int = 1
) -> int:
    """Nanoseconds for the rows of so many receipts, a COMMIT for each batch or, ``one_by_one``, for each receipt.

    Each of several connections has a process of its own and writes its share.
    """
    url = _empty(place, parent)
    if connections == 1:
        begin = time.monotonic_ns()
        _write(url, made, range(receipts), one_by_one)
        return time.monotonic_ns() - begin
    context = multiprocessing.get_context("fork")  # the rows need not be sent
    ready = context.Barrier(connections + 1)
    shares = [
        range(receipts * each // connections, receipts * (each + 1) // connections) for each in range(connections)
    ]
    writers = [context.Process(target=_wait_and_write, args=(ready, url, made, share)) for share in shares]
    for writer in writers:
        writer.start()
    ready.wait()
    begin = time.monotonic_ns()
    for writer in writers:
        writer.join()
    took = time.monotonic_ns() - begin
    if any(writer.exitcode for writer in writers):
        raise WriterFailedError
    return took


def _wait_and_write(ready: Barrier, url: str, made: Rows, share: range) -> None:
    ready.wait()
    _write(url, made, share, one_by_one=False)


def _write(url: str, made: Rows, share: range, one_by_one: bool) -> None:
    engine = open_engine(url)
    whole = len(made["operation"])
    step = 1 if one_by_one else MAX_BATCH_OPERATIONS
    for first in range(share.start, share.stop, step):
        last = min(first + step, share.stop)
        with writing(engine) as connection:
            for name, rows in made.items():
                part = rows[first * len(rows) // whole : last * len(rows) // whole]
                if not one_by_one:
                    insert_rows(connection, METADATA.tables[name], part)
                    continue
                for row in part:
                    connection.execute(insert(METADATA.tables[name]), row)
    engine.dispose()


def _empty(place: Ground, parent: Path) -> str:
    """A database of this version's shape without a row, on the same server or in the same folder."""
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
    engine.dispose()
    return url
