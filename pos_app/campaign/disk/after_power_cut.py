"""What a disk may hold after a power cut, of all that was asked of it until then.

What was synced is there: the bytes of a file that was synced, the names of a folder that was. Of what was not, any part
may be there: whole writes in any order, or single sectors of 512 bytes of them; and each name that was made, taken away
or given to another file may have been or not, whether the file itself was synced or not (POSIX promises no more).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.campaign.disk.recording import Event, Made, Removed, Renamed, Synced, Told, Truncated, Written

SECTOR_BYTES = 512
WAYS = ("lost", "kept", "some", "torn")
"""Of what was not synced: nothing, all, some writes, some sectors; in the last two some names."""


class EventWithoutFileError(ValueError):
    """An event names a file that was never made: the recording misses something, and no state of it would be true."""


@dataclass(slots=True, eq=False)
class _Content:
    """A file's bytes, whatever its name is."""

    durable: bytes = b""
    pending: list[Written | Truncated] = field(default_factory=list)

    def found(self, way: str, chance: random.Random) -> bytes:
        """What may be there of it."""
        content = bytearray(self.durable)
        for change in self.pending:
            if way == "lost" or (way == "some" and chance.random() < 0.5):
                continue
            if isinstance(change, Truncated):
                if way == "kept" or chance.random() < 0.5:
                    _resize(content, change.length)
                continue
            for offset, data in _sectors(change) if way == "torn" else ((change.offset, change.data),):
                if way == "torn" and chance.random() < 0.5:
                    continue
                if len(content) < offset + len(data):
                    _resize(content, offset + len(data))
                content[offset : offset + len(data)] = data
        return bytes(content)


class Disk:
    """The files of the home: their bytes and their names, each with what is durable and what is not yet."""

    def __init__(self, files: dict[Path, bytes]) -> None:
        self._seen = {path: _Content(content) for path, content in files.items()}
        self._durable = dict(self._seen)
        self._renamings: list[tuple[Made | Removed | Renamed, _Content]] = []

    def take(self, event: Event) -> None:
        """The next thing that was asked. Raises :class:`EventWithoutFileError`."""
        match event:
            case Written(path) | Truncated(path):
                self._of(path, event).pending.append(event)
            case Synced(path):
                self._sync(path)
            case Made(path):
                made = self._seen[path] = _Content()
                self._renamings.append((event, made))
            case Removed(path):
                self._renamings.append((event, self._of(path, event)))
                del self._seen[path]
            case Renamed(source, target):
                moved = self._of(source, event)
                del self._seen[source]
                self._seen[target] = moved
                self._renamings.append((event, moved))
            case Told():
                pass

    def found(self, way: str, chance: random.Random) -> dict[Path, bytes]:
        """One disk that may be found."""
        names = dict(self._durable)
        for change, content in self._renamings:
            if way == "kept" or (way != "lost" and chance.random() < 0.5):
                _rename(names, change, content)
        return {path: content.found(way, chance) for path, content in names.items()}

    def _of(self, path: Path, event: Event) -> _Content:
        if path not in self._seen:
            raise EventWithoutFileError(f"{type(event).__name__} of {path}, which is not there")
        return self._seen[path]

    def _sync(self, path: Path) -> None:
        content = self._seen.get(path)
        if content is not None:
            content.durable, content.pending = content.found("kept", random.Random(0)), []
            return
        waiting = self._renamings
        self._renamings = []
        for change, content in waiting:
            if _folder_of(change) == path:
                _rename(self._durable, change, content)
            else:
                self._renamings.append((change, content))


def _folder_of(change: Made | Removed | Renamed) -> Path:
    return change.target.parent if isinstance(change, Renamed) else change.path.parent


def _rename(names: dict[Path, _Content], change: Made | Removed | Renamed, content: _Content) -> None:
    """What a folder holds after it. A rename is atomic on every file system that a till runs on: never both or none."""
    match change:
        case Made(path):
            names[path] = content
        case Removed(path):
            if names.get(path) is content:
                del names[path]
        case Renamed(source, target):
            if names.get(source) is content:
                del names[source]
            names[target] = content


def _sectors(change: Written) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(change.data):
        size = SECTOR_BYTES - (change.offset + place) % SECTOR_BYTES
        yield change.offset + place, change.data[place : place + size]
        place += size


def _resize(content: bytearray, length: int) -> None:
    if len(content) > length:
        del content[length:]
    else:
        content.extend(bytes(length - len(content)))
