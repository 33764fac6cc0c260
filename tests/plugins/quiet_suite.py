"""The suite is quiet: what nobody expected fails the test in which it happened.

* A log record of WARNING or worse, from any thread. A test that provokes one says so: the marker
  `@pytest.mark.allow_log("pattern")` or the fixture of the same name; the pattern is searched in
  "logger: LEVEL: message".
* A Python warning (`filterwarnings = error` in pyproject.toml).
* A Qt message of warning or worse: during set-up and the test by pytest-qt (`qt_log_level_fail`, its own
  marker `qt_log_ignore`), during the clearing-up after it by this file.
* A thread that still runs when the test has been cleared up. Fixtures that live longer than one test use
  processes or daemon threads.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Generator

import pytest
from PySide6 import QtCore

LEFT_OVER_GRACE_MS = 20_000

_BAD_QT = {
    QtCore.QtMsgType.QtWarningMsg,
    QtCore.QtMsgType.QtCriticalMsg,
    QtCore.QtMsgType.QtFatalMsg,
}


class _Watch(logging.Handler):
    """Keeps every record of WARNING or worse that the running test has not allowed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.allowed: list[re.Pattern[str]] = []
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.name}: {record.levelname}: {record.getMessage()}"
        if not any(pattern.search(line) for pattern in self.allowed):
            self.unexpected.append(line)

    def take(self) -> list[str]:
        taken, self.unexpected = self.unexpected, []
        return taken


_watch = _Watch()
_late_qt_messages: list[str] = []
_threads_before = pytest.StashKey[set[threading.Thread]]()


def _keep_qt_message(kind: QtCore.QtMsgType, _context: QtCore.QMessageLogContext, message: str) -> None:
    if kind in _BAD_QT:
        _late_qt_messages.append(f"Qt {kind.name}: {message}")


def pytest_sessionstart() -> None:
    logging.getLogger().addHandler(_watch)
    QtCore.qInstallMessageHandler(_keep_qt_message)


def pytest_sessionfinish() -> None:
    logging.getLogger().removeHandler(_watch)
    QtCore.qInstallMessageHandler(None)


def _fail_on_noise(phase: str) -> None:
    noise = _watch.take()
    if phase == "clearing up":
        noise += _late_qt_messages
    _late_qt_messages.clear()
    if noise:
        lines = "\n  ".join(noise)
        explanation = f"unexpected while {phase} (allow_log would allow a log record):"
        pytest.fail(f"{explanation}\n  {lines}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    item.stash[_threads_before] = set(threading.enumerate())
    _watch.take()
    _late_qt_messages.clear()
    _watch.allowed = [re.compile(pattern) for mark in item.iter_markers("allow_log") for pattern in mark.args]
    yield
    _fail_on_noise("setting up")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    yield
    _fail_on_noise("testing")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    yield
    left_over = _left_over_threads(item.stash[_threads_before])
    _fail_on_noise("clearing up")
    if left_over:
        pytest.fail(f"left running: {', '.join(sorted(thread.name for thread in left_over))}", pytrace=False)


def _left_over_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    deadline = time.monotonic() + LEFT_OVER_GRACE_MS / 1000
    candidates = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in candidates:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread for thread in candidates if thread.is_alive()]


@pytest.fixture
def allow_log() -> Callable[[str], None]:
    """A function that allows, from here to the end of the test, log records in which the pattern is found."""

    def allow(pattern: str) -> None:
        _watch.allowed.append(re.compile(pattern))

    return allow
