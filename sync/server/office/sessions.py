"""Who is signed on: a random cookie, of which the database holds the hash alone; it ends by itself."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from sync.protocol.operation import instant_of, unix_ms
from sync.server.office.people import person_of_id
from sync.server.office.roles import Viewer
from sync.server.tables import OFFICE_SESSION

IDLE = timedelta(minutes=30)
"""Without a page that a person asked for; pages that refresh themselves do not count."""
LONGEST = timedelta(hours=12)
"""After that everybody signs on anew."""
_TOKEN_BYTES = 32
_NOTED_EVERY = timedelta(minutes=1)

RandomBytes = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Session:
    """``form_token``: what every form of this person carries (CSRF)."""

    token_hash: str = field(repr=False)
    form_token: str = field(repr=False)
    viewer: Viewer
    begun_at: datetime
    used_at: datetime


def begin_session(connection: Connection, person_id: str, now: datetime, random_bytes: RandomBytes) -> str:
    """Sign somebody on; answers the cookie's value, which stands nowhere else."""
    forget_ended(connection, now)
    token = random_bytes(_TOKEN_BYTES).hex()
    row = {
        "token_hash": _hash(token),
        "person_id": person_id,
        "form_token": random_bytes(_TOKEN_BYTES).hex(),
        "begun_ms": unix_ms(now),
        "used_ms": unix_ms(now),
    }
    connection.execute(insert(OFFICE_SESSION).values(**row))
    return token


def session_of(connection: Connection, token: str, now: datetime) -> Session | None:
    """The session of a cookie, None if there is none, it has ended, or its person is let in no more."""
    if len(token) != 2 * _TOKEN_BYTES:
        return None
    row = connection.execute(select(OFFICE_SESSION).where(OFFICE_SESSION.c.token_hash == _hash(token))).one_or_none()
    if row is None:
        return None
    begun, used = instant_of(row.begun_ms), instant_of(row.used_ms)
    if now - used > IDLE or now - begun > LONGEST:
        return None
    person = person_of_id(connection, row.person_id)
    if person is None or person.blocked:
        return None
    return Session(row.token_hash, row.form_token, person.viewer(), begun, used)


def needs_noting(session: Session, now: datetime) -> bool:
    """Whether the session's last use is old enough to be written anew: not every page is worth a write."""
    return now - session.used_at >= _NOTED_EVERY


def note_use(connection: Connection, session: Session, now: datetime) -> None:
    """The person is still there."""
    connection.execute(
        update(OFFICE_SESSION).where(OFFICE_SESSION.c.token_hash == session.token_hash).values(used_ms=unix_ms(now))
    )


def end_session(connection: Connection, token: str) -> None:
    """Sign out here."""
    connection.execute(delete(OFFICE_SESSION).where(OFFICE_SESSION.c.token_hash == _hash(token)))


def end_all_sessions(connection: Connection, person_id: str) -> int:
    """Sign out everywhere; answers from how many places."""
    return connection.execute(delete(OFFICE_SESSION).where(OFFICE_SESSION.c.person_id == person_id)).rowcount


def forget_ended(connection: Connection, now: datetime) -> None:
    """Rows of sessions that are over."""
    idle, oldest = unix_ms(now - IDLE), unix_ms(now - LONGEST)
    connection.execute(
        delete(OFFICE_SESSION).where((OFFICE_SESSION.c.used_ms < idle) | (OFFICE_SESSION.c.begun_ms < oldest))
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
