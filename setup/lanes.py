"""The whole suite as three pytest processes side by side, so that none waits for another's devices and disks.

The lanes share no test and no file that is written: each has temporary folders, a PostgreSQL, X servers and a cache of
its own. The first lane's output is shown as it comes, the others' when all have ended. They are three on a machine of
two processors too: the first one mostly waits, for keys that a person presses and for programs that are killed.
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

LANES = (
    (
        "tests/attacks",
        "tests/bench",
        "tests/campaign",
        "tests/end_to_end",
        "tests/simulation",
    ),
    ("tests/bootstrap", "tests/commands", "tests/contracts", "tests/hardware", "tests/ui"),
)
"""The folders of all lanes but the last: whole programs under the hands of a person or a fault; screens.

The last lane takes all others, so that a new folder is never left out.
"""

CLEARING_UP_SECONDS = 30.0
"""How long a stopped lane may take to end its servers and to remove its files."""

_GLANCE_SECONDS = 0.1
_SUMMARY = "short test summary info"
_NAMES = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Lane:
    """A running pytest: its process leads a session of its own, so Ctrl+C reaches it once and through us.

    ``output``: what it says, if that is not shown as it comes.
    """

    name: str
    process: subprocess.Popen[bytes]
    cache: Path
    output: Path | None

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    @property
    def passed(self) -> bool:
        return self.process.returncode == 0


def run_in_lanes(pytest: Sequence[str], project: Path, folders: Sequence[Sequence[str]] = LANES) -> bool:
    """Run ``pytest`` (a command and its options) in one lane more than ``folders`` names; True if all passed.

    Ctrl+C, SIGTERM and SIGHUP stop all, which clear up after themselves, and raise KeyboardInterrupt.
    """
    names = ", ".join(folder.rpartition("/")[2] for folder in folders[0])
    print(f"tests in {len(folders) + 1} lanes: {names} here, all others beside it and told at the end", flush=True)
    taken = [f"--ignore={name}" for lane in folders for name in lane]
    with tempfile.TemporaryDirectory(prefix="kopilka-check-") as room, _stopped_by_signals():
        lanes: list[Lane] = []
        try:
            for name, asked in zip(_NAMES, [*folders, taken], strict=False):
                output = Path(room, f"{name}.txt") if lanes else None
                lanes.append(_start(name, [*pytest, *asked], project, Path(room, name), output))
            ended = _wait(lanes)
        except KeyboardInterrupt:
            _stop(lanes)
            raise
        finally:
            _kill(lanes)
            _remember_failures(project, [lane.cache for lane in lanes])
            for lane in lanes:
                if lane.output is not None:
                    print(_last_words(lane), flush=True)
    print(f"lanes: {', '.join(ended)}", flush=True)
    return all(lane.passed for lane in lanes)


def _wait(lanes: Sequence[Lane]) -> list[str]:
    """Wait until all have ended. Returns what became of each, and when."""
    started = time.monotonic()
    results: dict[str, str] = {}
    while len(results) < len(lanes):
        for lane in lanes:
            if lane.name not in results and not lane.runs:
                outcome = "passed" if lane.passed else f"FAILED ({lane.process.returncode})"
                results[lane.name] = f"{lane.name} {outcome} after {time.monotonic() - started:.0f} s"
                if others := len(lanes) - len(results):
                    still = "the other still runs" if others == 1 else f"{others} others still run"
                    print(f"\n{lane.name} lane {outcome.partition(' ')[0]}, {still}", flush=True)
        time.sleep(_GLANCE_SECONDS)
    return [results[lane.name] for lane in lanes]


def _start(name: str, command: Sequence[str], project: Path, cache: Path, output: Path | None) -> Lane:
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
    return Lane(name, process, cache, output)


def _last_words(lane: Lane) -> str:
    """Everything a failed lane said; of one that passed, from the summary (what was skipped) on."""
    output = "" if lane.output is None else lane.output.read_text(encoding="utf-8", errors="replace")
    lines = output.rstrip().splitlines()
    if not lane.passed:
        return "\n".join([f"{lane.name} lane:", *lines])
    starts = [number for number, line in enumerate(lines) if _SUMMARY in line]
    return "\n".join([f"{lane.name} lane:", *lines[starts[-1] if starts else -1 :]])


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
    """All lanes' failures where the next pytest looks for them; each lane alone would forget the others'."""
    name = Path("v", "cache", "lastfailed")
    failed: dict[str, bool] = {}
    for cache in caches:
        with suppress(FileNotFoundError):
            failed |= json.loads((cache / name).read_text(encoding="utf-8"))
    remembered = project / ".pytest_cache" / name
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(json.dumps(failed), encoding="utf-8")
