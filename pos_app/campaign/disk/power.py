"""Power cuts: whether the till's books survive what a disk may hold after each moment of a recorded hour.

From every such state (``after_power_cut``) the books must open, be whole, and hold what the cashier had been told by
then; no file beside them may be torn, and the copies of the server's rows must open too. On some of them the till lives
through its next hour.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.batch.part import WHOLE, Part
from pos_app.campaign.disk.after_power_cut import WAYS, Disk
from pos_app.campaign.disk.books_check import problems_in_the_hour
from pos_app.campaign.disk.files_beside import torn_beside
from pos_app.campaign.disk.furnished import BOOKS, CACHE
from pos_app.campaign.disk.kill import fresh_home, furnish_template
from pos_app.campaign.disk.next_hour import problems_of_the_next_hour
from pos_app.campaign.disk.recording import RECORD, Told, events_of
from pos_app.campaign.disk.tracing import run_hour
from pos_app.domain.transaction.errors import StoreError
from pos_app.simulation.shop import till_id, vault_of
from sync.store.cache_database import prepare_cache_database
from sync.store.till_database import prepare_till_database

_LIVED_ON = 50
"""On each fiftieth disk the till lives through its next hour; the others are only looked at."""


@dataclass(slots=True)
class PowerFindings:
    """``states``: how many disks were looked at, by way; ``lived_on``: on how many of them the next hour was lived.

    ``broken``: event, way, number of the disk, and what did not hold.
    """

    events: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    lived_on: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)


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
        events = events_of(log, home, {path: len(content) for path, content in before.items()})
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
                    found = _laid_out(stage, home, disk.found(way, chance))
                    lives_on = findings.states.total() % _LIVED_ON == 0
                    findings.broken += [(f"{place} {way} {number}", what) for what in _problems(found, told, lives_on)]
                    findings.states[way] += 1
                    findings.lived_on += lives_on
                number += 1
            tell(number, len(moments))
    return findings


def _laid_out(stage: Path, home: Path, files: dict[Path, bytes]) -> Path:
    """The found disk as a folder; shared memory goes with the power, and papers are no part of a till's records."""
    found = stage / "found"
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir()
    for path, content in files.items():
        if path.parent == home and not path.name.endswith("-shm"):
            (found / path.name).write_bytes(content)
    return found


def _problems(found: Path, told: set[str], lives_on: bool) -> list[str]:
    try:
        prepare_till_database(found / BOOKS, till_id(0), "1")
        copies = prepare_cache_database(found / CACHE, vault_of(random.Random(1)))
    except StoreError as error:
        return [f"the till does not start: {error.key}"]
    problems = [*problems_in_the_hour(found / BOOKS, told), *torn_beside(found)]
    if copies.put_aside is not None:
        problems.append(f"the server's rows must be loaded anew: {copies.why}")
    return problems + (problems_of_the_next_hour(found, told) if lives_on else [])


def _times(way: str, rounds: int) -> int:
    return rounds if way in ("some", "torn") else 1
