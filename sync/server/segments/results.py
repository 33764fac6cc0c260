"""What came of offers, counted by the server's own work and kept: a page of many campaigns opens at once.

A campaign is counted anew every few minutes while it goes on and for a month behind it, since what was bought in its
days may come back later; then for the last time.
"""

import time
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.protocol.operation import unix_ms
from sync.reports.spans import rolled_up_of
from sync.reports.tables import DAY, REPORT_DISCOUNT_SUM
from sync.server.central import Central
from sync.server.database import reading
from sync.server.retry import write
from sync.server.tables import OFFER_CAMPAIGN, OFFER_CAMPAIGN_PERSON, OFFER_RESULT, TURNOVER_DAY

_COUNTED_FOR = timedelta(days=31)
"""Behind its last day."""
_AT_MOST_EVERY_MS = 20_000
_MANY_PEOPLE = 5_000
"""Of larger campaigns only the server's own work counts: a reader would wait for it."""


def count_results(central: Central, most_seconds: float | None = None) -> int:
    """Count what is not counted for good, the longest ago first; how many campaigns.

    With ``most_seconds`` small campaigns alone, for about so long, and none that was counted a moment ago.
    """
    begun, counted = time.monotonic(), 0
    with reading(central.engine) as connection:
        due = _due(connection, None if most_seconds is None else unix_ms(central.now()) - _AT_MOST_EVERY_MS)
    for campaign in due:
        if most_seconds is not None and campaign.people is not None and campaign.people > _MANY_PEOPLE:
            continue
        _count(central, campaign)
        counted += 1
        if most_seconds is not None and time.monotonic() - begun >= most_seconds:
            break
    return counted


def count_result(central: Central, campaign_id: str) -> None:
    """Count one campaign now."""
    with reading(central.engine) as connection:
        query = select(OFFER_CAMPAIGN).where(OFFER_CAMPAIGN.c.campaign_id == campaign_id)
        campaign = connection.execute(query).one()
    _count(central, campaign)


def _count(central: Central, campaign: Row[Any]) -> None:
    with reading(central.engine) as connection:
        row = _counted(connection, campaign, central.today(), unix_ms(central.now()))
    write(central.engine, partial(keep_result, row=row))


def first_result(campaign_id: str, now_ms: int, offered: int, control: int) -> dict[str, Any]:
    """Of a campaign that begins: its people, of whom nobody has bought anything."""
    row = dict.fromkeys((column.name for column in OFFER_RESULT.columns), 0)
    people = {"waiting": offered, "offered_people": offered, "control_people": control}
    return {**row, "campaign_id": campaign_id, "counted_ms": now_ms, "is_last": False, **people}


def keep_result(connection: Connection, row: dict[str, Any]) -> None:
    """Put a result in the place of the one before."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    statement = make(OFFER_RESULT).values(row)
    others = {name: statement.excluded[name] for name in row if name != "campaign_id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=others))


def _due(connection: Connection, counted_before_ms: int | None) -> list[Row[Any]]:
    result = OFFER_RESULT.c
    query = (
        select(OFFER_CAMPAIGN, (result.offered_people + result.control_people).label("people"))
        .outerjoin(OFFER_RESULT, result.campaign_id == OFFER_CAMPAIGN.c.campaign_id)
        .where(or_(result.campaign_id.is_(None), result.is_last.is_(False)))
        .order_by(func.coalesce(result.counted_ms, 0))
    )
    if counted_before_ms is not None:
        query = query.where(or_(result.campaign_id.is_(None), result.counted_ms < counted_before_ms))
    return list(connection.execute(query))


def _counted(connection: Connection, campaign: Row[Any], today: date, now_ms: int) -> dict[str, Any]:
    """A purchase on the day it began counts for both groups alike."""
    last = min(campaign.last_day, today)
    mine = OFFER_CAMPAIGN_PERSON.c
    sizes = connection.execute(
        select(mine.control, func.count()).where(mine.campaign_id == campaign.campaign_id).group_by(mine.control)
    )
    people = {bool(control): int(count) for control, count in sizes}
    row = first_result(campaign.campaign_id, now_ms, people.get(False, 0), people.get(True, 0))
    for each in connection.execute(
        select(
            mine.control,
            func.count(TURNOVER_DAY.c.customer_id.distinct()).label("buyers"),
            func.count().label("visits"),
            func.sum(TURNOVER_DAY.c.kopecks).label("kopecks"),
        )
        .join(
            TURNOVER_DAY,
            and_(
                TURNOVER_DAY.c.customer_id == mine.customer_id,
                TURNOVER_DAY.c.day.between(campaign.first_day, last),
                TURNOVER_DAY.c.kopecks > 0,
            ),
        )
        .where(mine.campaign_id == campaign.campaign_id)
        .group_by(mine.control)
    ):
        group = "control" if each.control else "offered"
        row |= {f"{group}_{name}": int(each._mapping[name]) for name in ("buyers", "visits", "kopecks")}
    row["waiting"] = connection.execute(
        select(func.count()).where(
            mine.campaign_id == campaign.campaign_id, mine.control.is_(False), mine.granted.is_(False)
        )
    ).scalar_one()
    used = connection.execute(
        select(func.sum(REPORT_DISCOUNT_SUM.c.receipts_count), func.sum(REPORT_DISCOUNT_SUM.c.kopecks)).where(
            REPORT_DISCOUNT_SUM.c.span == DAY,
            REPORT_DISCOUNT_SUM.c.start.between(campaign.first_day, last),
            REPORT_DISCOUNT_SUM.c.rule_id == campaign.rule_id,
            *rolled_up_of(REPORT_DISCOUNT_SUM.c, None),
        )
    ).one()
    row |= {"receipts_count": int(used[0] or 0), "given_kopecks": int(used[1] or 0)}
    return row | {"is_last": today > campaign.last_day + _COUNTED_FOR}
