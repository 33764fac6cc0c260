"""The guard of the SQLite library that till and server keep books with.

The SQLite of many systems (3.7.0 to 3.51.2) can corrupt a WAL database when a writer meets a checkpoint at the moment
the WAL starts anew (the WAL-reset bug). Neither end keeps books with such a library.
"""

from pysqlite3 import dbapi2

OLDEST_SAFE_SQLITE = (3, 51, 3)


class SqliteTooOldError(RuntimeError):
    """The loaded SQLite library has the WAL-reset bug. Nothing was opened."""

    def __init__(self, found: tuple[int, ...]) -> None:
        wanted = ".".join(map(str, OLDEST_SAFE_SQLITE))
        super().__init__(
            f"SQLite {wanted} or newer is needed, {'.'.join(map(str, found))} is loaded: it can corrupt the books. "
            "Install the locked requirements again (pysqlite3 0.6.1 or newer)."
        )
        self.found = found


def require_safe_sqlite(found: tuple[int, ...] | None = None) -> None:
    """Raises :class:`SqliteTooOldError` when the library (or the version ``found``) is older than 3.51.3."""
    version = dbapi2.sqlite_version_info if found is None else found
    if version < OLDEST_SAFE_SQLITE:
        raise SqliteTooOldError(version)
