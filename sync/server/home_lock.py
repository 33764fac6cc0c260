"""One server per home with SQLite, and none while a backup is being put back.

The operating system holds the lock and lets it go when the process dies, however it dies: there is nothing to clear.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "server.lock"


class HomeInUseError(RuntimeError):
    """A server works in this home."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"a server of {home} is running; stop it first")
        self.home = home


@contextmanager
def home_held(home: Path) -> Iterator[None]:
    """Hold ``home`` for this process. Raises :class:`HomeInUseError` at once if another holds it."""
    home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise HomeInUseError(home) from error
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
