"""Salvaged books take the place of the damaged ones; a kill at any moment leaves one of both where it belongs."""

import os
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.store.errors import IO_ERROR

SIDE_FILES = ("", "-wal", "-shm")


def salvaged_beside(path: Path) -> Path:
    """Where new books are written while the damaged ones still stand in ``path``."""
    return path.with_name(f"{path.name}.salvaged")


def put_in_place(path: Path) -> Path:
    """Put the damaged books aside and the whole new ones in their place; where the damaged ones lie now.

    Raises ``StoreError``.
    """
    try:
        aside = _put_aside(path)
        salvaged_beside(path).rename(path)
        _make_durable(path.parent)
    except OSError as error:
        raise StoreError(IO_ERROR, f"{path}: {error}") from error
    return aside


def finish_salvage(path: Path) -> bool:
    """At the start: whether a salvage was cut off between its two renames; it is finished then.

    New books stand alone only when they are whole: the damaged ones are put aside after that. Raises ``StoreError``.
    """
    if path.exists() or not salvaged_beside(path).exists():
        return False
    put_in_place(path)
    return True


def _put_aside(path: Path) -> Path:
    """The file first: as long as it is there, it is what the next start looks at."""
    number = 1
    while _aside(path, number).exists():
        number += 1
    if not path.exists() and number > 1:
        number -= 1  # it went before the kill; its log follows it
    target = _aside(path, number)
    for suffix in SIDE_FILES:
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(target.with_name(target.name + suffix))
    return target


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.damaged-{number}")


def _make_durable(folder: Path) -> None:
    """The new names outlive a power cut; a system that lets nobody open a folder keeps them itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
