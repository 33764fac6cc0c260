"""Tells the keeper what is under way, after every change at the screen and never before the window has drawn itself."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.errors import ServiceError
from pos_app.services.under_way import UnderWay
from pos_app.ui.screens.screen import Screen
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")


class UnderWayWatch(QObject):
    """``shown``: the screen in front, None while something slow is under way that keys must wait for.

    Every text that changes, every key of the bar that changes and every screen that comes calls ``soon``: a dialog has
    nothing to do for it but to say what it knows (``Dialog.noted``).
    """

    def __init__(self, ui: UiContext, shown: Callable[[], Screen | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._shown = shown
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.now)

    def follow(self, screen: Screen) -> None:
        """From now on its changes are seen."""
        screen.keys_changed.connect(self.soon)
        if screen.entry is not None:
            screen.entry.textChanged.connect(self.soon)

    def soon(self) -> None:
        """Once the present key is worked off."""
        if not self._timer.isActive():
            self._timer.start()

    def now(self) -> None:
        """Tell what is under way."""
        screen, session = self._shown(), self._ui.session
        if screen is None or not session.is_earlier_asked or session.earlier is not None:
            return  # what an earlier run left stays on the disk until somebody was told of it
        if session.operator is None:
            if not session.is_locked:
                self._ui.services.under_way.keep(None)
            return
        steps = screen.under_way()
        if not steps:
            self._ui.services.under_way.keep(None)
            return
        keeper, operator = self._ui.services.under_way, session.operator
        try:
            stamp = keeper.stamp(self._ui.services.sale.state.basket)
        except (ServiceError, StoreError, CommitUnknownError) as error:
            _log.warning("under_way=not_compared cause=%s", type(error).__name__)
            stamp = ""  # it is kept all the same, and told; not offered
        keeper.keep(UnderWay(operator.operator_id, operator.name, steps, stamp))

    def at_lock(self) -> None:
        """The till is being locked: what is open now is offered to whoever comes back."""
        session = self._ui.session
        if session.operator is None:
            return
        self.now()
        newest = self._ui.services.under_way.newest
        session.is_locked = True
        if session.is_earlier_asked and session.earlier is None:
            session.earlier = newest
