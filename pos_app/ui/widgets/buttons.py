"""Buttons: at least 44 pixels high, named for screen readers, and they leave the keyboard to the scan line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from pos_app.ui.theme.sizes import TARGET


def button(
    text: str,
    on_click: Callable[[], None],
    *,
    role: str = "plain",
    name: str = "",
    height: int = TARGET,
    parent: QWidget | None = None,
) -> QPushButton:
    """``role``: plain, primary, success, digit, key or choice. ``name``: what a screen reader says, if not the text.

    Reached by Tab; a click does not take the keyboard away from the scan line.
    """
    made = QPushButton(text, parent)
    made.setProperty("role", role)
    made.setAccessibleName(name or text.replace("\n", " "))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setMinimumSize(TARGET, height)
    made.setAutoDefault(False)

    def clicked(_checked: bool) -> None:
        on_click()

    made.clicked.connect(clicked)
    return made
