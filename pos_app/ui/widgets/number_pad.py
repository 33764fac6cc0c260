"""Digits to touch. What it emits goes the same way as keys of the keyboard."""

from enum import Enum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.ui.theme.sizes import GAP, TARGET
from pos_app.ui.widgets.buttons import button


class PadKind(Enum):
    """Which keys stand beside the digits: rows from the top; an empty name is a gap."""

    FULL = (("7", "8", "9", "Backspace"), ("4", "5", "6", "Esc"), ("1", "2", "3", "Enter"), ("*", "0", ",", ""))
    SUM = (("7", "8", "9", "Backspace"), ("4", "5", "6", "Esc"), ("1", "2", "3", "Enter"), ("00", "0", ",", ""))
    PIN = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("", "0", "Backspace"))
    FLOAT = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("00", "0", "Backspace"))


class NumberPad(QWidget):
    """``pressed`` carries the name of a :class:`~pos_app.ui.key_press.KeyPress`; the decimal sign is the language's."""

    pressed = Signal(str)

    def __init__(self, kind: PadKind, parent: QWidget | None = None, *, height: int = TARGET) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        self._decimal = self.tr(".")
        names = {
            "Backspace": self.tr("Erase"),
            "Enter": self.tr("Enter"),
            "Esc": self.tr("Back"),
            "*": self.tr("Asterisk"),
            ",": self.tr("Point"),
        }
        for row, keys in enumerate(kind.value):
            for column, key in enumerate(keys):
                grid.setColumnStretch(column, 1)
                if not key:
                    continue
                tall = key == "Enter"
                made = button(
                    {"Backspace": "←", ",": self._decimal}.get(key, key),
                    partial(self._press, key),
                    role="enter" if tall else "digit",
                    name=names.get(key, key),
                    height=2 * height + GAP if tall else height,
                )
                made.setToolTip(names.get(key, ""))
                grid.addWidget(made, row, column, 2 if tall else 1, 1)

    def _press(self, key: str) -> None:
        for name in key if key.isdigit() else (self._decimal if key == "," else key,):
            self.pressed.emit(name)
