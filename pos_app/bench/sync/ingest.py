"""Receipts a second through HTTP, beside bare COPY and bare row-by-row inserts of the very rows they became."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table as Printed
from pos_app.bench.sync.bare_rows import repeated
from pos_app.bench.sync.ground import DATABASES, Ground, ground
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_request import Wire, packed_message
from pos_app.bench.sync.words import at_least, rate, ratio
from pos_app.scratch.shop import customer_id
from sync.protocol.limits import MAX_BATCH_OPERATIONS, PUSH_PATH
from sync.server.central import system_id, system_now
from sync.server.database import open_engine, reading
from sync.server.tables import METADATA, SEEN_REQUEST

_TILLS = 8
_REGULARS = 2_000
"""Each till has as many customers of its own: eight tills of eight shops."""
_LINES = 5
_WARM = 20
_WORKERS = 4
"""Server processes on PostgreSQL. For two processors two would do, were the tills' connections spread evenly."""
_COPY_TARGET = 50
_ROWS_TARGET = 500

Rows = Mapping[str, Sequence[dict[str, Any]]]
Bodies = list[list[tuple[bytes, str | None]]]


def ingest(parent: Path, sizes: Sizes, progress: Progress) -> Printed:
    """Both databases, one after the other."""
    rows: list[tuple[str, ...]] = []
    for database in DATABASES:
        progress(f"ingest into {database}")
        with ground(parent, database, _TILLS * _REGULARS, _TILLS, workers=_WORKERS) as place:
            rows += _measured(database, place, parent, sizes)
    processes = f"{_WORKERS} server processes on PostgreSQL, 1 on SQLite"
    note = (
        f"{sizes.ingest_receipts} receipts of {_LINES} lines by {_TILLS} tills in batches of {MAX_BATCH_OPERATIONS}"
        f" after {_WARM} small pushes of each; {processes}; beside it the very rows that they became; row by row with"
        " a COMMIT for each receipt"
    )
    return Printed("ingest", "receipts into the server", ("way", "receipts/s", "ratio", "target"), tuple(rows), note)


def _measured(database: str, place: Ground, parent: Path, sizes: Sizes) -> list[tuple[str, ...]]:
    _sent(place, _bodies(place, _TILLS * _WARM, 1))
    bodies = _bodies(place, sizes.ingest_receipts, MAX_BATCH_OPERATIONS)
    before = _keys(place.database_url)
    http_ns = _sent(place, bodies)
    made = _new_rows(place.database_url, before)
    count, share = len(made["operation"]), sizes.row_by_row_receipts
    through = rate(count, http_ns)
    bulk = rate(count, repeated(place, parent, made, count))
    singly = rate(share, repeated(place, parent, made, share, one_by_one=True))
    rows = [(f"{database}: through HTTP", str(through), "", "")]
    if database == "PostgreSQL":
        several = rate(count, repeated(place, parent, made, count, connections=_WORKERS))
        words = f"{database}: bare COPY, {_WORKERS} connections"
        rows += [
            (f"{database}: bare COPY, one connection", str(bulk), *_beside(through, bulk, _COPY_TARGET)),
            (words, str(several), ratio(through, several), ""),
        ]
    else:  # which knows no COPY: no target
        rows.append((f"{database}: bare executemany, one connection", str(bulk), ratio(through, bulk), ""))
    return [*rows, (f"{database}: bare rows one by one", str(singly), *_beside(through, singly, _ROWS_TARGET))]


def _beside(through: int, other: int, hundredths: int) -> tuple[str, str]:
    return ratio(through, other), at_least(through, other, hundredths)


def _bodies(place: Ground, receipts: int, at_once: int) -> Bodies:
    """For each till its pushes, ready to be sent."""
    bodies = []
    for number, till in enumerate(place.tills):
        stream, mine = till.stream, []
        for sold in range(receipts // len(place.tills)):
            person = customer_id(number * _REGULARS + sold % _REGULARS)
            stream.sell(system_id(), person, system_now(), place.day, _LINES)
        while stream.unsent:
            request = stream.request(at_once)
            mine.append(packed_message(request))
            stream.settled({message.op_id for message in request.operations})
        bodies.append(mine)
    return bodies


def _sent(place: Ground, bodies: Bodies) -> int:
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
