"""One till program per home: a second start is refused, a lock left by a killed program is not."""

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
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)
        if self._lock.tryLock(0):
            return
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            raise AlreadyRunningError(path.parent, int(self._lock.getLockInfo()[0]))
        raise PermissionError(f"{path}: the lock file cannot be written; give this user the right to write the folder")

    def release(self) -> None:
        """Let another start."""
        self._lock.unlock()
