"""The guard bites: each kind of noise fails a test that would pass without it."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

NOISE = {
    "log": "import logging; logging.getLogger('sync.client').warning('queue is stuck')",
    "log_in_thread": """
    import logging, threading
    worker = threading.Thread(target=lambda: logging.getLogger('worker').error('lost it'))
    worker.start(); worker.join()""",
    "warning": "import warnings; warnings.warn('old habit', UserWarning)",
    "exception_in_thread": """
    import threading
    worker = threading.Thread(target=lambda: 1 // 0)
    worker.start(); worker.join()""",
    "qt": "from PySide6 import QtCore; QtCore.qWarning('no such slot')",
    "qt_critical": "from PySide6 import QtCore; QtCore.qCritical('no platform')",
    "unraisable": """
    class Bad:
        def __del__(self):
            raise ValueError('in the bin')
    Bad()""",
}

PROJECT = Path(__file__).parents[2]
OPTIONS = ["-p", "no:cacheprovider", "-W", "error", "-q"]


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest('pytest_plugins = ["tests.plugins.quiet_suite"]')
    pytester.makeini(f"""
[pytest]
pythonpath = {PROJECT}
qt_api = pyside6
qt_log_level_fail = WARNING
addopts = --import-mode=importlib --strict-markers
markers =
    allow_log(pattern): expected
""")
    return pytester


@pytest.mark.parametrize("kind", NOISE)
def test_noise_in_a_test_fails_it(suite: pytest.Pytester, kind: str) -> None:
    suite.makepyfile(f"def test_noisy():\n    {NOISE[kind].strip()}\n")
    suite.runpytest_subprocess(*OPTIONS).assert_outcomes(failed=1)


@pytest.mark.parametrize("kind", ["log", "warning", "qt"])
def test_noise_while_clearing_up_is_an_error(suite: pytest.Pytester, kind: str) -> None:
    suite.makepyfile(f"""
import pytest

@pytest.fixture
def device():
    yield
    {NOISE[kind].strip()}

def test_with_a_noisy_device(device):
    pass
""")
    suite.runpytest_subprocess(*OPTIONS).assert_outcomes(passed=1, errors=1)


def test_a_thread_left_running_is_an_error(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
import atexit, threading
from tests.plugins import quiet_suite

quiet_suite.LEFT_OVER_GRACE_MS = 100
done = threading.Event()

def test_leaves_a_thread():
    threading.Thread(target=lambda: done.wait(60), name='scale reader').start()

def test_the_next_one_is_not_blamed():
    done.set()
""")
    result = suite.runpytest_subprocess(*OPTIONS)
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*left running: scale reader*"])


def test_what_is_expected_and_what_is_quiet_passes(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
import logging, threading
import pytest

log = logging.getLogger('sync.client')

@pytest.mark.allow_log('sync.client: WARNING: no answer')
def test_marked():
    log.warning('no answer from %s', 'server')

def test_allowed_by_fixture(allow_log):
    allow_log('no answer')
    log.error('no answer')

def test_informed():
    log.info('asked')

def test_daemon_and_joined_threads():
    threading.Thread(target=threading.Event().wait, args=(60,), daemon=True).start()
    short = threading.Thread(target=lambda: None)
    short.start()
""")
    suite.runpytest_subprocess(*OPTIONS).assert_outcomes(passed=4)


def test_an_allowance_ends_with_its_test_and_covers_only_its_pattern(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
import logging
import pytest

log = logging.getLogger('sync.client')

@pytest.mark.allow_log('no answer')
def test_other_text():
    log.warning('no disk')

@pytest.mark.allow_log('no answer')
def test_as_allowed():
    log.warning('no answer')

def test_after_it():
    log.warning('no answer')
""")
    suite.runpytest_subprocess(*OPTIONS).assert_outcomes(passed=1, failed=2)
