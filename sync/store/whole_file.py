"""Files beside the books that are written whole or not at all, and durably; for their owner alone."""

import contextlib
import os
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from sync.vault.synced_folder import sync_folder

_OWNER_FILE = 0o600


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` in place of what the file held. Raises ``StoreError`` ``io_error``: then it holds that still."""
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreError("io_error", f"{path.name}: {error}") from error


def remove(path: Path) -> None:
    """The file is gone, or was not there. Raises ``StoreError`` ``io_error``."""
    try:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)
    except OSError as error:
        raise StoreError("io_error", f"{path.name}: {error}") from error
