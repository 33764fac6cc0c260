"""A folder's names on the disk: a file that was renamed into its place has its old name until they are."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Names made, taken away and changed in ``folder`` survive a power cut from now on. Raises OSError."""
    if os.name == "nt":
        return  # a folder cannot be opened there; a rename is durable by itself
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
