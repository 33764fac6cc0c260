"""Files put out of the machine's memory, as after a restart."""

import os
from pathlib import Path


def forget_files(folder: Path) -> None:
    """Write every file below ``folder`` to the disk and drop its pages from memory (Linux; elsewhere nothing)."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
