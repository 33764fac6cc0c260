"""What a backup says of itself: which database, of which version and life, and the sums of its files."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST = "backup.json"
SECRETS = "secrets.sealed"
CONTENT = {"sqlite": "server.db", "postgresql": "server.dump"}
_CHUNK = 1 << 20


class BackupError(RuntimeError):
    """The backup cannot be made or put back; the text tells why and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``kind``: ``sqlite`` or ``postgresql``; ``revision``: of the tables; ``incarnation``: the life that was saved.

    ``files``: SHA-256 in hex by name. ``keys``: fingerprint of the server's keys, which tells nothing about them.
    """

    kind: str
    revision: str
    incarnation: str
    made_at: datetime
    keys: str
    files: Mapping[str, str]

    @property
    def content(self) -> str:
        """The name of the file with the books."""
        return CONTENT[self.kind]

    @property
    def has_secrets(self) -> bool:
        """Whether the keys are in it, sealed."""
        return SECRETS in self.files


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Written last: a folder without it is no backup."""
    values = {**asdict(manifest), "made_at": manifest.made_at.isoformat(), "format": FORMAT}
    part = folder / f"{MANIFEST}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(values, file, indent=2, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Read it and compare every file with its sum. Raises :class:`BackupError`."""
    try:
        values: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values.pop("format") != FORMAT or values["kind"] not in CONTENT:
            raise BackupError(f"{folder}: a backup of a kind that this version does not know")
        manifest = Manifest(**{**values, "made_at": datetime.fromisoformat(values["made_at"])})
    except FileNotFoundError as error:
        raise BackupError(f"{folder} holds no finished backup: {MANIFEST} is missing") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{folder / MANIFEST} is damaged") from error
    for name, expected in manifest.files.items():
        if name not in (SECRETS, manifest.content) or not (folder / name).is_file():
            raise BackupError(f"{folder}: the file {name} is missing")
        if sum_of(folder / name) != expected:
            raise BackupError(f"{folder / name} is not what was saved: its SHA-256 differs. Use another backup.")
    if manifest.content not in manifest.files:
        raise BackupError(f"{folder / MANIFEST} names no books")
    return manifest


def sum_of(path: Path) -> str:
    """SHA-256 in hex; read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def sync_file(path: Path) -> None:
    """Bring a file that another program wrote onto the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk, where the system can."""
    if os.name == "posix":
        sync_file(folder)
