"""Receipts a second through HTTP, beside bare COPY and bare row-by-row inserts of the very rows they became."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table as Printed
from pos_app.bench.sync.ground import DATABASES, POSTGRESQL_WORKERS, Ground, ground
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_request import Wire, packed_message
from pos_app.bench.sync.words import at_least, rate, ratio
from pos_app.scratch.shop import customer_id
from sync.protocol.limits import MAX_BATCH_OPERATIONS, PUSH_PATH
from sync.server.bulk import insert_rows
from sync.server.central import system_id, system_now
from sync.server.database import open_engine, reading, writing
from sync.server.migrate import migrate
from sync.server.tables import METADATA, SEEN_REQUEST

_CUSTOMERS = 2_000
_TILLS = 8
_LINES = 5
_COPY_TARGET = 50
_ROWS_TARGET = 500

Rows = Mapping[str, Sequence[dict[str, Any]]]


def ingest(parent: Path, sizes: Sizes, progress: Progress) -> Printed:
    """Both databases, one after the other."""
    rows: list[tuple[str, ...]] = []
    for database in DATABASES:
        progress(f"ingest into {database}")
        with ground(parent, database, _CUSTOMERS, _TILLS) as place:
            rows += _measured(database, place, parent, sizes)
    processes = f"{POSTGRESQL_WORKERS} server processes on PostgreSQL, 1 on SQLite"
    note = (
        f"{sizes.ingest_receipts} receipts of {_LINES} lines by {_TILLS} tills in batches of {MAX_BATCH_OPERATIONS};"
        f" {processes}; beside it the very rows that they became, by one connection; row by row with a COMMIT for each"
        " receipt"
    )
    return Printed("ingest", "receipts into the server", ("way", "receipts/s", "ratio", "target"), tuple(rows), note)


def _measured(database: str, place: Ground, parent: Path, sizes: Sizes) -> list[tuple[str, ...]]:
    bodies = _bodies(place, sizes.ingest_receipts)
    before = _keys(place.database_url)
    http_ns = _sent(place, bodies)
    made = _new_rows(place.database_url, before)
    count = len(made["operation"])
    share = sizes.row_by_row_receipts
    bulk_ns = _repeated(place, parent, made, count, one_by_one=False)
    rows_ns = _repeated(place, parent, made, share, one_by_one=True)
    through = rate(count, http_ns)
    bulk, singly = rate(count, bulk_ns), rate(share, rows_ns)
    to_bulk = (ratio(through, bulk), at_least(through, bulk, _COPY_TARGET))
    to_rows = (ratio(through, singly), at_least(through, singly, _ROWS_TARGET))
    word = "bare COPY" if database == "PostgreSQL" else "bare executemany"
    return [
        (f"{database}: through HTTP", str(through), "", ""),
        (f"{database}: {word}", str(bulk), *to_bulk),
        (f"{database}: bare rows one by one", str(singly), *to_rows),
    ]


def _bodies(place: Ground, receipts: int) -> list[list[tuple[bytes, str | None]]]:
    """For each till its pushes, ready to be sent."""
    each = receipts // len(place.tills)
    bodies = []
    for number, till in enumerate(place.tills):
        stream, mine = till.stream, []
        for sold in range(each):
            person = customer_id((number * each + sold) % _CUSTOMERS)
            stream.sell(system_id(), person, system_now(), place.day, _LINES)
        while stream.unsent:
            request = stream.request(MAX_BATCH_OPERATIONS)
            mine.append(packed_message(request))
            stream.settled({message.op_id for message in request.operations})
        bodies.append(mine)
    return bodies


def _sent(place: Ground, bodies: list[list[tuple[bytes, str | None]]]) -> int:
    """Nanoseconds until every till has its last answer."""
    failed: list[Exception] = []

    def send(number: int) -> None:
        wire = Wire(place.url, place.tills[number].identity)
        try:
            for body, encoding in bodies[number]:
                wire.post(PUSH_PATH, body, encoding)
        except Exception as error:
            failed.append(error)
        finally:
            wire.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(len(bodies))]
    begin = time.monotonic_ns()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic_ns() - begin
    if failed:
        raise failed[0]
    return took


def _keys(url: str) -> dict[str, set[tuple[Any, ...]]]:
    """What is there, by table."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = {
            table.name: {tuple(row) for row in connection.execute(select(*table.primary_key))}
            for table in METADATA.sorted_tables
        }
    engine.dispose()
    return found


def _new_rows(url: str, before: Mapping[str, set[tuple[Any, ...]]]) -> Rows:
    """What the receipts became, by table; rows that were there before were changed, not added."""
    engine = open_engine(url)
    made: dict[str, Sequence[dict[str, Any]]] = {}
    with reading(engine) as connection:
        for table in METADATA.sorted_tables:
            keys = [column.name for column in table.primary_key]
            rows = [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
            fresh = [row for row in rows if tuple(row[key] for key in keys) not in before[table.name]]
            if fresh and table is not SEEN_REQUEST:
                made[table.name] = fresh
    engine.dispose()
    return made


def _repeated(place: Ground, parent: Path, made: Rows, receipts: int, one_by_one: bool) -> int:
    """Nanoseconds for the rows of so many receipts in an empty database of the same server and shape."""
    engine = _empty(place, parent)
    whole = len(made["operation"])
    step = 1 if one_by_one else MAX_BATCH_OPERATIONS
    begin = time.monotonic_ns()
    for first in range(0, receipts, step):
        with writing(engine) as connection:
            for name, rows in made.items():
                table = METADATA.tables[name]
                part = rows[first * len(rows) // whole : min(first + step, receipts) * len(rows) // whole]
                if one_by_one:
                    for row in part:
                        connection.execute(insert(table), row)
                else:
                    insert_rows(connection, table, part)
    took = time.monotonic_ns() - begin
    engine.dispose()
    return took


def _empty(place: Ground, parent: Path) -> Engine:
    """A database of this version's shape without a row, on the same server or in the same folder."""
    if place.postgres is None:
        path = parent / "bare.db"
        for side in ("", "-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        engine = open_engine(f"sqlite:///{path}")
    else:
        place.postgres.execute("DROP DATABASE IF EXISTS bare WITH (FORCE)", "CREATE DATABASE bare")
        engine = open_engine(place.postgres.url("bare"))
    migrate(engine)
    with writing(engine) as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    return engine
