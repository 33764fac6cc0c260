"""Files and folders that only their owner may read: keys lie beside the databases, never inside one."""

import json
import os
from pathlib import Path
from typing import Any

from sync.vault.synced_folder import sync_folder

_OWNER_FILE = 0o600
_OWNER_FOLDER = 0o700


class PrivateFileError(ValueError):
    """The file does not hold what it must: a JSON object with the expected keys. It is left as it is."""


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` for its owner alone; one that is there already is closed to others. Raises OSError."""
    folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    folder.chmod(_OWNER_FOLDER)


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone; one that is there already is closed to others. Raises OSError.

    SQLite gives the files beside a database (-wal, -shm) the mode of the database.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_FILE))
    path.chmod(_OWNER_FILE)


def read_private_object(path: Path, names: frozenset[str], optional: frozenset[str] = frozenset()) -> dict[str, str]:
    """The JSON object of texts with exactly these names; ``optional`` ones may be missing or there.

    Raises :class:`PrivateFileError`.
    """
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PrivateFileError(f"no JSON in UTF-8 ({type(error).__name__})") from error
    if not isinstance(found, dict) or found.keys() - optional != names - optional:
        raise PrivateFileError(f"the names are not {', '.join(sorted(names))}")
    if not all(isinstance(value, str) for value in found.values()):
        raise PrivateFileError("not every value is a text")
    return found


def write_private_object(path: Path, values: dict[str, str]) -> None:
    """Write a JSON object whole or not at all, and durably. Raises OSError."""
    path.parent.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
