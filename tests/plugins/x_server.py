"""Real X servers for tests that need real key events and real windows.

`x_server` is one Xvfb for the whole session; `x_server_at(width, height)` gives another size. The value is
the DISPLAY to hand to a child process: the tests' own process stays on Qt's offscreen platform.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

START_TIMEOUT_S = 30


@contextmanager
def running_x_server(width: int, height: int, log: Path) -> Iterator[str]:
    """Start Xvfb on a display number that it chooses itself; give DISPLAY; stop it afterwards.

    `-noreset` keeps the server's state when its last window closes. Raises RuntimeError with what Xvfb said.
    """
    program = shutil.which("Xvfb")
    if program is None:
        raise RuntimeError("Xvfb is missing: apt-get install xvfb (./check does it)")
    reading, writing = os.pipe()
    with os.fdopen(reading) as chosen, log.open("w") as output:
        server = subprocess.Popen(
            [
                program,
                *("-noreset", "-nolisten", "tcp"),
                *("-screen", "0", f"{width}x{height}x24"),
                *("-displayfd", str(writing)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[writing],
        )
        os.close(writing)
        try:
            number = chosen.readline().strip()
            if not number:
                server.wait(START_TIMEOUT_S)
                raise RuntimeError(f"Xvfb ended with {server.returncode}: {log.read_text()}")
            yield f":{number}"
        finally:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="session")
def x_server_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int, int], str]]:
    """A function (width, height) → DISPLAY of an X server of that size; one per size and session."""
    logs = tmp_path_factory.mktemp("x_server")
    running: dict[tuple[int, int], str] = {}
    with ExitStack() as stack:

        def at(width: int, height: int) -> str:
            if (width, height) not in running:
                server = running_x_server(width, height, logs / f"{width}x{height}.log")
                running[width, height] = stack.enter_context(server)
            return running[width, height]

        yield at


@pytest.fixture(scope="session")
def x_server(x_server_at: Callable[[int, int], str]) -> str:
    """DISPLAY of an X server as large as the usual till's screen, 1366 × 768."""
    return x_server_at(1366, 768)
