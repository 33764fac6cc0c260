"""Power cuts: what a disk may hold after each moment of a recorded hour, and whether the till's books survive it.

What was synced is there. Of what was not, any part may be there: whole writes in any order, or single sectors of 512
bytes of them; a name that was taken away may be back. From every such state the books must open, be whole, and hold
what the cashier had been told by then.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.batch.part import WHOLE, Part
from pos_app.campaign.disk.books_check import problems_in_the_hour
from pos_app.campaign.disk.files_beside import torn_beside
from pos_app.campaign.disk.furnished import BOOKS
from pos_app.campaign.disk.kill import fresh_home, furnish_template
from pos_app.campaign.disk.recording import (
    RECORD,
    Event,
    Made,
    Removed,
    Renamed,
    Synced,
    Told,
    Truncated,
    Written,
    events_of,
)
from pos_app.campaign.disk.tracing import run_hour
from pos_app.domain.transaction.errors import StoreError
from pos_app.simulation.shop import till_id
from sync.store.till_database import prepare_till_database

SECTOR_BYTES = 512
WAYS = ("lost", "kept", "some", "torn")
"""Of what was not synced: nothing, all, some writes, some sectors."""


@dataclass(slots=True)
class PowerFindings:
    """``states``: how many disks were looked at, by way; ``broken``: event, way, seed and what did not hold."""

    events: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    durable: bytes | None
    pending: list[Written | Truncated] = field(default_factory=list)
    removed: bool = False
    renamed_from: Path | None = None
    """Until its folder is synced the name may be the other one again, and hold what it held before."""
    before: "_File | None" = None


class Disk:
    """The files of the home, each with what is durable and what is not yet."""

    def __init__(self, files: dict[Path, bytes]) -> None:
        self._files = {path: _File(content) for path, content in files.items()}

    def take(self, event: Event) -> None:
        """The next thing that was asked."""
        match event:
            case Written(path) | Truncated(path):
                self._file(path).pending.append(event)
            case Synced(path):
                self._sync(path)
            case Made(path):
                if path not in self._files or self._files[path].removed:
                    self._files[path] = _File(None)
            case Removed(path):
                self._file(path).removed = True
            case Renamed(source, target):
                # Atomic on every file system that a till runs on: the old file or the new one, never none.
                moved = self._files.pop(source)
                moved.renamed_from, moved.before = source, self._files.get(target)
                self._files[target] = moved

    def after_power_cut(self, way: str, chance: random.Random) -> dict[Path, bytes]:
        """One disk that may be found."""
        found: dict[Path, bytes] = {}
        for path, file in self._files.items():
            if file.removed and (way == "kept" or (way != "lost" and chance.random() < 0.5)):
                continue
            is_back = file.renamed_from is not None and (way == "lost" or (way != "kept" and chance.random() < 0.5))
            for name, held in ((file.renamed_from, file), (path, file.before)) if is_back else ((path, file),):
                content = None if held is None else self._content(held, way, chance)
                if content is not None and name is not None:
                    found[name] = content
        return found

    def _file(self, path: Path) -> _File:
        return self._files.setdefault(path, _File(None))

    def _sync(self, path: Path) -> None:
        file = self._files.get(path)
        if file is not None:
            file.durable, file.pending = self._content(file, "kept", random.Random(0)), []
            return
        for name in [each for each, kept in self._files.items() if each.parent == path]:  # a folder's names
            self._files[name].renamed_from = self._files[name].before = None
            if self._files[name].removed:
                del self._files[name]
            elif self._files[name].durable is None:
                self._files[name].durable = b""

    def _content(self, file: _File, way: str, chance: random.Random) -> bytes | None:
        if file.durable is None and way == "lost":
            return None
        content = bytearray(file.durable or b"")
        for change in file.pending:
            if way == "lost" or (way == "some" and chance.random() < 0.5):
                continue
            if isinstance(change, Truncated):
                _resize(content, change.length)
                continue
            for offset, data in _sectors(change) if way == "torn" else ((change.offset, change.data),):
                if way == "torn" and chance.random() < 0.5:
                    continue
                if len(content) < offset + len(data):
                    _resize(content, offset + len(data))
                content[offset : offset + len(data)] = data
        return bytes(content)


def run_power_cuts(
    seed: int,
    rounds: int,
    most: int | None,
    part: Part = WHOLE,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> PowerFindings:
    """Cut the power after each event of the hour, ``rounds`` times in each way; ``most`` states by chance.

    A disk depends on the seed and its own number alone. ``tell``: done, of how many.
    """
    findings = PowerFindings()
    room = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="kopilka-power-", dir=room) as folder:
        stage = Path(folder).resolve()
        furnish_template(stage / "template")
        home, log = fresh_home(stage), stage / "calls.log"
        before = {path: path.read_bytes() for path in home.iterdir() if path.is_file()}
        run_hour(home, 7, ("-o", str(log), *RECORD))
        events = events_of(log, home)
        findings.events += Counter(type(event).__name__ for event in events)
        moments = [(place, way) for place in range(len(events)) for way in WAYS for _ in range(_times(way, rounds))]
        chosen = (
            set(random.Random(seed).sample(range(len(moments)), most))
            if most is not None and most < len(moments)
            else None
        )
        disk, told, number = Disk(before), set[str](), 0
        for place, event in enumerate(events):
            if isinstance(event, Told):
                told.add(event.record_id)
            disk.take(event)
            while number < len(moments) and moments[number][0] == place:
                if (chosen is None or number in chosen) and part.holds(number):
                    way = moments[number][1]
                    chance = random.Random(f"{seed} {number}")
                    _look(stage, home, disk.after_power_cut(way, chance), told, findings, f"{place} {way} {number}")
                    findings.states[way] += 1
                number += 1
            tell(number, len(moments))
    return findings


def _look(
    stage: Path, home: Path, files: dict[Path, bytes], told: set[str], findings: PowerFindings, where: str
) -> None:
    found = stage / "found"
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir()
    for path, content in files.items():
        if path.parent == home and not path.name.endswith("-shm"):
            (found / path.name).write_bytes(content)
    try:
        prepare_till_database(found / BOOKS, till_id(0), "1")
    except StoreError as error:
        findings.broken.append((where, f"the till does not start: {error.key}"))
        return
    findings.broken += [
        (where, problem) for problem in (*problems_in_the_hour(found / BOOKS, told), *torn_beside(found))
    ]


def _times(way: str, rounds: int) -> int:
    return rounds if way in ("some", "torn") else 1


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
