"""Folds what tills told since the last time: per till behind its cursor, in the order of its numbers.

Taking operations in knows nothing of it and is as fast as ever; folding follows when a report is opened and in the
server's own work. One process folds at a time.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.parked.resolved import Resolution
from sync.reports.fact import Fact
from sync.reports.folding import Folding
from sync.reports.tables import DERIVED, REPORT_CURSOR
from sync.reports.upsert import put_rows
from sync.server.central import Central
from sync.server.enrolment import OFFICE
from sync.server.reports.own_shift import in_own_shifts
from sync.server.reports.readable import decision_in, fact_in
from sync.server.retry import write
from sync.server.tables import OPERATION, PARKED_RESOLUTION, TILL

_AT_ONCE = 500
"""Operations in a transaction: some tenths of a second."""
_LOCK = ""


def fold_new(central: Central, most_seconds: float | None = None, clock: Callable[[], float] = time.monotonic) -> int:
    """Take in what is new, all of it or for about ``most_seconds``; how many operations."""
    begun = clock()
    folded = 0
    while True:
        some = write(central.engine, partial(_fold_some, central=central))
        folded += some
        if not some or (most_seconds is not None and clock() - begun >= most_seconds):
            return folded


def rebuild(central: Central) -> int:
    """Empty the derived tables and fold every operation anew; how many. Reports are incomplete meanwhile."""
    write(central.engine, _empty)
    return fold_new(central)


def _empty(connection: Connection) -> None:
    take_turn(connection)
    for table in DERIVED:
        condition = [REPORT_CURSOR.c.source != _LOCK] if table is REPORT_CURSOR else []
        connection.execute(delete(table).where(*condition))


@dataclass(frozen=True, slots=True)
class _Source:
    """A till with what is folded of it, and how far it is told."""

    till_id: str
    shop_id: str
    code: str
    told: tuple[int, int]
    folded: tuple[int, int]
    open_shift_id: str


def _fold_some(connection: Connection, central: Central) -> int:
    take_turn(connection)
    sources = _sources_with_news(connection)
    told: list[tuple[Fact, str | None]] = []
    reached: list[tuple[_Source, tuple[int, int]]] = []
    count = 0
    for source in sources:
        rows = _operations(connection, source, _AT_ONCE - count)
        count += len(rows)
        told += [fact for row in rows if (fact := _fact(connection, source, row)) is not None]
        is_all = count < _AT_ONCE
        reached.append((source, source.told if is_all else (rows[-1].epoch, rows[-1].seq)))
        if not is_all:
            break
    folding = Folding(connection, central.timezone, {source.till_id: source.open_shift_id for source, _ in reached})
    folding.take(in_own_shifts(connection, told))
    cursors = [
        {
            "source": source.till_id,
            "epoch": epoch,
            "seq": seq,
            "open_shift_id": folding.open_shifts.get(source.till_id, ""),
        }
        for source, (epoch, seq) in reached
    ]
    put_rows(connection, REPORT_CURSOR, cursors)
    return count


def take_turn(connection: Connection) -> None:
    """Hold the row that only one process at a time holds."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    row = {"source": _LOCK, "epoch": 0, "seq": 0, "open_shift_id": ""}
    connection.execute(make(REPORT_CURSOR).values(row).on_conflict_do_nothing())
    connection.execute(select(REPORT_CURSOR).where(REPORT_CURSOR.c.source == _LOCK).with_for_update())


def _sources_with_news(connection: Connection) -> list[_Source]:
    cursor = REPORT_CURSOR.c
    rows = connection.execute(
        select(TILL, cursor.epoch.label("at_epoch"), cursor.seq.label("at_seq"), cursor.open_shift_id)
        .outerjoin(REPORT_CURSOR, cursor.source == TILL.c.till_id)
        .where(or_(and_(cursor.source.is_(None), TILL.c.last_seq > 0), _is_behind(cursor)))
        .order_by(TILL.c.till_id)
        .limit(_AT_ONCE)
    )
    return [
        _Source(
            row.till_id,
            row.shop_id,
            row.code,
            (row.epoch, row.last_seq),
            (row.at_epoch or 0, row.at_seq or 0),
            row.open_shift_id or "",
        )
        for row in rows
    ]


def _is_behind(cursor: Any) -> Any:
    return or_(TILL.c.epoch > cursor.epoch, and_(TILL.c.epoch == cursor.epoch, TILL.c.last_seq > cursor.seq))


def _operations(connection: Connection, source: _Source, limit: int) -> Sequence[Any]:
    table = OPERATION.c
    (epoch, seq), (last_epoch, last_seq) = source.folded, source.told
    return connection.execute(
        select(table.epoch, table.seq, table.op_id, table.kind, table.v, table.body, table.flags)
        .where(
            table.till_id == source.till_id,
            or_(table.epoch > epoch, and_(table.epoch == epoch, table.seq > seq)),
            or_(table.epoch < last_epoch, and_(table.epoch == last_epoch, table.seq <= last_seq)),
        )
        .order_by(table.epoch, table.seq)
        .limit(limit)
    ).all()


def _fact(connection: Connection, source: _Source, row: Row[Any]) -> tuple[Fact, str | None] | None:
    """What an operation tells, with its flags."""
    record = fact_in(row.kind, row.v, bytes(row.body), row.op_id)
    if record is not None:
        office = source.code == OFFICE
        return Fact(source.shop_id, source.till_id, source.code, row.epoch, row.seq, record, office), row.flags
    decision = decision_in(row.kind, row.v, bytes(row.body), row.op_id)
    if decision is None or decision.action is not Resolution.REPLAY or decision.body is None:
        return None
    return _corrected(connection, row.op_id, decision.body)


def _corrected(connection: Connection, resolution_id: str, body: str) -> tuple[Fact, str | None] | None:
    """A record that could not be read as it came counts as it was corrected; one that could counts as it came."""
    table = OPERATION.c
    found = connection.execute(
        select(OPERATION, TILL.c.shop_id, TILL.c.code)
        .join(
            PARKED_RESOLUTION,
            and_(PARKED_RESOLUTION.c.till_id == table.till_id, PARKED_RESOLUTION.c.op_id == table.op_id),
        )
        .join(TILL, TILL.c.till_id == table.till_id)
        .where(PARKED_RESOLUTION.c.resolution_id == resolution_id)
    ).one_or_none()
    if found is None or fact_in(found.kind, found.v, bytes(found.body), found.op_id) is not None:
        return None
    record = fact_in(found.kind, found.v, body.encode("utf-8"), found.op_id)
    if record is None:
        return None
    return Fact(found.shop_id, found.till_id, found.code, found.epoch, found.seq, record), found.flags
