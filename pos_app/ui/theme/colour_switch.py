"""Other colours while the till runs, by a key: light, dark, high contrast; the choice stays."""

import logging

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_app.ui.theme.theme import change_colours, next_palette
from pos_app.ui.ui_context import UiContext

_log = logging.getLogger("kopilka.ui")
_KEPT_AFTER_MS = 1_500


class ColourSwitch(QObject):
    """Who steps through all of them writes the settings once."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    def change(self) -> None:
        """Show the next colours at once."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            change_colours(app, self._ui.theme, next_palette(self._ui.theme))
            _log.info("theme=%s", self._ui.theme.palette.name)
            self._keeping.start()

    def keep(self) -> None:
        """Write the choice into the settings, off the UI thread. Where that fails it holds for today."""
        name, setup = self._ui.theme.palette.name, self._ui.services.device_setup

        def failed(error: Exception) -> None:
            _log.warning("theme=not_kept: %s", error)

        self._ui.background.run(lambda: setup.save({"theme": name}), lambda _: None, failed)
