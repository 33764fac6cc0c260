"""How every till is doing, as far as the server knows: what it said of itself, and what became of what it sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pos_app.domain.shift.shift import ShiftOpened
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import OperationKind, instant_of
from sync.server.enrolment import OFFICE
from sync.server.ingest.operation_log import OperationState
from sync.server.tables import OPERATION, TILL

SILENT_AFTER = timedelta(minutes=30)
"""A till that has not been heard for longer, with a shift open, needs somebody."""
LATE_AFTER = timedelta(minutes=3)
MOST_TILLS = 500
_SHIFT_KINDS = (OperationKind.SHIFT_OPENED.value, OperationKind.SHIFT_CLOSED.value)


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
class TillsSeen:
    """By shop and number; ``left_out``: how many more there are."""

    tills: tuple[TillSeen, ...]
    left_out: int


def tills_seen(
    connection: Connection, shop_ids: frozenset[str] | None, now: datetime, limit: int = MOST_TILLS
) -> TillsSeen:
    """The tills of these shops (None: of all)."""
    mine = [TILL.c.code != OFFICE]
    if shop_ids is not None:
        mine.append(TILL.c.shop_id.in_(sorted(shop_ids)))
    count = connection.execute(select(func.count()).select_from(TILL).where(*mine)).scalar_one()
    rows = connection.execute(select(TILL).where(*mine).order_by(TILL.c.shop_id, TILL.c.code).limit(limit)).all()
    parked = _parked(connection, [row.till_id for row in rows])
    tills = tuple(_seen(connection, row, parked.get(row.till_id, 0), now) for row in rows)
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


def _seen(connection: Connection, row: Row[Any], parked: int, now: datetime) -> TillSeen:
    opened = _open_shift(connection, row.till_id)
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


def _open_shift(connection: Connection, till_id: str) -> ShiftOpened | None:
    """The till's newest shift, if it was not closed: its operations backwards, a day's worth at most."""
    row = connection.execute(
        select(OPERATION.c.kind, OPERATION.c.body)
        .where(OPERATION.c.till_id == till_id, OPERATION.c.kind.in_(_SHIFT_KINDS))
        .order_by(OPERATION.c.epoch.desc(), OPERATION.c.seq.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.kind != OperationKind.SHIFT_OPENED.value:
        return None
    try:
        return decode(ShiftOpened, bytes(row.body))
    except DecodingError:  # of a version that this server cannot read: parked, and shown as that
        return None
