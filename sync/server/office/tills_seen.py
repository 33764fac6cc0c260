"""How every till is doing, as far as the server knows: what it said of itself, and what became of what it sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sync.protocol.operation import instant_of
from sync.reports.tables import REPORT_CURSOR, REPORT_SHIFT
from sync.server.enrolment import OFFICE
from sync.server.ingest.operation_log import OperationState
from sync.server.tables import OPERATION, TILL

SILENT_AFTER = timedelta(minutes=30)
"""A till that has not been heard for longer, with a shift open, needs somebody."""
LATE_AFTER = timedelta(minutes=3)
MOST_TILLS = 500


class Alert(StrEnum):
    """Why a till needs somebody."""

    PARKED = "parked"
    SILENT = "silent"
    QUEUE = "queue"
    LOST = "lost"
    SHUT_OUT = "shut_out"
    NO_KEY = "no_key"


@dataclass(frozen=True, slots=True)
class TillSeen:
    """``waiting``: operations that the till had and the server not, at ``contact_at``; None: an old till does not tell.

    ``program``: the version, "" if it was not told. ``shift_number`` None: no shift is open as far as was sent.
    """

    till_id: str
    shop_id: str
    code: str
    name: str
    program: str
    waiting: int | None
    contact_at: datetime | None
    shift_number: int | None
    shift_opened_at: datetime | None
    parked: int
    alerts: tuple[Alert, ...]

    def is_late(self, now: datetime) -> bool:
        """Whether it is quiet for longer than a till that is switched on and connected ever is."""
        return self.contact_at is None or now - self.contact_at > LATE_AFTER


@dataclass(frozen=True, slots=True)
class _OpenShift:
    number: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class TillsSeen:
    """By shop and number; ``left_out``: how many more there are."""

    tills: tuple[TillSeen, ...]
    left_out: int


def tills_seen(
    connection: Connection, shop_ids: frozenset[str] | None, now: datetime, limit: int = MOST_TILLS
) -> TillsSeen:
    """The tills of these shops (None: of all). Shifts are as of the last folding of the reports."""
    mine = [TILL.c.code != OFFICE]
    if shop_ids is not None:
        mine.append(TILL.c.shop_id.in_(sorted(shop_ids)))
    count = connection.execute(select(func.count()).select_from(TILL).where(*mine)).scalar_one()
    rows = connection.execute(select(TILL).where(*mine).order_by(TILL.c.shop_id, TILL.c.code).limit(limit)).all()
    till_ids = [row.till_id for row in rows]
    parked, opened = _parked(connection, till_ids), _open_shifts(connection, till_ids)
    tills = tuple(_seen(row, parked.get(row.till_id, 0), opened.get(row.till_id), now) for row in rows)
    return TillsSeen(tills, max(0, count - limit))


def shops_known(connection: Connection, shop_ids: frozenset[str] | None) -> tuple[str, ...]:
    """Every shop that has a till, of these (None: of all)."""
    query = select(TILL.c.shop_id).where(TILL.c.code != OFFICE).distinct().order_by(TILL.c.shop_id)
    if shop_ids is not None:
        query = query.where(TILL.c.shop_id.in_(sorted(shop_ids)))
    return tuple(connection.execute(query).scalars())


def _parked(connection: Connection, till_ids: list[str]) -> dict[str, int]:
    counted = (
        select(OPERATION.c.till_id, func.count().label("parked"))
        .where(OPERATION.c.till_id.in_(till_ids), OPERATION.c.state == OperationState.PARKED.value)
        .group_by(OPERATION.c.till_id)
    )
    return {row.till_id: row.parked for row in connection.execute(counted)} if till_ids else {}


def _seen(row: Row[Any], parked: int, opened: _OpenShift | None, now: datetime) -> TillSeen:
    contact = None if row.last_contact_ms is None else instant_of(row.last_contact_ms)
    waiting = None if row.have_seq is None else max(0, row.have_seq - row.last_seq)
    is_silent = opened is not None and (contact is None or now - contact > SILENT_AFTER)
    alerts = (
        (Alert.PARKED, parked > 0),
        (Alert.SILENT, is_silent),
        (Alert.QUEUE, bool(waiting) and not is_silent and contact is not None and now - contact > LATE_AFTER),
        (Alert.LOST, row.lost_ms is not None),
        (Alert.SHUT_OUT, bool(row.revoked) and row.lost_ms is None),
        (Alert.NO_KEY, row.public_key is None),
    )
    return TillSeen(
        till_id=row.till_id,
        shop_id=row.shop_id,
        code=row.code,
        name=row.name,
        program=row.program or "",
        waiting=waiting,
        contact_at=contact,
        shift_number=None if opened is None else opened.number,
        shift_opened_at=None if opened is None else opened.opened_at,
        parked=parked,
        alerts=tuple(alert for alert, is_so in alerts if is_so),
    )


def _open_shifts(connection: Connection, till_ids: list[str]) -> dict[str, _OpenShift]:
    """The shift that is open at each till, as far as its operations were folded into the reports."""
    if not till_ids:
        return {}
    found = connection.execute(
        select(REPORT_CURSOR.c.source, REPORT_SHIFT.c.number, REPORT_SHIFT.c.opened_ms)
        .join(REPORT_SHIFT, REPORT_SHIFT.c.shift_id == REPORT_CURSOR.c.open_shift_id)
        .where(REPORT_CURSOR.c.source.in_(till_ids), REPORT_SHIFT.c.closed_ms.is_(None))
    )
    return {row.source: _OpenShift(row.number, instant_of(row.opened_ms)) for row in found}
