"""Where the customer's window stands: on the screen where the till's window is not, as long as there is one."""

import logging

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pos_app.ui.customer_side.customer_window import CustomerWindow

_log = logging.getLogger("kopilka.ui")


class SecondScreen(QObject):
    """Shows the window whole on the second screen, takes it away with that screen, brings it back with it."""

    def __init__(self, window: CustomerWindow, till: QWidget, app: QGuiApplication) -> None:
        super().__init__(window)
        self._window = window
        self._till = till
        self._shown_on = ""
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screen_went)
        app.primaryScreenChanged.connect(self._screens_changed)
        handle = till.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._screens_changed)
        self._watched: list[QScreen] = []
        self._watch()

    def place(self, gone: QScreen | None = None) -> None:
        """Put the window where it belongs now; ``gone`` is a screen that is just being unplugged."""
        screen = other_screen(QGuiApplication.screens(), self._till.screen(), gone)
        if screen is None:
            if self._window.isVisible():
                self._window.hide()
                _log.info("customer_window=hidden")
            self._shown_on = ""
            return
        self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()
        if self._shown_on != screen.name():
            self._shown_on = screen.name()
            _log.info("customer_window=shown screen=%s", screen.name())
        self._till.activateWindow()

    def _watch(self) -> None:
        """A screen that is there now may change its size or its place."""
        for screen in QGuiApplication.screens():
            if screen not in self._watched:
                screen.geometryChanged.connect(self._screens_changed)
                self._watched.append(screen)

    def _screens_changed(self, *_: object) -> None:
        self._watch()
        self.place()

    def _screen_went(self, screen: QScreen) -> None:
        if screen in self._watched:
            self._watched.remove(screen)
        self.place(gone=screen)


def other_screen(screens: list[QScreen], till: QScreen, gone: QScreen | None) -> QScreen | None:
    """The first screen that shows something else than the till's: mirrored screens are one place."""
    for screen in screens:
        if screen is not till and screen is not gone and screen.geometry() != till.geometry():
            return screen
    return None
