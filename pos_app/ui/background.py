"""The one door for work off the UI thread, and for callbacks of other threads into it."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")
_THREADS = 2
_log = logging.getLogger("kopilka.ui")


class Background(QObject):
    """``run`` works elsewhere and answers on the UI thread; ``post`` may be called from any thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="background")
        self._closed = False
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call ``work`` in another thread, then ``done(result)`` or ``failed(error)`` on the UI thread.

        Without ``failed`` an error is logged with its trace. Nothing is delivered after ``close``.
        """
        if not self._closed:
            self._pool.submit(self._work, work, done, failed)

    def post(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called on the UI thread, in the order of the posts."""
        if not self._closed:
            self._posted.emit(callback)

    def close(self) -> None:
        """Wait for what is running, drop what is waiting, deliver nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = work()
        except Exception as error:
            if failed is None:
                _log.exception("background work failed")
            else:
                self.post(partial(failed, error))
        else:
            self.post(partial(done, result))

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()
