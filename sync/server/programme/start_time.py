"""When a version may begin, and which tills may hear of it too late: they sell by what they know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from sync.protocol.operation import instant_of
from sync.server.tables import TILL

NEAR = timedelta(minutes=15)
"""A till with a network asks every minute or so; this leaves room for a bad line."""
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class SilentTill:
    """A till that has not been heard for a while. ``heard_at`` None: never."""

    shop_id: str
    code: str
    name: str
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class StartLook:
    """``is_past``: it begins at once instead. ``is_near``: a till offline now may switch later than the others."""

    starts_at: datetime
    is_past: bool
    is_near: bool
    silent: tuple[SilentTill, ...]

    @property
    def needs_word(self) -> bool:
        """Whether somebody must say that it is meant."""
        return self.is_past or self.is_near or bool(self.silent)


def look_at_start(connection: Connection, wanted: datetime, now: datetime) -> StartLook:
    """What to warn of. A start in the past becomes now: what was sold stays sold by what was in force."""
    starts_at = max(wanted, now).replace(microsecond=0)
    left = max(starts_at - now, NEAR)
    silent = tuple(till for till in _tills(connection) if till.heard_at is None or now - till.heard_at >= left)
    return StartLook(starts_at, wanted < now, wanted < now + NEAR, silent)


def silent_since(connection: Connection, at: datetime) -> tuple[SilentTill, ...]:
    """Tills that were not heard since ``at``: they may not know what was published then."""
    return tuple(till for till in _tills(connection) if till.heard_at is None or till.heard_at <= at)


def _tills(connection: Connection) -> tuple[SilentTill, ...]:
    """Every till that may speak, with when it last did."""
    found = connection.execute(
        select(TILL.c.shop_id, TILL.c.code, TILL.c.name, TILL.c.last_contact_ms)
        .where(TILL.c.revoked.is_(False), TILL.c.lost_ms.is_(None), TILL.c.public_key.is_not(None))
        .order_by(TILL.c.shop_id, TILL.c.code)
    )
    return tuple(
        SilentTill(
            till.shop_id,
            till.code,
            till.name,
            None if till.last_contact_ms is None else instant_of(till.last_contact_ms),
        )
        for till in found
    )
