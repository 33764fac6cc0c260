"""The real server and the real till as processes of their own, and their logs as the sign of what they did."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE_S = 100.0


class TextFile:
    """A growing file: waits for lines that match, each wait going on where the last one found something."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_to = 0

    def skip_to_end(self) -> None:
        """What stands there now is not waited for."""
        self._read_to = len(self._text())

    def wait_for(self, pattern: str, patience_s: float = PATIENCE_S) -> re.Match[str]:
        """The next match of ``pattern`` after the last one found."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            match = re.compile(pattern, re.MULTILINE).search(self._text(), self._read_to)
            if match:
                self._read_to = match.end()
                return match
            time.sleep(0.01)
        tail = self._text()[-3000:]
        raise TimeoutError(
            f"{self._path.name}: nothing matched {pattern!r} within {patience_s} s; it ends with\n{tail}"
        )

    def whole(self) -> str:
        return self._text()

    def _text(self) -> str:
        return self._path.read_text(encoding="utf-8", errors="replace") if self._path.exists() else ""


class Program:
    """A process of ``python -m pos_app`` with its output in a file."""

    def __init__(self, arguments: list[str], output: Path, environment: dict[str, str] | None = None) -> None:
        output.parent.mkdir(parents=True, exist_ok=True)
        self.output = TextFile(output)
        with output.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pos_app", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            )

    def kill(self) -> None:
        """SIGKILL: what a power cut of the machine does to a process."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    def stop(self) -> int:
        """SIGTERM and the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
