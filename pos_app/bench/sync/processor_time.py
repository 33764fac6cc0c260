"""Processor time of this process and of all that it started: a figure that busy neighbours hardly change.

As Linux tells it in /proc; other systems do not tell it of processes that are somebody else's or still run.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Nanoseconds on the wall, and of processors; these None where the system does not tell them."""

    wall_ns: int
    processor_ns: int | None


class Clock:
    """Runs from when it was made."""

    def __init__(self) -> None:
        self._started = _started_ns()
        self._own = time.process_time_ns()
        self._wall = time.monotonic_ns()

    def spent(self, with_own: bool) -> Spent:
        """Until now: by all that this process started, and ``with_own`` by itself."""
        wall, own, started = time.monotonic_ns(), time.process_time_ns(), _started_ns()
        if started is None or self._started is None:
            return Spent(wall - self._wall, None)
        return Spent(wall - self._wall, started - self._started + (own - self._own if with_own else 0))


def _started_ns() -> int | None:
    """Of all descendants so far, those that ended too."""
    return _of_descendants(os.getpid(), _all()) if (_PROC / "self" / "stat").exists() else None


def _all() -> Mapping[int, tuple[int, int]]:
    """By process: its parent and its nanoseconds, with those of its children that it has buried (proc(5), ``stat``)."""
    tick = _NS // os.sysconf("SC_CLK_TCK")
    found = {}
    for folder in _PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            line = (folder / "stat").read_text(encoding="latin-1")
        except OSError:
            continue  # it ended meanwhile
        cells = line[line.rindex(")") + 2 :].split()  # the name before may hold anything
        found[int(folder.name)] = int(cells[1]), sum(map(int, cells[11:15])) * tick
    return found


def _of_descendants(parent: int, processes: Mapping[int, tuple[int, int]]) -> int:
    children = [pid for pid, (above, _) in processes.items() if above == parent]
    return sum(processes[pid][1] + _of_descendants(pid, processes) for pid in children)
