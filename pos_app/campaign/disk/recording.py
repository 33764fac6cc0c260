"""What one hour really asked of the disk, in order: writes with their bytes, syncs, names made and taken away."""

import re
from dataclasses import dataclass
from pathlib import Path

from pos_app.campaign.disk.tracing import CHANGING

_FD = re.compile(r"^(\d+)<([^>]*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FAILED = re.compile(r"= -1 E[A-Z]+")
_RESULT = re.compile(r"= (\d+)$")
_OF_OWNERS = ("chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "utimensat")
"""They change who may read a file and when it was touched, and nothing that the till reads."""
RECORD = ("-y", "-xx", "-s", "16777216", "-e", f"trace={CHANGING},lseek")


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


def events_of(log: Path, home: Path, lengths: dict[Path, int]) -> list[Event]:
    """The events of a trace that concern ``home``, in order. ``lengths``: of the files that are there at its begin."""
    reader = _Reader(home, dict(lengths))
    lines = log.read_text(encoding="ascii", errors="replace").splitlines()
    return [event for line in lines if (event := reader.event(line)) is not None]


class _Reader:
    """Follows how long each file is and where it is written next: ``write`` does not say where."""

    def __init__(self, home: Path, lengths: dict[Path, int]) -> None:
        self._home = home
        self._lengths = lengths
        self._places: dict[Path, int | None] = {}
        """None: always at the end (O_APPEND)."""

    def event(self, line: str) -> Event | None:
        """What a line of the trace says. Raises :class:`RecordingUnreadableError`."""
        name, bracket, rest = line.partition("(")
        if not bracket or _FAILED.search(line[-60:]) or name in _OF_OWNERS:
            return None
        strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(rest)]
        if name == "openat":
            return self._opened(Path(strings[0].decode()), rest)
        if name in ("unlink", "rename"):
            return self._renamed(name, [Path(each.decode()) for each in strings])
        if name == "mkdir":
            return None  # an empty folder holds nothing that could be lost
        found = _FD.match(rest)
        if found is None:
            raise RecordingUnreadableError(f"{name}({rest[:120]}")
        if rest[found.end() :].startswith("(deleted)"):
            return None  # its bytes are no file's any more
        path = Path(_plain(found.group(2)))
        if name == "write" and str(path).startswith("pipe:"):
            words = strings[0].decode("ascii", errors="replace").split()
            return Told(words[1]) if len(words) == 2 else None
        if path != self._home and self._home not in path.parents:
            return None
        return self._on_descriptor(name, rest, path, strings)

    def _opened(self, path: Path, rest: str) -> Event | None:
        if self._home not in path.parents:
            return None
        self._places[path] = None if "O_APPEND" in rest else 0
        if path not in self._lengths:
            if "O_CREAT" not in rest:
                return None  # a folder, to be synced
            self._lengths[path] = 0
            return Made(path)
        if "O_TRUNC" in rest:
            self._lengths[path] = 0
            return Truncated(path, 0)
        return None

    def _renamed(self, name: str, paths: list[Path]) -> Event | None:
        if self._home not in paths[0].parents:
            return None
        length = self._lengths.pop(paths[0], 0)
        if name == "unlink":
            return Removed(paths[0])
        self._lengths[paths[1]] = length
        return Renamed(paths[0], paths[1])

    def _on_descriptor(self, name: str, rest: str, path: Path, strings: list[bytes]) -> Event | None:
        found = _RESULT.search(rest)
        result = int(found[1]) if found else 0
        numbers = [int(each) for each in re.findall(r"(?<=, )\d+(?=[,)])", rest.rpartition('"')[2] or rest)]
        if name == "pwrite64":
            return self._written(path, numbers[-1], strings[0][:result])
        if name == "write":
            place = self._places.get(path)
            if place is not None:
                self._places[path] = place + result
            return self._written(path, self._lengths.get(path, 0) if place is None else place, strings[0][:result])
        if name == "lseek":
            if self._places.get(path) is not None:
                self._places[path] = result
            return None
        if name in ("fsync", "fdatasync"):
            return Synced(path)
        if name == "ftruncate":
            self._lengths[path] = int(rest.split(", ")[1].split(")", maxsplit=1)[0])
            return Truncated(path, self._lengths[path])
        raise RecordingUnreadableError(f"{name}({rest[:120]}")

    def _written(self, path: Path, place: int, data: bytes) -> Written:
        self._lengths[path] = max(self._lengths.get(path, 0), place + len(data))
        return Written(path, place, data)


def _plain(text: str) -> str:
    """A descriptor's path, which strace may write in hex as well."""
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text
