"""Hands that press the till's keys: through XTEST from a process of their own, or as native key events in the window.

``press`` returns at once; ``last_key_ns``, asked when all keys must have been pressed, is the monotonic time just
before the last of them was.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol, Self

SCANNER_INTERVAL_MS = 2
PERSON_INTERVAL_MS = 60
"""Quick for a person, and slower than any scanner."""
_AFTER_MS = 3


class Hands(Protocol):
    """Something that presses keys."""

    def press(self, keys: Sequence[str], interval_ms: int = PERSON_INTERVAL_MS) -> None:
        """Begin to press keys of ``key_positions``."""
        ...

    def last_key_ns(self) -> int:
        """When the last key of the last ``press`` was pressed."""
        ...


class XtestHands:
    """A typist process on the X server that DISPLAY names. Use it as a context manager."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pos_app.bench.till.typist"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self._read()

    def press(self, keys: Sequence[str], interval_ms: int = PERSON_INTERVAL_MS) -> None:
        # A moment later: the thread that asks has to be back in its event loop by then.
        self._ask({"keys": list(keys), "interval_ms": interval_ms, "after_ms": _AFTER_MS})

    def last_key_ns(self) -> int:
        return self._read()

    def focus(self, window_id: int) -> None:
        """Give the keyboard to a window."""
        self._ask({"focus": window_id})
        self._read()

    def await_window(self, seconds: float) -> int:
        """Wait for a window on the screen and give it the keyboard; the monotonic time when it was there."""
        self._ask({"await_window": seconds})
        return self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _ask(self, order: dict[str, Any]) -> None:
        if self._process.stdin is None:
            raise RuntimeError("the typist was started without a pipe")
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _read(self) -> int:
        if self._process.stdout is None:
            raise RuntimeError("the typist was started without a pipe")
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the typist ended with {self._process.wait()}: its words stand above")
        answer: dict[str, Any] = json.loads(line)
        return int(answer.get("ns", time.monotonic_ns()))
