"""A write transaction that survives what a busy or failing PostgreSQL does to it.

Conflicts of writers (40001, 40P01) and lost connections (57P01–03, 08xxx, a standby that was asked to write) are tried
again with growing pauses. A connection lost *during COMMIT* leaves it unknown whether the work is done: then it is
looked up first, and only repeated if it is not there.
"""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from sync.server.database import writing
from sync.server.metrics import DATABASE_RETRIES

T = TypeVar("T")

_log = logging.getLogger("kopilka.server.database")
_CONFLICTS = frozenset({"40001", "40P01"})
_LOST = frozenset({"57P01", "57P02", "57P03", "25006"})
_LOST_CLASS = "08"
_TRIES = 8
_FIRST_PAUSE_SECONDS = 0.02
_LONGEST_PAUSE_SECONDS = 2.0

Pause = Callable[[float], None]


def write(
    engine: Engine,
    work: Callable[[Connection], T],
    done: Callable[[Connection], T | None] | None = None,
    pause: Pause = time.sleep,
) -> T:
    """Do ``work`` in one write transaction and commit it exactly once; answers what the work answered.

    ``work`` may be called several times, each time in a new transaction: it must change nothing but the database.
    ``done``, asked at the start of a try that follows an unknown COMMIT, answers the result if the work is there
    (looked up by the id of the operation), else None. Without it, ``work`` must itself recognise what it did before; in
    both cases the first statement should lock the row that the work begins with, so that it waits for an earlier try
    that is still on its way. Raises the ``DBAPIError`` that did not pass in time, about six seconds.
    """
    unknown = False
    attempt = 0
    while True:
        attempt += 1
        committing = False
        try:
            with writing(engine) as connection:
                known = done(connection) if unknown and done is not None else None
                if known is not None:
                    return known
                result = work(connection)
                committing = True
            return result
        except DBAPIError as error:
            what = passing_failure(error)
            if what is None or attempt == _TRIES:
                raise
            unknown = unknown or (committing and what not in _CONFLICTS)
            DATABASE_RETRIES.labels(sqlstate=what).inc()
            _log.info("database says %s, commit %s, try %d", what, "unknown" if unknown else "not done", attempt)
            pause(_pause_seconds(attempt))


def passing_failure(error: DBAPIError) -> str | None:
    """The SQLSTATE of a failure that may pass when the work is tried again (``lost`` if there is none), else None."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _CONFLICTS or state in _LOST or (state or "").startswith(_LOST_CLASS):
        return str(state)
    # What libpq itself finds out (nobody there, the connection closed) has no SQLSTATE.
    gone = error.connection_invalidated or isinstance(error.orig, psycopg.OperationalError)
    return "lost" if state is None and gone else None


def _pause_seconds(attempt: int) -> float:
    """Full jitter."""
    return random.uniform(0, min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0**attempt))
