"""Whose books a file holds, read without changing anything: for a till that is to be enrolled."""

from dataclasses import dataclass
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.engine import sqlite3
from sync.store.errors import store_error


@dataclass(frozen=True, slots=True)
class BooksIdentity:
    """``epoch``: the one in which the books are written now."""

    till_id: str
    till_code: str
    epoch: int


def books_identity(path: Path) -> BooksIdentity | None:
    """None where there are no books yet. Raises ``StoreError`` for a file that cannot be read as books."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    try:
        row = connection.execute("SELECT till_id, till_code, epoch FROM meta").fetchone()
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()
    if row is None:
        raise StoreError("damaged", f"{path.name}: the table meta is empty")
    return BooksIdentity(*row)
