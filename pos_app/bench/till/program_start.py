"""From the start of the program until it has accepted a scan: a badge at the sign-on screen."""

import json
import os
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pos_app.bench.benches import BenchError
from pos_app.bench.figure import Figure, Run
from pos_app.bench.till.hands import SCANNER_INTERVAL_MS, XtestHands
from pos_app.bench.till.screen_choice import ChosenScreen
from pos_app.bench.till.shop_people import shop_people
from pos_app.settings import load_settings

_TARGET_MS = 1_500
_PATIENCE_S = 30.0
_SCAN_AGAIN_S = 0.25
_POLL_S = 0.001
_RUNS_PER_START = 10  # a start takes as long as many scans
_STARTS_MAX = 20
_ACCEPTED = b"signed_on="


@dataclass(frozen=True, slots=True)
class _Start:
    """What each start needs. ``hands`` is None without an X server: then the program scans its badge itself."""

    home: Path
    badge: str
    environment: dict[str, str]
    hands: XtestHands | None

    @property
    def log(self) -> Path:
        return self.home / "logs" / "till.log"

    @property
    def marks(self) -> Path:
        return self.home / "start-marks"


def program_start(till_home: Path, runs: int, screen: ChosenScreen) -> tuple[Figure, ...]:
    """Whole processes, from exec on, in a home that has its shop loaded: warm, cold, and warm with probes.

    Warm: started a moment ago. Cold: the files were put out of the page cache before, as far as no other process has
    them open. Without XTEST only the starts with probes can be measured, which scan their badge themselves.
    """
    starts = max(1, min(_STARTS_MAX, runs // _RUNS_PER_START))
    today = datetime.now(UTC).astimezone(ZoneInfo(load_settings(till_home).timezone)).date()
    badge = shop_people(today).badge
    note = "from exec to the badge's acceptance, the scanner's typing included"
    if not screen.has_xtest:
        start = _Start(till_home, badge, screen.environment, None)
        runs_made = tuple(_with_probes(start) for _ in range(starts + 1))[1:]
        return (Figure("start", "program start (warm) → badge accepted", _TARGET_MS, runs_made, note),)
    with XtestHands(screen.environment) as hands:
        start = _Start(till_home, badge, screen.environment, hands)
        _plain(start)
        warm = tuple(_plain(start) for _ in range(starts))
        probed = tuple(_with_probes(start) for _ in range(starts))
        cold = []
        for _ in range(max(1, starts // 4)):
            _put_out_of_cache(till_home)
            cold.append(_plain(start))
    return (
        Figure("start", "program start (warm) → badge accepted", _TARGET_MS, warm, note),
        Figure("start_parts", "the same, with probes for its parts", 0, probed),
        Figure("start_cold", "program start (cold) → badge accepted", _TARGET_MS, tuple(cold), _COLD),
    )


_COLD = "files of interpreter, libraries and till put out of the page cache, but what other processes have open"


def _plain(start: _Start) -> Run:
    """The program as it is; the log tells when the badge was accepted."""
    skip = start.log.stat().st_size
    begin_ns = time.monotonic_ns()
    with subprocess.Popen(
        [sys.executable, "-m", "pos_app", "--home", str(start.home), "run"], env=start.environment
    ) as process:
        try:
            return Run(_accepted_ns(start, process, skip) - begin_ns)
        finally:
            process.terminate()


def _with_probes(start: _Start) -> Run:
    start.marks.unlink(missing_ok=True)
    skip = start.log.stat().st_size
    begin_ns = time.monotonic_ns()
    own_badge = [] if start.hands is not None else [start.badge]
    command = [sys.executable, "-m", "pos_app.bench.till.start_probe", str(start.home), str(start.marks), *own_badge]
    with subprocess.Popen(command, env=start.environment) as process:
        try:
            _accepted_ns(start, process, skip)
            marks: list[tuple[str, int]] = json.loads(_when_there(start.marks))
        finally:
            process.terminate()
    parts, at = {}, begin_ns
    for name, instant in sorted(marks, key=lambda mark: mark[1]):
        parts[name] = instant - at
        at = instant
    return Run(at - begin_ns, parts)


def _accepted_ns(start: _Start, process: subprocess.Popen[bytes], skip: int) -> int:
    """Scan the badge as soon as there is a window, again if nobody took it; the instant of its acceptance."""
    deadline = time.monotonic() + _PATIENCE_S
    if start.hands is not None:
        start.hands.await_window(_PATIENCE_S)
    while time.monotonic() < deadline:
        if start.hands is not None:
            start.hands.press([*start.badge, "Enter"], SCANNER_INTERVAL_MS)
            start.hands.last_key_ns()
        again = time.monotonic() + _SCAN_AGAIN_S
        while time.monotonic() < again:
            with start.log.open("rb") as log:
                log.seek(skip)
                if _ACCEPTED in log.read():
                    return time.monotonic_ns()
            if process.poll() is not None:
                raise BenchError(f"the started till ended with code {process.returncode}: its words stand above")
            time.sleep(_POLL_S)
    raise BenchError(f"the started till accepted no badge within {_PATIENCE_S:.0f} s; its log: {start.log}")


def _when_there(path: Path) -> str:
    deadline = time.monotonic() + _PATIENCE_S
    while not path.exists():
        if time.monotonic() > deadline:
            raise BenchError("the started till told no marks")
        time.sleep(_POLL_S)
    return path.read_text(encoding="ascii")


def _put_out_of_cache(till_home: Path) -> None:
    """Ask the system to forget file contents: the interpreter, every installed library, the till, its home."""
    project = Path(__file__).resolve().parents[3]
    folders = [Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib")), till_home]
    folders += [project / name for name in ("pos_app", "hardware", "sync", "resources")]
    for path in (Path(sys.executable).resolve(), *(file for folder in folders for file in folder.rglob("*"))):
        if path.is_file() and not path.is_symlink():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
