"""What was looked at, as the figures of reports: segments and tiers today and earlier, moves, campaigns' results."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pos_app.domain.report.campaign_figures import CampaignFigures, GroupFigures
from pos_app.domain.report.segment_figures import Move, SegmentSheet, SizeLine
from pos_app.domain.segment.segment import Segment
from sync.protocol.operation import instant_of
from sync.server.segments.look import SEGMENT, TIER
from sync.server.tables import OFFER_CAMPAIGN, OFFER_RESULT, SEGMENT_DAY, SEGMENT_MOVE, TIER_MOVE

_MOST_CAMPAIGNS = 200


def segment_sheet(connection: Connection, first_day: date, last_day: date) -> SegmentSheet:
    """Sizes at the last look until ``last_day``, beside the look before the days or the first one in them; what moved

    between tiers on the days, whether somebody looked or not.
    """
    first, last = _looks(connection, first_day, last_day)
    rows = connection.execute(select(SEGMENT_DAY).where(SEGMENT_DAY.c.day.in_({first, last} - {None}))).all()
    by_day = {(row.day, row.kind, row.code): row for row in rows}

    def sizes(kind: str) -> tuple[SizeLine, ...]:
        codes = sorted({row.code for row in rows if row.kind == kind})
        return tuple(_size(code, by_day.get((last, kind, code)), by_day.get((first, kind, code))) for code in codes)

    moves = () if first is None or last is None else _moves(connection, SEGMENT, first, last)
    tier_moves = _tier_moves(connection, first_day, last_day)
    return SegmentSheet(first_day, last_day, first, last, sizes(SEGMENT), sizes(TIER), moves, tier_moves)


def _looks(connection: Connection, first_day: date, last_day: date) -> tuple[date | None, date | None]:
    day = SEGMENT_DAY.c.day
    before = connection.execute(select(func.max(day)).where(day <= first_day)).scalar()
    inside = connection.execute(select(func.min(day)).where(day.between(first_day, last_day))).scalar()
    last = connection.execute(select(func.max(day)).where(day <= last_day)).scalar()
    return before or inside, last


def _tier_moves(connection: Connection, first_day: date, last_day: date) -> tuple[Move, ...]:
    """As they were written with the accounts; before that was done, as they were looked at."""
    move, seen = TIER_MOVE.c, SEGMENT_MOVE.c
    found: dict[tuple[str, str], int] = {}
    written = select(move.from_code, move.to_code, func.count().label("many")).where(
        move.day.between(first_day, last_day)
    )
    looked = select(seen.from_code, seen.to_code, func.sum(seen.customers).label("many")).where(
        seen.kind == TIER, seen.day.between(first_day, last_day)
    )
    asked = (written.group_by(move.from_code, move.to_code), looked.group_by(seen.from_code, seen.to_code))
    for row in (row for each in asked for row in connection.execute(each)):
        key = (row.from_code, row.to_code)
        found[key] = found.get(key, 0) + int(row.many)
    moves = (Move(before, now, many) for (before, now), many in found.items())
    return tuple(sorted(moves, key=lambda each: (-each.customers, each.from_code, each.to_code)))


def segment_sizes(connection: Connection) -> dict[str, int]:
    """Customers by segment, as last looked at."""
    last = select(func.max(SEGMENT_DAY.c.day)).scalar_subquery()
    rows = connection.execute(select(SEGMENT_DAY).where(SEGMENT_DAY.c.day == last, SEGMENT_DAY.c.kind == SEGMENT))
    return {row.code: row.customers for row in rows}


def _size(code: str, now: Row[Any] | None, before: Row[Any] | None) -> SizeLine:
    return SizeLine(
        code=code,
        customers=0 if now is None else now.customers,
        visits=0 if now is None else now.visits,
        kopecks=0 if now is None else now.kopecks,
        customers_before=0 if before is None else before.customers,
    )


def _moves(connection: Connection, kind: str, first: date, last: date) -> tuple[Move, ...]:
    """Those of the days after the first look: it has the sizes that they start from."""
    rows = connection.execute(
        select(SEGMENT_MOVE.c.from_code, SEGMENT_MOVE.c.to_code, func.sum(SEGMENT_MOVE.c.customers).label("many"))
        .where(SEGMENT_MOVE.c.kind == kind, SEGMENT_MOVE.c.day > first, SEGMENT_MOVE.c.day <= last)
        .group_by(SEGMENT_MOVE.c.from_code, SEGMENT_MOVE.c.to_code)
    )
    return tuple(
        sorted((Move(row.from_code, row.to_code, int(row.many)) for row in rows), key=lambda each: -each.customers)
    )


def campaigns(connection: Connection) -> tuple[CampaignFigures, ...]:
    """The newest first, as they were counted last."""
    rows = connection.execute(_KNOWN.order_by(OFFER_CAMPAIGN.c.made_ms.desc()).limit(_MOST_CAMPAIGNS))
    return tuple(_figures(row) for row in rows)


def campaign(connection: Connection, campaign_id: str) -> CampaignFigures | None:
    """One of them."""
    row = connection.execute(_KNOWN.where(OFFER_CAMPAIGN.c.campaign_id == campaign_id)).one_or_none()
    return None if row is None else _figures(row)


_RESULTS = [column for column in OFFER_RESULT.columns if column.name != "campaign_id"]
_KNOWN = select(OFFER_CAMPAIGN, *_RESULTS).join(
    OFFER_RESULT, OFFER_RESULT.c.campaign_id == OFFER_CAMPAIGN.c.campaign_id
)


def _figures(row: Row[Any]) -> CampaignFigures:
    return CampaignFigures(
        campaign_id=row.campaign_id,
        name=row.name,
        rule_id=row.rule_id,
        segments=tuple(Segment(code) for code in row.segments.split()),
        first_day=row.first_day,
        last_day=row.last_day,
        made_by=row.made_by,
        offered=GroupFigures(row.offered_people, row.offered_buyers, row.offered_visits, row.offered_kopecks),
        control=GroupFigures(row.control_people, row.control_buyers, row.control_visits, row.control_kopecks),
        waiting=row.waiting,
        receipts_count=row.receipts_count,
        given_kopecks=row.given_kopecks,
        counted_at=instant_of(row.counted_ms),
    )
