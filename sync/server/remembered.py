"""What the server remembers of itself by name: one row each, written by whoever comes last."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.server.tables import PROPERTY


def remembered(connection: Connection, name: str) -> str | None:
    """The value, None if nothing was remembered yet."""
    value: str | None = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == name)).scalar_one_or_none()
    return value


def forget(connection: Connection, name: str) -> None:
    """As if it had never been remembered."""
    connection.execute(delete(PROPERTY).where(PROPERTY.c.name == name))


def remember(connection: Connection, name: str, value: str) -> None:
    """Several servers may do so at once, also for the first time."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    statement = make(PROPERTY).values(name=name, value=value)
    changed = {"value": statement.excluded.value}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))
