"""The real server as a process, and what a till says to it over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from sync.server.central import open_home
from tests.sync.server.shop import fill

ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "pos_app")


@dataclass
class RunningServer:
    """A process that listens; ``url`` is where."""

    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.wait(60)

    def wait_dead(self) -> int:
        """Wait until it ended by itself."""
        return self.process.wait(60)


def fill_home(home: Path) -> date:
    """A server's home with the small shop, as of the business day that is returned."""
    central = open_home(home)
    today = central.today()
    fill(central, today)
    central.close()
    return today


@contextmanager
def running(
    home: Path,
    port: int = 0,
    program: tuple[str, ...] = COMMAND,
    options: tuple[str, ...] = (),
    within: Sequence[str] = (),
) -> Iterator[RunningServer]:
    """Start ``./till server`` (or a test's own program with the same arguments) and end it whatever happens.

    ``within``: the beginning of a command that runs it, such as one with a disk of its own.
    """
    arguments = [*within, sys.executable, *program, "--home", str(home), "server", "--port", str(port), *options]
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        if process.stdout is None:
            raise RuntimeError("no pipe")
        yield RunningServer(process, _ready(process.stdout))
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()


def _ready(output: IO[str]) -> str:
    line = output.readline()
    word, _, url = line.strip().partition(" ")
    if word != "ready":
        raise RuntimeError(f"expected «ready URL», got {line!r}")
    return url
