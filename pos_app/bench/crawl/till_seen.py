"""The till's process, its window as the observer in it tells it, and its files."""

import csv
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from resources.demo.numbers import COUPON_RULE

_CLOSE_S = 30.0
_THREADS_TOLD_S = 20.0
THREADS_FILE = "threads.txt"
"""In the home: what the threads of a stuck till did."""


class NoAnswerError(RuntimeError):
    """The window's event loop did not answer in time, or the till ended."""


class SeenProgram:
    """A program with an observer in it (``command`` begins with its module); a person may look and close.

    ``errors``: where its standard error goes; ``threads``: where it tells of its threads when it is stuck.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], errors: Path, threads: Path) -> None:
        self.errors = errors
        self.threads = threads
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        with errors.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, name="crawl", daemon=True)
        self._reader.start()

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def look(self, patience_s: float) -> dict[str, Any]:
        """What the window shows; raises NoAnswerError after ``patience_s``."""
        self._order("look")
        try:
            return self._told.get(timeout=patience_s)
        except queue.Empty:
            self._ask_for_threads()
            ended = "" if self.exit_code is None else f"; the till ended with code {self.exit_code}"
            raise NoAnswerError(f"the window did not answer for {patience_s:g} s{ended}") from None

    def look_when_shown(self, patience_s: float, answer_s: float | None = None) -> dict[str, Any]:
        """As ``look``, once there is a window that is not busy; ``answer_s`` is a look's own limit."""
        deadline_s = time.monotonic() + patience_s
        while time.monotonic() < deadline_s:
            seen = self.look(patience_s if answer_s is None else answer_s)
            if seen.get("shown") and not seen.get("busy"):
                return seen
            time.sleep(0.02)
        raise NoAnswerError(f"the window was not ready within {patience_s:g} s")

    def close(self) -> int:
        """Close the window as a person does; the exit code. A till that does not end is killed: −9."""
        if self.exit_code is None:
            self._order("close")
        try:
            code = self._process.wait(_CLOSE_S)
        except subprocess.TimeoutExpired:
            self._ask_for_threads()
            return self.kill()
        self._let_go()
        return code

    def kill(self) -> int:
        """End it at once, however it stands: −9."""
        self._process.kill()
        code = self._process.wait()
        self._let_go()
        return code

    def _let_go(self) -> None:
        self._reader.join(_CLOSE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _ask_for_threads(self) -> None:
        """What each thread does goes into the file, so that it is known why the window was stuck."""
        if self.exit_code is not None:
            return
        before = _size(self.threads)
        self._process.send_signal(signal.SIGUSR1)
        until_s = time.monotonic() + _THREADS_TOLD_S
        while time.monotonic() < until_s and _size(self.threads) == before:
            time.sleep(0.02)

    def _order(self, word: str) -> None:
        if self._process.stdin is None:
            raise NoAnswerError("the till takes no orders")
        try:
            self._process.stdin.write(word + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise NoAnswerError(f"the till ended with code {self._process.wait(_CLOSE_S)}") from error

    def _read(self) -> None:
        if self._process.stdout is None:
            return
        for line in self._process.stdout:
            if line.startswith("{"):
                self._told.put(json.loads(line))


class SeenTill(SeenProgram):
    """Runs ``./till --home HOME demo`` with the observer. ``home`` is empty or a demo's home."""

    def __init__(self, home: Path, environment: Mapping[str, str], arguments: tuple[str, ...]) -> None:
        self.books = home / "demo" / "till" / "till.db"
        self.log = home / "demo" / "till" / "logs" / "till.log"
        self.server_home = home / "demo" / "server"
        self._environment = environment
        command = ("pos_app.bench.crawl.observer", "--home", str(home), *arguments)
        super().__init__(command, environment, home / "stderr.txt", home / THREADS_FILE)

    def issue_coupons(self, count: int) -> tuple[str, ...]:
        """As the office does, while the server runs: new numbers of the demo's coupon."""
        order = ("server", "coupons", "--issue", COUPON_RULE, "--count", str(count), "--series", "crawl")
        done = subprocess.run(
            [sys.executable, "-m", "pos_app", "--home", str(self.server_home), *order],
            env={**self._environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return tuple(row["number"] for row in csv.DictReader(done.stdout.splitlines()))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
