"""A progress bar on the standard error, for people only: nothing is written where that is no terminal."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

WIDTH = 32
_LEAST_SECONDS = 0.1
_FIRST_GUESS_SECONDS = 1.0


class ProgressBar:
    """Draws at most ten times a second; ``close`` ends its line."""

    def __init__(self, title: str, stream: TextIO | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty()
        self._clock = clock
        self._began = clock()
        self._drawn_at = self._began - _LEAST_SECONDS
        self._has_drawn = False

    def show(self, done: int, of: int) -> None:
        """``done`` of ``of``; the last is always drawn."""
        now = self._clock()
        if not self._is_shown or (done < of and now - self._drawn_at < _LEAST_SECONDS):
            return
        self._drawn_at = now
        self._has_drawn = True
        self._stream.write(f"\r{self._text(done, of, now - self._began)}\x1b[K")
        self._stream.flush()

    def close(self) -> None:
        """What is written next begins on a line of its own."""
        if self._has_drawn:
            self._stream.write("\n")
            self._stream.flush()

    def _text(self, done: int, of: int, seconds: float) -> str:
        full = WIDTH if of == 0 else WIDTH * done // of
        percent = 100 if of == 0 else 100 * done // of
        text = f"{self._title} [{'#' * full}{'.' * (WIDTH - full)}] {percent:3} % {done}/{of}"
        if 0 < done < of and seconds >= _FIRST_GUESS_SECONDS:
            text += f", {round(seconds * (of - done) / done)} s left"
        return text
