"""Digits to touch. What it emits goes the same way as keys of the keyboard."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.ui.theme.sizes import GAP, TARGET
from pos_app.ui.widgets.buttons import button


class NumberPad(QWidget):
    """``pressed`` carries the name of a :class:`~pos_app.ui.key_press.KeyPress`."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, height: int = TARGET, star: bool = True) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        names = {
            "Backspace": self.tr("Erase"),
            "Enter": self.tr("Enter"),
            "Esc": self.tr("Back"),
            "*": self.tr("Asterisk"),
            ",": self.tr("Comma"),
        }
        rows = (
            ("7", "8", "9", "Backspace"),
            ("4", "5", "6", "Esc"),
            ("1", "2", "3", "Enter"),
            ("*" if star else "00", "0", ",", ""),
        )
        for row, keys in enumerate(rows):
            for column, key in enumerate(keys):
                if not key:
                    continue
                text = {"Backspace": "←", "Esc": "Esc", "Enter": "Enter"}.get(key, key)
                role = "primary" if key == "Enter" else "digit"
                made = button(text, partial(self._press, key), role=role, name=names.get(key, key), height=height)
                made.setToolTip(names.get(key, ""))
                grid.addWidget(made, row, column, 2 if key == "Enter" else 1, 1)
                if key == "Enter":
                    made.setMinimumHeight(2 * height + GAP)
        for column in range(4):
            grid.setColumnStretch(column, 1)

    def _press(self, key: str) -> None:
        for character in (key,) if len(key) != 2 or not key.isdigit() else key:
            self.pressed.emit(character)
