"""SQLite's error codes (sqlite.org/rescode.html) as the keys that a screen turns into sentences."""

import os
import shutil
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.engine import sqlite3

DISK_FULL = "disk_full"
READ_ONLY = "read_only"
DAMAGED = "damaged"
BUSY = "busy"
REFUSED = "refused"
IO_ERROR = "io_error"
SCHEMA_NEWER = "schema_newer"
FOREIGN = "foreign"
MISSING = "missing"

_PRIMARY_CODE_MASK = 0xFF
_LEAST_FREE_BYTES = 64 * 1024

_KEYS = {
    3: READ_ONLY,  # SQLITE_PERM
    5: BUSY,  # SQLITE_BUSY
    6: BUSY,  # SQLITE_LOCKED
    7: IO_ERROR,  # SQLITE_NOMEM
    8: READ_ONLY,  # SQLITE_READONLY
    10: IO_ERROR,  # SQLITE_IOERR
    11: DAMAGED,  # SQLITE_CORRUPT
    13: DISK_FULL,  # SQLITE_FULL
    14: IO_ERROR,  # SQLITE_CANTOPEN
    15: BUSY,  # SQLITE_PROTOCOL: the locks of the log could not be had for ten seconds
    19: REFUSED,  # SQLITE_CONSTRAINT, and RAISE(ABORT) of a trigger
    26: DAMAGED,  # SQLITE_NOTADB
}


class DamagedDatabaseError(StoreError):
    """Found at the start: a database cannot be trusted any more. It is left exactly as it is; ``path`` names it."""

    def __init__(self, path: Path, finding: str) -> None:
        super().__init__(
            DAMAGED,
            f"{path}: {finding}. The file was not changed. A senior person can have what is still readable saved, here "
            "or with './till rescue': the file is put aside whole, receipts that were not sent yet go on from the new "
            "one. Or put the last backup in its place.",
        )
        self.path = path


class BooksMissingError(StoreError):
    """Books were made here once and are gone. Nothing was made in their place; ``path`` names them."""

    def __init__(self, path: Path, marker: Path) -> None:
        super().__init__(
            MISSING,
            f"{path} holds no books, but {marker.name} beside it says that this till has some. Nothing was made anew: "
            "the same receipt numbers would be given out twice. Look whether the file was moved or its disk is "
            f"missing, or restore the last backup of {path.name}. Without any, call the office: the till is set up "
            "as a new one, with keys and a till code of its own.",
        )
        self.path = path


class SchemaNewerError(StoreError):
    """A newer version of the program wrote the file; this one would not understand it. Nothing was changed."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            SCHEMA_NEWER,
            f"{path} has schema {found}, this program knows schemas up to {known}: start the newer version of it.",
        )
        self.path = path
        self.found = found
        self.known = known


class ForeignDatabaseError(StoreError):
    """The file belongs to another till or to another program. Nothing was changed."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(FOREIGN, f"{path} belongs to {found}, expected {expected}: put the right file in its place.")
        self.path = path


def store_error(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> Exception:
    """The ``StoreError`` that ``error`` means; a mistake in the program's own SQL is given back as it is.

    A message of SQLite that is no text quotes the bytes of a damaged file.
    """
    code = getattr(error, "sqlite_errorcode", None)
    key = None if code is None else _KEYS.get(code & _PRIMARY_CODE_MASK)
    if isinstance(error, UnicodeDecodeError):
        key = DAMAGED
    if key is None:
        return error
    if key == DAMAGED:
        return StoreError(
            DAMAGED, f"{path}: {error}. Start the till again: its start checks the file and says what to do."
        )
    if key == IO_ERROR:
        key = _cause_of_io_error(path)
    return StoreError(key, f"{path}: {getattr(error, 'sqlite_errorname', '')} {error}")


def _cause_of_io_error(path: Path) -> str:
    """SQLite reports files beside the database that cannot grow or be made as I/O errors, without the reason."""
    try:
        if shutil.disk_usage(path.parent).free < _LEAST_FREE_BYTES:
            return DISK_FULL
        if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            return READ_ONLY
    except OSError:
        return IO_ERROR
    return IO_ERROR
