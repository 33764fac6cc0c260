"""Sending and receiving."""

from collections.abc import Callable
from typing import Protocol

from sync.protocol.status import SyncStatus


class SyncWorker(Protocol):
    """Sends and receives in its own thread."""

    def start(self, on_change: Callable[[SyncStatus], None], on_data: Callable[[frozenset[str]], None]) -> None:
        """``on_data`` names what changed (``goods``, ``customers``, ``accounts``, ``staff``, ``programme``). Both are

        called from the worker's thread.
        """
        ...

    def status(self) -> SyncStatus:
        """The last state, at once."""
        ...

    def nudge(self) -> None:
        """There is something new to send: do not wait for the interval."""
        ...

    def stop(self) -> None:
        """Ends the thread; returns within a second."""
        ...
