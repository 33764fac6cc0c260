import gc
import logging
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.logs import RunningLogs, start_logging
from pos_app.logs.line import OneLineFormatter

PHONE = "+7 973 123-45-67"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) \S+ \[[^]]*\] .*")

pytestmark = pytest.mark.allow_log("sync|uncaught|py.warnings")


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[RunningLogs]:
    running = start_logging(tmp_path, "till", console_level=None)
    yield running
    running.close()


def _written(logs: RunningLogs) -> str:
    return logs.path.read_text(encoding="utf-8")


def test_a_record_is_one_line_with_utc_time_level_and_logger(logs: RunningLogs) -> None:
    logging.getLogger("sync.client").warning("no answer\nfrom %s", "server")
    (line,) = _written(logs).splitlines()
    assert LINE.fullmatch(line)
    assert line.endswith("WARNING sync.client [MainThread] no answer ⏎ from server")


def test_a_phone_is_masked_in_message_arguments_and_exception(logs: RunningLogs) -> None:
    log = logging.getLogger("sync.client")
    log.info(f"found {PHONE}")  # an f-string on purpose: the finished text is what counts
    log.info("found %s and %r", PHONE, {"phone": PHONE})
    log.info("found +7 %d %s", 973, "123-45-67")
    try:
        raise ValueError(f"no customer {PHONE}") from KeyError(PHONE)
    except ValueError:
        log.exception("while looking for %s", PHONE, stack_info=True)
    written = _written(logs)
    assert "123-45-67" not in written
    assert written.count("<phone>") >= 7
    assert len(written.splitlines()) == 4
    assert "ValueError: no customer <phone>" in written


def test_a_file_that_has_grown_is_rotated_and_the_oldest_goes(tmp_path: Path) -> None:
    logs = start_logging(tmp_path, "till", console_level=None, max_bytes=2_000, kept_files=3)
    for number in range(200):
        logging.getLogger("sync.client").info("record %03d %s", number, "x" * 50)
    logs.close()
    files = sorted(path.name for path in logs.path.parent.iterdir())
    assert files == ["till.log", "till.log.1", "till.log.2", "till.log.3"]
    assert all(path.stat().st_size <= 2_000 for path in logs.path.parent.iterdir())
    assert "record 199" in _written(logs)


def test_below_the_level_and_from_chatty_libraries_nothing_is_written(logs: RunningLogs) -> None:
    logging.getLogger("sync.client").debug("asked")
    logging.getLogger("urllib3.connectionpool").info("GET /")
    assert _written(logs) == ""


def test_uncaught_exceptions_of_threads_are_logged(logs: RunningLogs) -> None:
    def fail() -> None:
        raise RuntimeError(f"lost {PHONE}")

    worker = threading.Thread(target=fail, name="scale")
    worker.start()
    worker.join()
    assert "uncaught exception in scale" in _written(logs)
    assert "RuntimeError: lost <phone>" in _written(logs)


def test_unraisable_exceptions_and_warnings_are_logged(logs: RunningLogs) -> None:
    class Torn:
        def __del__(self) -> None:
            raise RuntimeError(f"torn {PHONE}")

    Torn()
    gc.collect()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"old way with {PHONE}", UserWarning, stacklevel=1)
    assert "RuntimeError: torn <phone>" in _written(logs)
    assert "UserWarning: old way with <phone>" in _written(logs)


def test_an_uncaught_exception_ends_the_process_with_one_masked_line_on_both_sides(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from pos_app.logs import start_logging
start_logging(Path({str(tmp_path)!r}), "server")
raise RuntimeError("cannot go on with {PHONE}")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    for text in (ended.stderr, (tmp_path / "logs" / "server.log").read_text(encoding="utf-8")):
        (line,) = text.splitlines()
        assert LINE.fullmatch(line)
        assert "RuntimeError: cannot go on with <phone>" in line


def test_close_puts_everything_back(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level, sys.excepthook, threading.excepthook, sys.unraisablehook)
    start_logging(tmp_path, "till").close()
    assert (list(root.handlers), root.level, sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_record_with_wrong_arguments_is_still_written(logs: RunningLogs, allow_log: Callable[[str], None]) -> None:
    record = logging.LogRecord("sync", logging.INFO, "", 0, "%d of %d", ("many",), None)
    line = OneLineFormatter().format(record)
    assert "%d of %d" in line
    assert "many" in line
    assert "not formatted" in line


@given(st.text())
def test_any_text_gives_exactly_one_line(text: str) -> None:
    record = logging.LogRecord("sync", logging.INFO, "", 0, "%s", (text,), None)
    assert len(OneLineFormatter().format(record).splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_is_one_sentence_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "till.log").symlink_to("/dev/full")
    running = start_logging(tmp_path, "till", console_level=None)
    for number in range(3):
        logging.getLogger("sync.client").info("record %d", number)
    running.close()
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.count("cannot be written: No space left on device") == 1
