"""The whole suite as two pytest processes side by side, so that one does not wait for the other's devices and disks.

The lanes share no test and no file that is written: each has temporary folders, a PostgreSQL, X servers and a cache of
its own. The first lane's output is shown as it comes, the second's when it has ended.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

FIRST_LANE = tuple(f"tests/{name}" for name in ("attacks", "campaign", "contracts", "end_to_end", "ui"))
"""Its folders: screens, devices and programs that are killed, which never disturb each other so; half of the time.

The second lane takes all others, so that a new folder is never left out.
"""

CLEARING_UP_SECONDS = 30.0
"""How long a stopped lane may take to end its servers and to remove its files."""

_GLANCE_SECONDS = 0.1
_SUMMARY = "short test summary info"


@dataclass(frozen=True, slots=True)
class Lane:
    """A running pytest: its process leads a session of its own, so Ctrl+C reaches it once and through us."""

    process: subprocess.Popen[bytes]
    cache: Path

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    @property
    def passed(self) -> bool:
        return self.process.returncode == 0


def run_in_lanes(pytest: Sequence[str], project: Path, first_folders: Sequence[str] = FIRST_LANE) -> bool:
    """Run ``pytest`` (a command and its options) in two lanes; True if both passed.

    Ctrl+C, SIGTERM and SIGHUP stop both, which clear up after themselves, and raise KeyboardInterrupt.
    """
    names = ", ".join(folder.rpartition("/")[2] for folder in first_folders)
    print(f"tests in two lanes: {names} here, all others beside it and told at the end", flush=True)
    with tempfile.TemporaryDirectory(prefix="kopilka-check-") as room, _stopped_by_signals():
        folder, told = Path(room), Path(room) / "second.txt"
        lanes: list[Lane] = []
        try:
            lanes.append(_start([*pytest, *first_folders], project, folder / "first", None))
            others = [f"--ignore={name}" for name in first_folders]
            lanes.append(_start([*pytest, *others], project, folder / "second", told))
            ended = _wait(lanes)
        except KeyboardInterrupt:
            _stop(lanes)
            raise
        finally:
            _kill(lanes)
            _remember_failures(project, [lane.cache for lane in lanes])
            if told.exists():
                print(_last_words(told.read_text(encoding="utf-8", errors="replace"), lanes[-1].passed), flush=True)
    print(f"lanes: {', '.join(ended)}", flush=True)
    return all(lane.passed for lane in lanes)


def _wait(lanes: Sequence[Lane]) -> list[str]:
    """Wait until both have ended. Returns what became of each, and when."""
    started, names = time.monotonic(), ("first", "second")
    results: dict[str, str] = {}
    while len(results) < len(lanes):
        for name, lane in zip(names, lanes, strict=True):
            if name not in results and not lane.runs:
                outcome = "passed" if lane.passed else f"FAILED ({lane.process.returncode})"
                results[name] = f"{name} {outcome} after {time.monotonic() - started:.0f} s"
                if len(results) < len(lanes):
                    print(f"\n{name} lane {outcome.partition(' ')[0]}, the other still runs", flush=True)
        time.sleep(_GLANCE_SECONDS)
    return [results[name] for name in names]


def _start(command: Sequence[str], project: Path, cache: Path, output: Path | None) -> Lane:
    options = ("-o", f"cache_dir={cache}")
    with output.open("wb") if output else nullcontext() as file:
        process = subprocess.Popen(
            [*command, *options],
            cwd=project,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT if file else None,
            start_new_session=True,
        )
    return Lane(process, cache)


def _last_words(output: str, passed: bool) -> str:
    """Everything a failed lane said; of one that passed, from the summary (what was skipped) on."""
    lines = output.rstrip().splitlines()
    if not passed:
        return "\n".join(["second lane:", *lines])
    starts = [number for number, line in enumerate(lines) if _SUMMARY in line]
    return "\n".join(["second lane:", *lines[starts[-1] if starts else -1 :]])


# --- stopping ----------------------------------------------------------------------------------------------------


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Being ended and losing the terminal count as Ctrl+C: the lanes would not notice either.

    A shell that starts us in its background ignores SIGINT, and the lanes would inherit that; `nohup` means its SIGHUP.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(lanes: Sequence[Lane]) -> None:
    """Ask each lane to end, as Ctrl+C does, and wait; a second Ctrl+C ends the waiting."""
    for lane in lanes:
        if lane.runs:
            lane.process.send_signal(signal.SIGINT)
    deadline = time.monotonic() + CLEARING_UP_SECONDS
    with suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
        for lane in lanes:
            lane.process.wait(max(0.0, deadline - time.monotonic()))


def _kill(lanes: Sequence[Lane]) -> None:
    """End what still runs, with all that it started."""
    for lane in lanes:
        if lane.runs:
            os.killpg(lane.process.pid, signal.SIGKILL)
            lane.process.wait()


# --- what ./check --lf runs --------------------------------------------------------------------------------------


def _remember_failures(project: Path, caches: Sequence[Path]) -> None:
    """Both lanes' failures where the next pytest looks for them; each lane alone would forget the other's."""
    name = Path("v", "cache", "lastfailed")
    failed: dict[str, bool] = {}
    for cache in caches:
        with suppress(FileNotFoundError):
            failed |= json.loads((cache / name).read_text(encoding="utf-8"))
    remembered = project / ".pytest_cache" / name
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(json.dumps(failed), encoding="utf-8")
