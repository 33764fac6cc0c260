"""Each nonce once: a request that was recorded on its way cannot be sent again.

The nonces stand in the database, so that every process of a chain's server knows them. They need not survive a power
cut (everything that a till sends is idempotent, and their life is ten minutes), so their commit waits for no disk.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, event, insert, text
from sqlalchemy.exc import IntegrityError

from sync.protocol.request_signature import TOLERANCE_MS
from sync.server.database import open_engine, writing
from sync.server.tables import SEEN_REQUEST

_REMEMBERED = insert(SEEN_REQUEST)
_FORGOTTEN = delete(SEEN_REQUEST).where(
    SEEN_REQUEST.c.till_id == bindparam("named"), SEEN_REQUEST.c.forget_ms < bindparam("now_ms")
)
_UNHURRIED = text("SET LOCAL synchronous_commit TO OFF")
"""Every request asks them: they are made once."""


class SeenRequests:
    """Remembers nonces in the database of ``engine``; close it before the engine."""

    def __init__(self, engine: Engine) -> None:
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._engine = _hurried(engine) if self._is_sqlite else engine

    def is_new(
        self, till_id: str, nonce: str, time_ms: int, now_ms: int, as_of_now: Callable[[Connection], None]
    ) -> bool:
        """Remember a nonce; False if it was there. ``time_ms`` stood in its request and was found near ``now_ms``.

        Where ``as_of_now`` raises nothing is remembered. What the till's nonces before are too old to pass for is
        forgotten on the way.
        """
        # Twice the tolerance: the clock may be set back a little while the nonce lies here.
        row = {"till_id": till_id, "nonce": nonce, "forget_ms": time_ms + 2 * TOLERANCE_MS}
        try:
            with writing(self._engine) as connection:
                if not self._is_sqlite:
                    connection.execute(_UNHURRIED)
                connection.execute(_REMEMBERED, row)
                as_of_now(connection)
                connection.execute(_FORGOTTEN, {"named": till_id, "now_ms": now_ms})
        except IntegrityError:
            return False
        return True

    def close(self) -> None:
        """Close connections of its own."""
        if self._is_sqlite:
            self._engine.dispose()


def _hurried(engine: Engine) -> Engine:
    """The same SQLite file over connections that leave the writing to disk to whoever commits next."""
    own = open_engine(engine.url.render_as_string(hide_password=False))
    event.listen(own, "connect", _without_sync)
    return own


def _without_sync(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.execute("PRAGMA synchronous=NORMAL").close()
