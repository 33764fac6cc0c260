"""Whether every till has told what it keeps since the server was restored from a backup.

Until then the server does not know what its lost life promised, and makes no new promises. A till that is shut out or
declared lost is not waited for; a person may say that the rest need not be either.
"""

from sqlalchemy import Connection, func, select, update

from sync.server.tables import TILL

TOLD = "told"
UNTOLD = "untold"
TELLING = "telling"
"""It has begun a new epoch and sends its archive."""


_WAITED_FOR = (
    select(func.count())
    .select_from(TILL)
    .where(TILL.c.story != TOLD, TILL.c.revoked.is_(False), TILL.c.lost_ms.is_(None))
)


def promises_paused(connection: Connection) -> bool:
    """Whether the server makes no promises now."""
    return connection.execute(_WAITED_FOR).scalar_one() > 0


def all_untold(connection: Connection) -> None:
    """The server was restored: every till has to tell."""
    connection.execute(update(TILL).values(story=UNTOLD))


def set_story(connection: Connection, till_id: str, story: str) -> None:
    """How far a till is."""
    connection.execute(update(TILL).where(TILL.c.till_id == till_id).values(story=story))


def resume_promises(connection: Connection) -> int:
    """A person says that no till need be waited for any longer; answers how many had not told."""
    return connection.execute(update(TILL).where(TILL.c.story != TOLD).values(story=TOLD)).rowcount
