"""Brings the database to this version's shape when the server starts: all steps in one transaction or none."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from sync.server.database import writing

_PLACE = Path(__file__).with_name("migrations")


class DatabaseNewerError(RuntimeError):
    """The database was written by a newer version of the server; it must not be touched by this one."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database has revision {found!r}, which this version does not know: it was used by a newer server. "
            "Start the newer version, or restore the backup made before the upgrade."
        )
        self.found = found


def migrate(engine: Engine, to: str = "head") -> None:
    """Apply the steps that are missing, up to revision ``to``. Raises :class:`DatabaseNewerError`."""
    config = Config()
    config.set_main_option("script_location", str(_PLACE).replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known:
            raise DatabaseNewerError(found)
        config.attributes["connection"] = connection
        command.upgrade(config, to)
