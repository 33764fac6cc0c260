"""Other programs that may hand orders over: a web shop, an assembly table. Each has a name and a key of its own.

A key is 256 bits by chance, shown once when it is made; only its SHA-256 is kept, which is enough for what nobody can
guess. It is shown with every request (``Authorization: Bearer``), so the server's address must be ``https``.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from sync.protocol.operation import instant_of, unix_ms
from sync.server.journal.journal import Action, add_to_journal
from sync.server.tables import API_CLIENT

_BEGINS = "ko_"
"""So that a key that was published by mistake is found by those who look for keys."""
_KEY_BYTES = 32
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]")


class ApiClientError(ValueError):
    """Nothing was changed."""


@dataclass(frozen=True, slots=True)
class ApiClient:
    """``ended_at`` None: its key is good."""

    name: str
    made_at: datetime
    ended_at: datetime | None


def add_api_client(
    connection: Connection, now: datetime, name: str, actor: str, random_bytes: Callable[[int], bytes]
) -> str:
    """Let a program in, or give one that is known a new key, which ends the old one; answers the key.

    Raises :class:`ApiClientError`.
    """
    if _NAME.fullmatch(name) is None:
        raise ApiClientError("a name has 2 to 40 small letters, digits, dots, _ or -, a letter or digit at both ends")
    key = _BEGINS + base64.urlsafe_b64encode(random_bytes(_KEY_BYTES)).decode("ascii").rstrip("=")
    figures = {"key_hash": _hash(key), "made_ms": unix_ms(now), "ended_ms": None}
    known = connection.execute(select(API_CLIENT.c.name).where(API_CLIENT.c.name == name)).first()
    if known is None:
        connection.execute(insert(API_CLIENT).values(name=name, **figures))
    else:
        connection.execute(update(API_CLIENT).where(API_CLIENT.c.name == name).values(**figures))
    add_to_journal(connection, now, actor, Action.API_CLIENT_LET_IN, name, "" if known is None else "a new key")
    return key


def end_api_client(connection: Connection, now: datetime, name: str, actor: str) -> None:
    """Its key is good no more. Raises :class:`ApiClientError`."""
    ended = connection.execute(
        update(API_CLIENT)
        .where(API_CLIENT.c.name == name, API_CLIENT.c.ended_ms.is_(None))
        .values(ended_ms=unix_ms(now))
    )
    if not ended.rowcount:
        raise ApiClientError(f"no program {name!r} has a key that is good")
    add_to_journal(connection, now, actor, Action.API_CLIENT_SHUT_OUT, name)


def api_client_with(connection: Connection, key: str) -> str | None:
    """The name of the program whose key that is; None for any other text."""
    found: str | None = connection.execute(
        select(API_CLIENT.c.name).where(API_CLIENT.c.key_hash == _hash(key), API_CLIENT.c.ended_ms.is_(None))
    ).scalar_one_or_none()
    return found


def listed_api_clients(connection: Connection) -> tuple[ApiClient, ...]:
    """All that there ever were, by name."""
    rows = connection.execute(select(API_CLIENT).order_by(API_CLIENT.c.name))
    return tuple(
        ApiClient(row.name, instant_of(row.made_ms), None if row.ended_ms is None else instant_of(row.ended_ms))
        for row in rows
    )


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
