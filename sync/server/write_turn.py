"""Whose turn it is to write: writers of one SQLite file follow each other in the order in which they came.

SQLite itself lets whoever finds the file busy sleep and try again, up to a tenth of a second, while nobody writes and
whoever comes anew overtakes him. Within one process a queue does it: the next begins when the one before has ended.
Other processes (a command beside the server) are waited for by SQLite.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as WaitedTooLongError


class WriteTurn:
    """One file's queue. ``wait_seconds``: how long a writer waits before he gives up."""

    def __init__(self, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._guard = threading.Lock()
        self._taken = False
        self._queue: deque[threading.Lock] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, have it as long as the block runs. Raises :class:`WaitedTooLongError`.

        A block within a block of the same thread would wait for itself, as it would for SQLite.
        """
        self._take()
        try:
            yield
        finally:
            self._pass_on()

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._queue.append(called)
        if called.acquire(timeout=self._wait_seconds):
            return
        with self._guard:
            if called in self._queue:
                self._queue.remove(called)
                raise WaitedTooLongError(f"other writers took more than {self._wait_seconds:g} s")
        # called at the last moment

    def _pass_on(self) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False
