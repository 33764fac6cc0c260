"""Reports are kept up while the till stands idle, so that a manager who opens them after weeks does not wait."""

import logging
import threading

from PySide6.QtGui import QCursor

from pos_app.services.errors import ServiceError
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")
IDLE_MS = 10_000
"""Nobody has touched the till for so long."""
_AGAIN_MS = 60_000
_AFTER_TROUBLE_MS = 600_000
_QUIET_SCREENS = frozenset({"sale", "sign_on", "shift", "shift_open"})


class ReportKeeper:
    """Works in another thread; whoever touches the till stops it within some ten milliseconds."""

    def __init__(self, ui: UiContext) -> None:
        self._ui = ui
        self._touched_ms = ui.clock.monotonic_ms()
        self._cursor = QCursor.pos()
        self._next_ms = 0
        self._stop = threading.Event()
        self.is_at_work = False

    def active(self) -> None:
        """Somebody is here."""
        self._stop.set()
        self._touched_ms = self._ui.clock.monotonic_ms()

    def tick(self, screen: str, *, is_busy: bool) -> None:
        """Begin, if the till is idle: no sale is open, nothing is under way, nobody is here."""
        now_ms = self._ui.clock.monotonic_ms()
        cursor = QCursor.pos()
        if cursor != self._cursor:
            self._cursor = cursor
            self.active()
        if is_busy or self.is_at_work or screen not in _QUIET_SCREENS or self._ui.services.sale.is_open:
            return
        if now_ms - self._touched_ms < IDLE_MS or now_ms < self._next_ms:
            return
        self.is_at_work = True
        self._stop.clear()
        self._ui.background.run(
            lambda: self._ui.services.review.keep_up(lambda: not self._stop.is_set()), self._done, self._failed
        )

    def close(self) -> None:
        """The till ends."""
        self._stop.set()

    def _done(self, count: int) -> None:
        self.is_at_work = False
        if not self._stop.is_set():
            self._next_ms = self._ui.clock.monotonic_ms() + _AGAIN_MS
        if count:
            _log.info("reports=kept_up records=%d", count)

    def _failed(self, error: Exception) -> None:
        self.is_at_work = False
        self._next_ms = self._ui.clock.monotonic_ms() + _AFTER_TROUBLE_MS
        known = isinstance(error, ServiceError)
        _log.log(logging.WARNING if known else logging.ERROR, "reports=not_kept_up", exc_info=None if known else error)
