"""The server's incarnation: an id of this life of the database.

A database that was restored from a backup does not know that it was: whoever restores it starts the server once with
``--restored``, which begins a new incarnation. Cursors of the feed name the incarnation they came from, so every till
loads every stream anew instead of skipping the changes whose numbers are given out a second time.
"""

from collections.abc import Callable

from sqlalchemy import Connection, select, text

from sync.server.epochs.story import all_untold
from sync.server.remembered import remember
from sync.server.tables import PROPERTY

_NAME = "incarnation"


def ensured_incarnation(connection: Connection, new_id: Callable[[], str]) -> str:
    """The id, made on the first start; of several servers that start at once, the first one makes it."""
    kept = select(PROPERTY.c.value).where(PROPERTY.c.name == _NAME)
    if connection.execute(kept).scalar_one_or_none() is None:
        made = {"name": _NAME, "value": new_id()}
        connection.execute(
            text("INSERT INTO property (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING"), made
        )
    found: str = connection.execute(kept).scalar_one()
    return found


def new_incarnation(connection: Connection, new_id: Callable[[], str]) -> str:
    """Begin another life after the database was restored from a backup: every till has to tell what it keeps."""
    made = new_id()
    remember(connection, _NAME, made)
    all_untold(connection)
    return made
