"""Once a day everybody is looked at: his segment, his tier, and whether he moved since the day before.

People are taken in the order of their ids, some thousand a transaction; a look that is broken off is begun again by the
next upkeep and comes to the same counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.segment.segment import WINDOW_DAYS, Habit, SegmentTerms, segment_of
from sync.server.central import Central
from sync.server.database import reading
from sync.server.remembered import remember, remembered
from sync.server.retry import write
from sync.server.segments.terms import LOOKED, terms_in_force
from sync.server.tables import ACCOUNT, CUSTOMER, CUSTOMER_SEGMENT, SEGMENT_DAY, SEGMENT_MOVE, TURNOVER_DAY

SEGMENT, TIER = "segment", "tier"
_PEOPLE_A_TRANSACTION = 2_000


@dataclass(slots=True)
class _Seen:
    """What a look has counted so far, by kind and code."""

    customers: Counter[tuple[str, str]] = field(default_factory=Counter)
    visits: Counter[tuple[str, str]] = field(default_factory=Counter)
    kopecks: Counter[tuple[str, str]] = field(default_factory=Counter)
    moves: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any]) -> None:
        """One person as he is now."""
        for kind, now, before in (
            (SEGMENT, row["segment"], row["before_segment"]),
            (TIER, row["tier_code"], row["before_tier"]),
        ):
            self.customers[kind, now] += 1
            self.visits[kind, now] += row["visits"]
            self.kopecks[kind, now] += row["kopecks"]
            # Moves between tiers are written when they happen.
            if kind == SEGMENT and row["before_segment"] and now != before:
                self.moves[kind, before, now] += 1


def look_at_segments(central: Central) -> int:
    """Look at everybody once a day; answers how many moved to another segment or tier."""
    today = central.today()
    with reading(central.engine) as connection:
        looked = remembered(connection, LOOKED)
        terms = terms_in_force(connection)
    if looked is not None and date.fromisoformat(looked) >= today:
        return 0
    seen, after = _Seen(), ""
    while True:
        with reading(central.engine) as connection:
            people = _people(connection, after)
            habits = _habits(connection, people, today)
        if not people:
            break
        rows = [_row(person, habits.get(person.customer_id), terms, today) for person in people]
        for row in rows:
            seen.add(row)
        write(central.engine, partial(_put, rows=rows))
        after = people[-1].customer_id
    write(central.engine, lambda connection: _finish(connection, seen, today))
    return sum(seen.moves.values())


def _people(connection: Connection, after: str) -> list[Row[Any]]:
    columns = (
        CUSTOMER.c.customer_id,
        ACCOUNT.c.tier_code.label("tier_now"),
        ACCOUNT.c.purchases,
        CUSTOMER_SEGMENT.c.segment,
        CUSTOMER_SEGMENT.c.tier_code,
        CUSTOMER_SEGMENT.c.before_segment,
        CUSTOMER_SEGMENT.c.before_tier,
        CUSTOMER_SEGMENT.c.looked_day,
    )
    return list(
        connection.execute(
            select(*columns)
            .outerjoin(ACCOUNT, ACCOUNT.c.customer_id == CUSTOMER.c.customer_id)
            .outerjoin(CUSTOMER_SEGMENT, CUSTOMER_SEGMENT.c.customer_id == CUSTOMER.c.customer_id)
            .where(CUSTOMER.c.customer_id > after, CUSTOMER.c.deleted.is_(False))
            .order_by(CUSTOMER.c.customer_id)
            .limit(_PEOPLE_A_TRANSACTION)
        )
    )


def _habits(connection: Connection, people: list[Row[Any]], today: date) -> dict[str, Row[Any]]:
    if not people:
        return {}
    bought = TURNOVER_DAY.c.kopecks > 0
    rows = connection.execute(
        select(
            TURNOVER_DAY.c.customer_id,
            func.max(TURNOVER_DAY.c.day).filter(bought).label("last_day"),
            func.count().filter(bought).label("visits"),
            func.sum(TURNOVER_DAY.c.kopecks).label("kopecks"),
        )
        .where(
            TURNOVER_DAY.c.customer_id.between(people[0].customer_id, people[-1].customer_id),
            TURNOVER_DAY.c.day > today - timedelta(days=WINDOW_DAYS),
            TURNOVER_DAY.c.day <= today,
        )
        .group_by(TURNOVER_DAY.c.customer_id)
    )
    return {row.customer_id: row for row in rows}


def _row(person: Row[Any], habit: Row[Any] | None, terms: SegmentTerms, today: date) -> dict[str, Any]:
    last_day = None if habit is None else habit.last_day
    visits = 0 if habit is None else int(habit.visits)
    kopecks = 0 if habit is None else int(habit.kopecks)
    ever = bool(person.purchases) or visits > 0
    again = person.looked_day == today
    return {
        "customer_id": person.customer_id,
        "segment": segment_of(Habit(last_day, visits, kopecks, ever), terms, today).value,
        "tier_code": person.tier_now or "",
        "before_segment": (person.before_segment if again else person.segment) or "",
        "before_tier": (person.before_tier if again else person.tier_code) or "",
        "looked_day": today,
        "last_day": last_day,
        "visits": visits,
        "kopecks": kopecks,
    }


def _put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    statement = make(CUSTOMER_SEGMENT)
    changed = {name: statement.excluded[name] for name in rows[0] if name != "customer_id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["customer_id"], set_=changed), rows)


def _finish(connection: Connection, seen: _Seen, today: date) -> None:
    gone = select(CUSTOMER.c.customer_id).where(CUSTOMER.c.deleted.is_(False))
    connection.execute(delete(CUSTOMER_SEGMENT).where(CUSTOMER_SEGMENT.c.customer_id.not_in(gone)))
    _replace(
        connection,
        SEGMENT_DAY,
        today,
        (
            {"day": today, "kind": kind, "code": code, "customers": many, "visits": seen.visits[kind, code],
             "kopecks": seen.kopecks[kind, code]}
            for (kind, code), many in seen.customers.items()
        ),
    )  # fmt: skip
    _replace(
        connection,
        SEGMENT_MOVE,
        today,
        (
            {"day": today, "kind": kind, "from_code": before, "to_code": now, "customers": many}
            for (kind, before, now), many in seen.moves.items()
        ),
    )
    remember(connection, LOOKED, today.isoformat())


def _replace(connection: Connection, table: Any, today: date, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(and_(table.c.day == today)))
    found = list(rows)
    if found:
        connection.execute(insert(table), found)
