"""What this process holds: threads, descriptors, memory."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

_TASKS = Path("/proc/self/task")
_DESCRIPTORS = Path("/proc/self/fd")
_PAGES = Path("/proc/self/statm")
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Figures:
    """``threads`` of Python, ``tasks`` of the system (libraries have own ones), ``descriptors``, resident memory.

    0 where the system does not tell.
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
    return Figures(threading.active_count(), _count(_TASKS), _count(_DESCRIPTORS), _memory())


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0


def _memory() -> int:
    if not _PAGES.exists():
        return 0
    return int(_PAGES.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
