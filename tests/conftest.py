"""What every test stands on: no screen, no home of a real till, the same examples each time."""

import atexit
import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.plugins.quiet_suite", "tests.plugins.x_server", "tests.plugins.postgres"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("KOPILKA_HOME", None)
if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns when it is missing, and a warning fails the test
    _runtime_directory = tempfile.mkdtemp(prefix="kopilka-tests-")  # mode 0700, as Qt demands
    os.environ["XDG_RUNTIME_DIR"] = _runtime_directory
    atexit.register(shutil.rmtree, _runtime_directory, ignore_errors=True)

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "campaign",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci")  # pytest --hypothesis-profile=campaign for a long search
