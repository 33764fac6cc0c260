"""A real connection whose statements fail on demand, as a dying disk makes them fail."""

from pathlib import Path

from sync.store.connection import Connect, apply_settings
from sync.store.engine import sqlite3


class DiskFault:
    """What fails from now on. ``commit``: ``before`` (nothing is stored) or ``after`` (stored, but it raised)."""

    def __init__(self) -> None:
        self.commit = ""
        self.reopening_fails = False

    def connect(self) -> Connect:
        """A ``connect`` for ``Database`` whose connections obey this fault."""

        def open_faulty(path: Path) -> sqlite3.Connection:
            if self.reopening_fails:
                raise sqlite3.OperationalError("unable to open database file")
            connection = sqlite3.connect(str(path), isolation_level=None, factory=_connection_class(self))
            apply_settings(connection)
            return connection

        return open_faulty


def _connection_class(fault: DiskFault) -> type[sqlite3.Connection]:
    class FaultyConnection(sqlite3.Connection):
        def execute(self, sql: str, *arguments: object) -> sqlite3.Cursor:  # type: ignore[override]
            if sql != "COMMIT" or not fault.commit:
                return super().execute(sql, *arguments)  # type: ignore[arg-type]
            if fault.commit == "after":
                super().execute(sql)
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = 10  # SQLITE_IOERR
            error.sqlite_errorname = "SQLITE_IOERR"
            raise error

    return FaultyConnection
