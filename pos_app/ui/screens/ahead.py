"""While nobody presses a key: what the last key of a sale would have to wait for is made ready."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from pos_app.ui.ui_context import UiContext

QUIET_MS: Final = 60
"""Longer than between two keys of a scanner, shorter than between two of a person."""


class Ahead(QTimer):
    """Started whenever a screen showed the sale anew; the sale is made ready once it has been quiet for a moment."""

    def __init__(self, ui: UiContext, screen: QWidget) -> None:
        super().__init__(screen, singleShot=True, interval=QUIET_MS)
        self._ui = ui
        self._screen = screen
        self.timeout.connect(self._prepare)

    def _prepare(self) -> None:
        if self._screen.isVisible():
            self._ui.services.sale.prepare()
