"""A small file beside till.db that says: books were made for this till, and how far they are. It outlives them.

till.db can be lost whole after an orderly end (deleted, another disk mounted, a copy that left it out). Without the
marker the next start would make new books under the same till id and give out receipt numbers a second time. And books
that are older than the marker came from a backup: what was promised to this till may be spent already.
"""

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.errors import IO_ERROR, BooksMissingError

_log = logging.getLogger("kopilka.store")


@dataclass(frozen=True, slots=True)
class Marker:
    """``starts``: how often the books were opened; ``epoch`` and ``seq``: the last operation known to be in them.

    A marker of an earlier version of the program holds the till's id alone: the numbers are 0.
    """

    till_id: str
    starts: int = 0
    epoch: int = 0
    seq: int = 0


def marker_of(path: Path) -> Path:
    """Where the marker of the books in ``path`` lies: ``till.made`` for ``till.db``."""
    return path.with_suffix(".made")


def require_books_where_some_were(path: Path, till_id: str, *, empty: bool) -> None:
    """Raises :class:`BooksMissingError` when books of this till were made here and ``path`` holds none (``empty``)."""
    if empty and _made_for(path) == till_id:
        raise BooksMissingError(path, marker_of(path))


def mark_made(path: Path, marker: Marker) -> None:
    """Say which books are in ``path`` and how far they are, durably. Raises ``StoreError``; called at each start."""
    if read_marker(path) == marker:
        return
    target = marker_of(path)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            file.write(_text(marker))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(IO_ERROR, f"{target}: {error}") from error


def note_progress(path: Path, marker: Marker) -> None:
    """The same after a commit, without waiting for the disk: a marker that lags behind says less, never wrong things.

    Its few bytes are written over those that are there, in one write within one sector: a power cut finds the old ones
    or the new ones. A new file in its place, which nobody waited for, could be found empty, and the books be taken for
    those of a backup. A fault is logged only: what was committed stands.
    """
    try:
        _write_over(marker_of(path), _text(marker))
    except OSError as error:
        _log.warning("marker=not_written: %s", error)


def _write_over(target: Path, text: bytes) -> None:
    """Raises OSError. One that is gone is made again."""
    file = os.open(target, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(file, text)
    finally:
        os.close(file)


def read_marker(path: Path) -> Marker | None:
    """The marker of the books in ``path``; None if there is none. Raises ``StoreError`` if it cannot be read."""
    try:
        lines = marker_of(path).read_text(encoding="utf-8").split("\n")
        numbers = [int(word) for word in lines[1].split()] if len(lines) > 1 and lines[1].strip() else []
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(IO_ERROR, f"{marker_of(path)}: {error}") from error
    return Marker(lines[0].strip(), *numbers[:3])


def _text(marker: Marker) -> bytes:
    """Of the same length for one till, whatever the numbers are."""
    return f"{marker.till_id}\n{marker.starts:010d} {marker.epoch:010d} {marker.seq:012d}\n".encode()


def _made_for(path: Path) -> str | None:
    marker = read_marker(path)
    return None if marker is None else marker.till_id
