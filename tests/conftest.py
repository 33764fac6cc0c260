"""What every test stands on: no screen, no home of a real till, the same examples each time."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.plugins.quiet_suite",
    "tests.plugins.x_server",
    "tests.plugins.postgres",
    "tests.plugins.flow_counts",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("KOPILKA_HOME", None)
# Hundreds of programs are started: none shall compile every library anew, as this setting would have them do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _room_for_the_session() -> Path:
    """A temporary folder that goes with this pytest, with all that a test or a killed program left in it.

    Only ``tmp_path`` stays where pytest keeps it, to be looked at after a failure. Others may pass through the folder:
    as root PostgreSQL runs as another user.
    """
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    room = Path(tempfile.mkdtemp(prefix="kopilka-tests-"))
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    room.chmod(0o711)
    os.environ["TMPDIR"] = tempfile.tempdir = str(room)
    return room


_room = _room_for_the_session()
if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns when it is missing, and a warning fails the test
    _runtime_directory = _room / "runtime"
    _runtime_directory.mkdir(mode=0o700)  # as Qt demands
    os.environ["XDG_RUNTIME_DIR"] = str(_runtime_directory)

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
