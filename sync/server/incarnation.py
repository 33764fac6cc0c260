"""The server's incarnation: an id of this life of the database, so that tills notice when it was restored."""

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from sync.server.tables import PROPERTY

_NAME = "incarnation"


def ensured_incarnation(connection: Connection, new_id: Callable[[], str]) -> str:
    """The id, made on the first start."""
    kept: str | None = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == _NAME)).scalar_one_or_none()
    if kept is not None:
        return kept
    made = new_id()
    connection.execute(insert(PROPERTY).values(name=_NAME, value=made))
    return made
