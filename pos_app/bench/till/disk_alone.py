"""What the disk alone needs for what the till wrote: the same numbers of bytes, each followed by fdatasync."""

import os
import time
from collections.abc import Sequence
from functools import wraps
from pathlib import Path
from typing import Any

_THREAD_IO = Path("/proc/thread-self/io")
_FILE_BYTES = 4 << 20
_USUAL_BYTES = 16_384


class CommitSizes:
    """Counts the bytes that each call of the watched methods writes, while ``is_counting``."""

    def __init__(self) -> None:
        self.is_counting = False
        self.sizes: list[int] = []

    def watch(self, owner: type, method: str) -> None:
        """Watch a method from now on."""
        inner = getattr(owner, method)

        @wraps(inner)
        def counted(*args: Any, **options: Any) -> Any:
            before = _written() if self.is_counting else 0
            try:
                return inner(*args, **options)
            finally:
                if self.is_counting:
                    self.sizes.append(_written() - before or _USUAL_BYTES)

        setattr(owner, method, counted)


class DiskAlone:
    """A file in ``folder`` that has its full size already, as SQLite's write-ahead log has after a while."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / "disk-alone.bin", os.O_RDWR | os.O_CREAT, 0o600)
        os.write(self._file, bytes(_FILE_BYTES))
        os.fsync(self._file)
        self._place = 0

    def close(self) -> None:
        """Close the file; it goes with its folder."""
        os.close(self._file)

    def write(self, sizes: Sequence[int]) -> int:
        """Write and sync each size in bytes; nanoseconds of them all."""
        begin_ns = time.monotonic_ns()
        for size in sizes:
            if self._place + size > _FILE_BYTES:
                self._place = 0
            os.pwrite(self._file, b"\xa5" * size, self._place)
            os.fdatasync(self._file)
            self._place += size
        return time.monotonic_ns() - begin_ns


def _written() -> int:
    """Bytes that this thread has handed to the system so far; 0 where it does not tell."""
    try:
        for line in _THREAD_IO.read_text(encoding="ascii").splitlines():
            name, _, value = line.partition(": ")
            if name == "wchar":
                return int(value)
    except OSError:
        return 0
    return 0
