"""Brings the database to this version's shape when the server starts: all steps in one transaction or none."""

import threading
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from sync.server.database import writing
from sync.server.tables import PROPERTY

_PLACE = Path(__file__).with_name("migrations")
_ONE_IN_THIS_PROCESS = threading.Lock()
"""Alembic keeps its context in its modules."""
_VERSION = table("alembic_version", column("version_num"))
_MADE_BY_ANOTHER = frozenset({"42P07", "42701", "42710", "23505"})
"""SQLSTATE: the table, column, object or row is there already."""


class DatabaseNewerError(RuntimeError):
    """The database was written by a newer version of the server; it must not be touched by this one."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database has revision {found!r}, which this version does not know: it was used by a newer server. "
            "Start the newer version, or restore the backup made before the upgrade."
        )
        self.found = found


class DatabaseUnfinishedError(RuntimeError):
    """The tables are there but no version: a backup was not put back to its end."""

    def __init__(self) -> None:
        super().__init__(
            "the database holds a restore that was not finished; empty it and run `./till server restore` again"
        )


def migrate(engine: Engine, to: str = "head") -> None:
    """Apply the steps that are missing, up to revision ``to``. Raises :class:`DatabaseNewerError`,
    :class:`DatabaseUnfinishedError`.

    Servers may start at the same time on one PostgreSQL: who comes second finds what the first one made.
    """
    for last_try in (False, False, True):
        try:
            with _ONE_IN_THIS_PROCESS:
                _migrate(engine, to)
            return
        except DBAPIError as error:
            if last_try or getattr(error.orig, "sqlstate", None) not in _MADE_BY_ANOTHER:
                raise


def _migrate(engine: Engine, to: str) -> None:
    with writing(engine) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found is None and inspect(connection).has_table(PROPERTY.name):
            # Another server may have made all of it between the two questions.
            found = MigrationContext.configure(connection).get_current_revision()
            if found is None:
                raise DatabaseUnfinishedError
        if found is not None:
            found = _in_turn(connection)
        if to == "head" and found == _steps().get_current_head():
            return
        if found is not None and found not in {step.revision for step in _steps().walk_revisions()}:
            raise DatabaseNewerError(found)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _in_turn(connection: Connection) -> str:
    """The version, and until COMMIT nobody else takes a step from it: who comes second reads what the first one made.

    SQLite writes one by one anyhow.
    """
    return str(connection.execute(select(_VERSION.c.version_num).with_for_update()).scalar_one())


def is_at_head(connection: Connection) -> bool:
    """Whether the database has this version's shape."""
    return MigrationContext.configure(connection).get_current_revision() == _steps().get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_PLACE).replace("%", "%%"))
    return config


@cache
def _steps() -> ScriptDirectory:
    """The steps of this version, read once."""
    return ScriptDirectory.from_config(_config())
