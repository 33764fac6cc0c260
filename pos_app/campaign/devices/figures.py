"""What this process holds: threads, descriptors, memory."""

import ctypes
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TASKS = Path("/proc/self/task")
_DESCRIPTORS = Path("/proc/self/fd")
_PAGES = Path("/proc/self/statm")
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Figures:
    """``threads`` of Python, ``tasks`` of the system (libraries have own ones), ``descriptors``, resident memory.

    What was freed is first given back to the system where its C library can: how much of it the library keeps for the
    next picture says nothing of what is held. 0 where the system does not tell.
    """

    threads: int
    tasks: int
    descriptors: int
    memory_bytes: int

    def text(self) -> str:
        """For people."""
        memory = f"{self.memory_bytes / _MIB:.1f} MiB"
        return f"{self.threads} threads ({self.tasks} of the system), {self.descriptors} descriptors, {memory}"


def measure() -> Figures:
    """As it is now."""
    _give_back()
    return Figures(threading.active_count(), _count(_TASKS), _count(_DESCRIPTORS), _memory())


def _give_back() -> None:
    with suppress(OSError, AttributeError, TypeError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0


def _memory() -> int:
    if not _PAGES.exists():
        return 0
    return int(_PAGES.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
