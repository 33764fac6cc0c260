import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.x_server import running_x_server

SCREEN_SIZE = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
print(app.platformName(), app.primaryScreen().size().toTuple())
"""


def _screen(display: str) -> str:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    answer = subprocess.run(
        [sys.executable, "-c", SCREEN_SIZE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return answer.stdout.strip() or answer.stderr


def test_qt_opens_a_screen_of_the_size_asked_for(x_server: str, x_server_at: Callable[[int, int], str]) -> None:
    assert _screen(x_server) == "xcb (1366, 768)"
    assert _screen(x_server_at(1024, 768)) == "xcb (1024, 768)"
    assert x_server_at(1366, 768) == x_server


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Xvfb ended with"), running_x_server(0, 0, tmp_path / "log"):
        pass
