"""A till that was left for a moment: locked by a key or by itself, and what its own cashier comes back to."""

import logging
from dataclasses import dataclass

from PySide6.QtGui import QCursor

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")
_COMES_BACK = frozenset(
    {"sale", "payment", "receipt", "sale_return", "shift", "why", "queue", "devices", "free_return"}
)


@dataclass(frozen=True, slots=True)
class Locked:
    """Who is at work here, and the screen he comes back to ("": where a sign-on leads)."""

    operator: Operator
    screen: str


class IdleWatch:
    """Counts the seconds in which nobody pressed, touched or scanned anything."""

    def __init__(self, ui: UiContext) -> None:
        self._ui = ui
        self._since_ms = ui.clock.monotonic_ms()
        self._cursor = QCursor.pos()

    def active(self) -> None:
        """Somebody is here."""
        self._since_ms = self._ui.clock.monotonic_ms()

    def is_over(self) -> bool:
        """Whether the till is to be locked now; a mouse or a finger that moved counts as somebody."""
        cursor = QCursor.pos()
        if cursor != self._cursor:
            self._cursor = cursor
            self.active()
        limit_ms = self._ui.settings.idle_lock_seconds * 1_000
        return limit_ms > 0 and self._ui.clock.monotonic_ms() - self._since_ms >= limit_ms


def lock(ui: UiContext, screen: str, how: str) -> Locked | None:
    """Lock the till: ``how`` is ``key`` or ``idle``. None if nobody is at work."""
    operator = ui.session.operator
    if operator is None:
        return None
    ui.services.journal.note(DeedKind.LOCKED, operator, how=how)
    _log.info("locked=%s by=%s", how, operator.operator_id)
    return Locked(operator, screen if screen in _COMES_BACK else "")
