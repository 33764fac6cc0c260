"""The SQLite library of the till: pysqlite3, which carries its own SQLite; see ``sync.vault.sqlite_guard``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3  # the same interface (PEP 249), with type information
else:
    from pysqlite3 import dbapi2 as sqlite3

__all__ = ["sqlite3"]
