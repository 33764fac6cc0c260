"""Receipts a second through HTTP, beside bare COPY and bare row-by-row inserts of the very rows they became."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table as Printed
from pos_app.bench.sync.bare_rows import Commits, Rows, repeated
from pos_app.bench.sync.ground import DATABASES, Ground, ground
from pos_app.bench.sync.processor_time import Clock, Spent
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.till_request import Wire, packed_message
from pos_app.bench.sync.words import at_least, processor, rate, ratio
from pos_app.scratch.shop import customer_id
from sync.protocol.limits import MAX_BATCH_OPERATIONS, PUSH_PATH
from sync.reports.tables import DERIVED
from sync.server.central import system_id, system_now
from sync.server.database import open_engine, reading
from sync.server.tables import METADATA, SEEN_REQUEST

_TILLS = 8
_REGULARS = 2_000
"""Each till has as many customers of its own: eight tills of eight shops."""
_LINES = 5
_WARM = 20
_WARM_BATCH = 50
"""Small pushes of each till, and then one that is written as large ones are: connections have done everything once."""
_WORKERS = 3
"""Server processes on PostgreSQL. For two processors two would do, were the tills' connections spread evenly; each more

costs a twentieth of the processors' time.
"""
_HEAD = ("way", "receipts/s", "processor µs", "ratio", "target")
_DERIVED = frozenset(table.name for table in DERIVED)
_COPY_TARGET = 50
_ROWS_TARGET = 500

Bodies = list[list[tuple[bytes, str | None]]]


def ingest(parent: Path, sizes: Sizes, progress: Progress) -> Printed:
    """Both databases, one after the other."""
    rows: list[tuple[str, ...]] = []
    each: list[str] = []
    for database in DATABASES:
        progress(f"ingest into {database}")
        with ground(parent, database, _TILLS * _REGULARS, _TILLS, workers=_WORKERS) as place:
            measured, tenths = _measured(database, place, parent, sizes)
            rows += measured
            each.append(f"{database}: {tenths // 10}.{tenths % 10} rows a receipt")
    processes = f"{_WORKERS} server processes on PostgreSQL, 1 on SQLite"
    note = (
        f"{sizes.ingest_receipts} receipts of {_LINES} lines by {_TILLS} tills in batches of {MAX_BATCH_OPERATIONS}"
        f" after {_WARM} small pushes of each and one of {_WARM_BATCH}; {processes}. Beside it the driver alone writes"
        " the very rows that they became, in the same order, into a database that holds what the server's held before,"
        " with all indexes and the same durability: COPY with a COMMIT for each batch; or a prepared statement for each"
        f" row, each row committed alone, or those of a receipt together ({'; '.join(each)}). Rows that were there and"
        " were changed (accounts, tills) are written by the server alone. What reports derive from receipts later is"
        " not among the rows. Processor µs: a receipt's share of what server and database, or writer and database, used"
    )
    return Printed("ingest", "receipts into the server", _HEAD, tuple(rows), note)


def _measured(database: str, place: Ground, parent: Path, sizes: Sizes) -> tuple[list[tuple[str, ...]], int]:
    """The table, and how many rows a receipt became, in tenths."""
    _sent(place, _bodies(place, _TILLS * _WARM, 1))
    _sent(place, _bodies(place, _TILLS * _WARM_BATCH, _WARM_BATCH))
    bodies = _bodies(place, sizes.ingest_receipts, MAX_BATCH_OPERATIONS)
    before = _rows(place.database_url)
    http = _sent(place, bodies)
    made = _new_rows(_rows(place.database_url), before)
    count, share = len(made["operation"]), sizes.row_by_row_receipts
    bulk = repeated(place, parent, before, made, count)
    together = repeated(place, parent, before, made, share, Commits.EACH_RECEIPT)
    alone = repeated(place, parent, before, made, share, Commits.EACH_ROW)
    through = rate(count, http.wall_ns)
    own = processor(count, http.processor_ns)

    def row(way: str, spent: Spent, receipts: int, target: int | None) -> tuple[str, ...]:
        reached = rate(receipts, spent.wall_ns)
        verdict = "" if target is None else at_least(through, reached, target)
        cost = processor(receipts, spent.processor_ns)
        return f"{database}: {way}", str(reached), cost, ratio(through, reached), verdict

    rows: list[tuple[str, ...]] = [(f"{database}: through HTTP", str(through), own, "", "")]
    if database == "PostgreSQL":
        several = repeated(place, parent, before, made, count, connections=_WORKERS)
        rows.append(row("bare COPY, one connection", bulk, count, _COPY_TARGET))
        rows.append(row(f"bare COPY, {_WORKERS} connections", several, count, None))
    else:  # which knows no COPY: no target
        rows.append(row("bare executemany, one connection", bulk, count, None))
    rows.append(row("bare rows one by one, each committed", alone, share, _ROWS_TARGET))
    rows.append(row("bare rows one by one, COMMIT per receipt", together, share, _ROWS_TARGET))
    return rows, 10 * sum(map(len, made.values())) // count


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


def _sent(place: Ground, bodies: Bodies) -> Spent:
    """Until every till has its last answer; the tills' own work is none of the processor time."""
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
    clock = Clock()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = clock.spent(with_own=False)
    if failed:
        raise failed[0]
    return spent


def _rows(url: str) -> Rows:
    """All there is, by table, in the order in which it was written; nothing of a table that has no rows."""
    engine = open_engine(url)
    written: ColumnElement[Any] = literal_column("rowid" if engine.dialect.name == "sqlite" else "ctid")
    found: dict[str, Sequence[dict[str, Any]]] = {}
    with reading(engine) as connection:
        for table in METADATA.sorted_tables:
            in_order = select(table)
            if table.dialect_options["sqlite"].get("with_rowid", True) or engine.dialect.name != "sqlite":
                in_order = in_order.order_by(written)
            rows = [dict(row._mapping) for row in connection.execute(in_order)]
            if rows and table is not SEEN_REQUEST:
                found[table.name] = rows
    engine.dispose()
    return found


def _new_rows(after: Rows, before: Rows) -> Rows:
    """What the receipts became, by table; rows that were there before were changed, not added.

    Without what reports derive from them some seconds later: no push writes that.
    """
    made: dict[str, Sequence[dict[str, Any]]] = {}
    for name, rows in after.items():
        if name in _DERIVED:
            continue
        keys = [column.name for column in METADATA.tables[name].primary_key]
        known = {tuple(row[key] for key in keys) for row in before.get(name, ())}
        fresh = [row for row in rows if tuple(row[key] for key in keys) not in known]
        if fresh:
            made[name] = fresh
    return made
