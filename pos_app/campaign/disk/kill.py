"""Each system call that can change the disk as a moment to die at, and as one that fails once or from then on.

The calls are found by tracing an hour with all that it asks of the system: what could reach the disk beside them would
end the campaign (``unseen``). Each trial looks at its own trace: the fault must have struck where it was meant to.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pos_app.batch.part import WHOLE, Part
from pos_app.campaign.disk.books_check import problems_in_the_hour
from pos_app.campaign.disk.files_beside import torn_beside
from pos_app.campaign.disk.furnished import BOOKS, furnish
from pos_app.campaign.disk.hour import Hour
from pos_app.campaign.disk.next_hour import problems_of_the_next_hour
from pos_app.campaign.disk.tracing import EVERYTHING, Call, calls_of, run_hour, struck
from pos_app.campaign.disk.unseen import require_nothing_unseen

_ERRORS = ("EIO", "ENOSPC")
_ALL_TOLD = 11
"""A shift, five sales and the order, two returns, a phone, cash, a Z report: told in an hour without faults."""


@dataclass(frozen=True, slots=True)
class Trial:
    """``fault``: ``kill``, or an error's name with ``+`` when it lasts. Its text can be given back to try it again."""

    call: Call
    fault: str

    @property
    def name(self) -> str:
        """Such as ``pwrite64:17:EIO+``."""
        return f"{self.call.name}:{self.call.ordinal}:{self.fault}"

    def strace(self, log: Path) -> tuple[str, ...]:
        """Arguments that make it happen."""
        what = "signal=SIGKILL" if self.fault == "kill" else f"error={self.fault.rstrip('+')}"
        when = f"{self.call.ordinal}+" if self.fault.endswith("+") else str(self.call.ordinal)
        name = self.call.name
        return ("-y", "-o", str(log), "-e", f"trace={name}", "-e", f"inject={name}:{what}:when={when}")


@dataclass(slots=True)
class DiskFindings:
    """``points``: how many calls of each name touch the till's files; ``broken``: trial and what did not hold."""

    points: Counter[str] = field(default_factory=Counter)
    trials: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, str]] = field(default_factory=list)


def run_kills(
    seed: int, most: int | None, part: Part = WHOLE, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> DiskFindings:
    """Try every point and fault of ``part``, or ``most`` of them by chance of ``seed``. ``tell``: done, of how many."""
    findings = DiskFindings()
    room = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="kopilka-kill-", dir=room) as folder:
        stage = Path(folder).resolve()
        furnish_template(stage / "template")
        trials = _trials(stage, findings)
        if most is not None and most < len(trials):
            trials = random.Random(seed).sample(trials, most)
        trials = list(part.of_all(trials))
        for number, trial in enumerate(trials, 1):
            _try(stage, trial, findings)
            tell(number, len(trials))
    return findings


def furnish_template(folder: Path) -> None:
    """Where each run begins. One hour is lived here first: what libraries load when first used is no till's work."""
    folder.mkdir()
    furnish(folder)
    rehearsal = folder.with_name("rehearsal")
    shutil.copytree(folder, rehearsal)
    hour = Hour(rehearsal, -1, 6)
    hour.live()
    hour.close()
    shutil.rmtree(rehearsal)


def fresh_home(stage: Path) -> Path:
    """A copy of the template, always at the same path."""
    home = stage / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(stage / "template", home)
    return home


def _trials(stage: Path, findings: DiskFindings) -> list[Trial]:
    home, log = fresh_home(stage), stage / "calls.log"
    ran = run_hour(home, 7, (*EVERYTHING, "-o", str(log)))
    if ran.killed or len(ran.told) < _ALL_TOLD or problems_in_the_hour(home / BOOKS, set(ran.told)):
        raise RuntimeError(f"the hour does not run without faults: told {ran.told} {ran.raised}")
    require_nothing_unseen(log, home)
    calls = list(calls_of(log, home))
    findings.points += Counter(call.name for call in calls)
    trials = [Trial(call, "kill") for call in calls]
    for call in calls:
        trials += [Trial(call, error + lasts) for error in _ERRORS for lasts in ("", "+")]
    return trials


def _try(stage: Path, trial: Trial, findings: DiskFindings) -> None:
    home, log = fresh_home(stage), stage / "trial.log"
    ran = run_hour(home, 7, trial.strace(log))
    findings.trials[trial.fault] += 1
    if not struck(log, home, trial.call) or ran.killed != (trial.fault == "kill"):
        findings.broken.append((trial.name, f"did not strike where it was meant to, at {trial.call.file}"))
        return
    if (home / BOOKS).stat().st_size == 0 and not ran.told:
        findings.broken.append((trial.name, "the books are empty"))
        return
    if ran.raised:
        findings.broken.append((trial.name, f"the till's program ended over {ran.raised}"))
    told = set(ran.told)
    for problem in (*problems_in_the_hour(home / BOOKS, told), *torn_beside(home)):
        findings.broken.append((trial.name, problem))
    findings.broken += [(trial.name, problem) for problem in problems_of_the_next_hour(home, told)]
