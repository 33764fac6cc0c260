"""The screen on which the till is measured."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from pos_app.bench.benches import BenchError

_SIZE = (1366, 768)
_PATIENCE_S = 10


@dataclass(frozen=True, slots=True)
class ChosenScreen:
    """``environment`` is for the processes that show or type something. ``has_xtest``: real keys can be pressed."""

    environment: dict[str, str]
    has_xtest: bool
    words: str


@contextmanager
def chosen_screen(on_screen: bool) -> Iterator[ChosenScreen]:
    """A screen of its own (Xvfb) if that is installed, else none (offscreen); ``on_screen``: that of this session.

    On a person's screen no keys are faked: they might end up in another window. Raises :class:`BenchError`.
    """
    if on_screen:
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            raise BenchError(
                "there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set; leave --on-screen out"
            )
        yield ChosenScreen(dict(os.environ), False, "the screen of this session, keys put into the window's queue")
        return
    program = shutil.which("Xvfb")
    if program is None or find_spec("Xlib") is None:
        missing = "Xvfb" if program is None else "python-xlib"
        words = f"no screen ({missing} is not installed): Qt's offscreen platform, keys put into the window's queue"
        yield ChosenScreen({**os.environ, "QT_QPA_PLATFORM": "offscreen"}, False, words)
        return
    with _xvfb(program) as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        words = "an X server (Xvfb, {}×{}), real keys through XTEST".format(*_SIZE)
        yield ChosenScreen(environment, True, words)


@contextmanager
def _xvfb(program: str) -> Iterator[str]:
    reading, writing = os.pipe()
    width, height = _SIZE
    with os.fdopen(reading) as chosen:
        server = subprocess.Popen(
            [
                program,
                "-noreset",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                f"{width}x{height}x24",
                "-displayfd",
                f"{writing}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[writing],
        )
        os.close(writing)
        try:
            number = chosen.readline().strip()
            if not number:
                raise BenchError(f"Xvfb ended at once with code {server.wait(_PATIENCE_S)}")
            yield f":{number}"
        finally:
            server.terminate()
            try:
                server.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
