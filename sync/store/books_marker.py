"""A small file beside till.db that says: books were made for this till. It outlives them.

till.db can be lost whole after an orderly end (deleted, another disk mounted, a copy that left it out). Without the
marker the next start would make new books under the same till id and give out receipt numbers a second time.
"""

import os
from contextlib import suppress
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.errors import IO_ERROR, BooksMissingError


def marker_of(path: Path) -> Path:
    """Where the marker of the books in ``path`` lies: ``till.made`` for ``till.db``."""
    return path.with_suffix(".made")


def require_books_where_some_were(path: Path, till_id: str, *, empty: bool) -> None:
    """Raises :class:`BooksMissingError` when books of this till were made here and ``path`` holds none (``empty``)."""
    if empty and _made_for(path) == till_id:
        raise BooksMissingError(path, marker_of(path))


def mark_made(path: Path, till_id: str) -> None:
    """Say that books of this till are in ``path``. Raises ``StoreError``; called at each start, writes once."""
    if _made_for(path) == till_id:
        return
    marker = marker_of(path)
    part = marker.with_name(f"{marker.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(f"{till_id}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(marker)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(IO_ERROR, f"{marker}: {error}") from error


def _made_for(path: Path) -> str | None:
    try:
        return marker_of(path).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(IO_ERROR, f"{marker_of(path)}: {error}") from error
