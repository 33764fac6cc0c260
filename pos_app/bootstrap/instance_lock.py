"""One till program per home: a second start is refused, a lock left by a killed program is not."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile


class AlreadyRunningError(RuntimeError):
    """Another process holds the till's home. ``pid`` is its number, 0 where the lock does not tell."""

    def __init__(self, home: Path, pid: int) -> None:
        super().__init__(f"the till in {home} is running already (process {pid or '?'})")
        self.home = home
        self.pid = pid


class InstanceLock:
    """Held from construction until ``release()``. Raises :class:`AlreadyRunningError`, or OSError if it cannot be made.

    QLockFile looks whether the process named in the file still lives, so that nobody has to delete it after a kill.
    Where it cannot put such a file away, the disk is at fault and not another till: the OSError has its ``errno``.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)
        # A file that names nobody (the disk was full when it was written) goes unless somebody holds it.
        if self._lock.tryLock(0) or (self._lock.removeStaleLockFile() and self._lock.tryLock(0)):
            return
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            pid = int(self._lock.getLockInfo()[0])
            if _lives(pid):
                raise AlreadyRunningError(path.parent, pid)
        _try_to_write(path.with_suffix(".try"))
        raise PermissionError(f"{path}: the lock file cannot be written; give this user the right to write the folder")

    def release(self) -> None:
        """Let another start."""
        self._lock.unlock()


def _lives(pid: int) -> bool:
    """Whether a process has this number. On Windows, where a signal would end it, QLockFile's word is taken."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0


def _try_to_write(path: Path) -> None:
    """Raises the OSError that says why nothing can be written here; QLockFile does not tell."""
    try:
        with path.open("xb") as file:
            file.write(b"?" * 64)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
