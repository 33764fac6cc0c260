"""What one hour really asked of the disk, in order: writes with their bytes, syncs, names made and taken away."""

import re
from dataclasses import dataclass
from pathlib import Path

from pos_app.campaign.disk.tracing import CHANGING

_FD = re.compile(r"^(\d+)<([^>]*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FAILED = re.compile(r"= -1 E[A-Z]+")
RECORD = ("-y", "-xx", "-s", "16777216", "-e", f"trace={CHANGING}")


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at an offset of a file."""

    path: Path
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file's new length."""

    path: Path
    length: int


@dataclass(frozen=True, slots=True)
class Synced:
    """Everything written to this file, or every name in this folder, is on the disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class Made:
    """A new empty file."""

    path: Path


@dataclass(frozen=True, slots=True)
class Removed:
    """A name is gone."""

    path: Path


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name is another's."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Told:
    """The cashier was told that this record is stored."""

    record_id: str


Event = Written | Truncated | Synced | Made | Removed | Renamed | Told


class RecordingUnreadableError(ValueError):
    """A line of the trace is not understood; a state would be wrong without it."""


def events_of(log: Path, home: Path) -> list[Event]:
    """The events of a trace that concern ``home``, in order."""
    events: list[Event] = []
    ends: dict[Path, int] = {}
    for line in log.read_text(encoding="ascii", errors="replace").splitlines():
        name, bracket, rest = line.partition("(")
        if not bracket or _FAILED.search(line[-60:]):
            continue
        event = _event(name, rest, home, ends)
        if event is not None:
            events.append(event)
    return events


def _event(name: str, rest: str, home: Path, ends: dict[Path, int]) -> Event | None:
    strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(rest)]
    if name == "openat":
        path = Path(strings[0].decode())
        fresh = "O_CREAT" in rest and home in path.parents and path not in ends
        if fresh:
            ends[path] = 0
        return Made(path) if fresh else None
    if name in ("unlink", "rename"):
        paths = [Path(each.decode()) for each in strings]
        if home not in paths[0].parents:
            return None
        ends.pop(paths[0], None)
        return Removed(paths[0]) if name == "unlink" else Renamed(paths[0], paths[1])
    if name == "mkdir":
        return None  # an empty folder holds nothing that could be lost
    found = _FD.match(rest)
    if found is None:
        raise RecordingUnreadableError(f"{name}({rest[:120]}")
    return _on_descriptor(name, rest, Path(_plain(found.group(2))), strings, home, ends)


def _on_descriptor(
    name: str, rest: str, path: Path, strings: list[bytes], home: Path, ends: dict[Path, int]
) -> Event | None:
    if name == "write" and str(path).startswith("pipe:"):
        words = strings[0].decode("ascii", errors="replace").split()
        return Told(words[1]) if len(words) == 2 else None
    if path != home and home not in path.parents:
        return None
    numbers = [int(each) for each in re.findall(r"(?<=, )\d+(?=[,)])", rest.rpartition('"')[2] or rest)]
    if name == "pwrite64":
        return Written(path, numbers[-1], strings[0])
    if name == "write":
        begin = ends.get(path, 0)
        ends[path] = begin + len(strings[0])
        return Written(path, begin, strings[0])
    if name in ("fsync", "fdatasync"):
        return Synced(path)
    if name == "ftruncate":
        return Truncated(path, int(rest.split(", ")[1].split(")", maxsplit=1)[0]))
    raise RecordingUnreadableError(f"{name}({rest[:120]}")


def _plain(text: str) -> str:
    """A descriptor's path, which strace may write in hex as well."""
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text
