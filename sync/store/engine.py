"""The SQLite library of the till: pysqlite3, which carries its own SQLite, and the guard of its version.

The SQLite of many systems (3.7.0 to 3.51.2) can corrupt a WAL database when a writer meets a checkpoint at the moment
the WAL starts anew (the WAL-reset bug). The till refuses to keep books with such a library.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3  # the same interface (PEP 249), with type information
else:
    from pysqlite3 import dbapi2 as sqlite3

__all__ = ["OLDEST_SAFE_SQLITE", "SqliteTooOldError", "require_safe_sqlite", "sqlite3"]

OLDEST_SAFE_SQLITE = (3, 51, 3)


class SqliteTooOldError(RuntimeError):
    """The loaded SQLite library has the WAL-reset bug. Nothing was opened."""

    def __init__(self, found: tuple[int, ...]) -> None:
        wanted = ".".join(map(str, OLDEST_SAFE_SQLITE))
        super().__init__(
            f"SQLite {wanted} or newer is needed, {'.'.join(map(str, found))} is loaded: it can corrupt the till's "
            "books. Install the locked requirements again (pysqlite3 0.6.1 or newer)."
        )
        self.found = found


def require_safe_sqlite(found: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raises :class:`SqliteTooOldError` when the library is older than 3.51.3."""
    if found < OLDEST_SAFE_SQLITE:
        raise SqliteTooOldError(found)
