"""The lanes of ./check on a small suite of its own, with real pytest processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup.lanes import LANES

PROJECT = Path(__file__).parents[2]
PATIENCE_S = 60.0
RUN = """
import sys
from pathlib import Path
from lanes import run_in_lanes
options = [sys.executable, "-m", "pytest", "-p", "no:pytest-qt", "--import-mode=importlib"]
sys.exit(0 if run_in_lanes(options, Path.cwd(), [["tests/first"]]) else 1)
"""
WAITS = """
import os, time
from pathlib import Path
import pytest

@pytest.fixture
def server():
    Path("{lane}.pid").write_text(str(os.getpid()))
    Path("{lane}.runs").touch()
    yield
    Path("{lane}.cleared").touch()

def test_waits(server):
    time.sleep(600)
"""
DEAF = """
import os, signal, time
from pathlib import Path

def test_hears_nothing():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Path("{lane}.pid").write_text(str(os.getpid()))
    Path("{lane}.runs").touch()
    time.sleep(600)
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "tests" / "first").mkdir(parents=True)
    (tmp_path / "tests" / "other").mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n", encoding="utf-8")
    return tmp_path


def _test(suite: Path, lane: str, text: str, name: str = "test_it.py") -> None:
    (suite / "tests" / lane / name).write_text(text, encoding="utf-8")


def _run(suite: Path, before: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", before + RUN],
        cwd=suite,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PROJECT / "setup"), "TMPDIR": str(suite)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(suite: Path, *names: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not all((suite / name).exists() for name in names):
        assert time.monotonic() < deadline, f"waited for {names} in vain"
        time.sleep(0.02)


def _alive(suite: Path, lane: str) -> bool:
    try:
        os.kill(int((suite / f"{lane}.pid").read_text("ascii")), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def running(suite: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """What is still alive at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
    for file in suite.glob("*.pid"):
        if _alive(suite, file.stem):
            os.kill(int(file.read_text("ascii")), signal.SIGKILL)


def test_all_lanes_run_at_the_same_time_and_each_test_once(suite: Path) -> None:
    """Each waits for the other's sign: one after the other they would wait in vain."""
    meet = "import time\nfrom pathlib import Path\ndef test_meets():\n    Path('{0}').touch()\n"
    meet += "    while not Path('{1}').exists():\n        time.sleep(0.01)\n"
    _test(suite, "first", meet.format("a", "b"))
    _test(suite, "other", meet.format("b", "a"))
    _test(
        suite,
        "other",
        "import pytest\n@pytest.mark.skip(reason='no camera here')\ndef test_skipped():\n    pass\n",
        "test_s.py",
    )
    process = _run(suite)
    said, complaints = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, said + complaints
    assert said.startswith("tests in 2 lanes: first here")
    assert said.count("1 passed") == 2
    assert "collected 2 items" not in said  # the second lane passed: only its summary is told
    assert "1 passed, 1 skipped" in said
    assert not list(suite.glob("kopilka-check-*"))


def test_a_lane_that_cannot_collect_fails_all_and_is_told_whole(suite: Path) -> None:
    _test(suite, "first", "def test_good():\n    pass\n")
    _test(suite, "other", "import nothing_of_this_name\n")
    process = _run(suite)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert "No module named 'nothing_of_this_name'" in said
    assert said.splitlines()[-1].startswith("lanes: first passed after ")
    assert "second FAILED (2) after " in said.splitlines()[-1]


def test_the_next_pytest_remembers_the_failures_of_both_lanes(suite: Path) -> None:
    for lane in ("first", "other"):
        _test(suite, lane, "def test_bad():\n    assert not 1\n")
    process = _run(suite)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    remembered = json.loads((suite / ".pytest_cache" / "v" / "cache" / "lastfailed").read_text("utf-8"))
    assert remembered == {"tests/first/test_it.py::test_bad": True, "tests/other/test_it.py::test_bad": True}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_all_lanes_and_lets_them_clear_up(
    suite: Path, running: list["subprocess.Popen[str]"], number: signal.Signals
) -> None:
    lanes = ("first", "other")
    for lane in lanes:
        _test(suite, lane, WAITS.format(lane=lane))
    process = _run(suite)
    running.append(process)
    _wait_for(suite, "first.runs", "other.runs")
    process.send_signal(number)
    said, complaints = process.communicate(timeout=PATIENCE_S)
    assert "KeyboardInterrupt" in complaints
    assert process.returncode != 0
    assert said.count("no tests ran") == 2
    for lane in lanes:
        assert not _alive(suite, lane)
        assert (suite / f"{lane}.cleared").exists()


def test_lanes_that_do_not_stop_are_killed_when_their_time_is_over(
    suite: Path, running: list["subprocess.Popen[str]"]
) -> None:
    for lane in ("first", "other"):
        _test(suite, lane, DEAF.format(lane=lane))
    process = _run(suite, "import lanes\nlanes.CLEARING_UP_SECONDS = 0.3\n")
    running.append(process)
    _wait_for(suite, "first.runs", "other.runs")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode != 0
    assert not _alive(suite, "first") and not _alive(suite, "other")


def test_a_second_stop_does_not_wait_for_a_deaf_lane(suite: Path, running: list["subprocess.Popen[str]"]) -> None:
    _test(suite, "first", WAITS.format(lane="first"))
    _test(suite, "other", DEAF.format(lane="other"))
    process = _run(suite, "import lanes\nlanes.CLEARING_UP_SECONDS = 600.0\n")
    running.append(process)
    _wait_for(suite, "first.runs", "other.runs")
    process.send_signal(signal.SIGINT)
    _wait_for(suite, "first.cleared")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode != 0
    assert not _alive(suite, "other")


def test_the_lanes_folders_are_there_and_in_one_lane() -> None:
    folders = [folder for lane in LANES for folder in lane]
    assert len(folders) == len(set(folders))
    for folder in folders:
        assert list((PROJECT / folder).rglob("test_*.py")), f"setup/lanes.py names {folder}, which holds no tests"
