"""Letters to touch, for a search without a keyboard: Cyrillic, Latin, digits, one page at a time, one's own first."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from pos_app.ui.theme.sizes import GAP, TARGET
from pos_app.ui.widgets.buttons import button

_COLUMNS = 6
# The search takes ё for е, so that the alphabet and the four keys fill six rows of six.
_CYRILLIC, _LATIN, _DIGITS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "abcdefghijklmnopqrstuvwxyz-&'+.,",
    "1234567890,.%-",
)
_LETTERS = len(_CYRILLIC)
_TURNS_TO = {_CYRILLIC: "абв", _LATIN: "abc", _DIGITS: "123"}


class LetterPad(QWidget):
    """``pressed`` carries the name of a :class:`~pos_app.ui.key_press.KeyPress`; ``language``'s letters are first."""

    pressed = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = (_CYRILLIC, _LATIN, _DIGITS) if language == "ru" else (_LATIN, _CYRILLIC, _DIGITS)
        self._page = 0
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        self._letters: list[QPushButton] = []
        for place in range(_LETTERS):
            made = button("", partial(self._press, place), role="digit", name="?")
            self._letters.append(made)
            grid.addWidget(made, place // _COLUMNS, place % _COLUMNS)
        more: tuple[tuple[str, Callable[[], None], str, str], ...] = (
            ("abc", self._turn, self.tr("Other letters and digits"), "key"),
            ("_", partial(self._type, " "), self.tr("Space"), "digit"),
            ("←", partial(self._type, "Backspace"), self.tr("Erase"), "digit"),
            ("OK", partial(self._type, "Enter"), self.tr("Enter"), "enter"),
        )
        for place, (text, action, name, role) in enumerate(more, _LETTERS):
            made = button(text, action, role=role, name=name)
            made.setToolTip(name)
            grid.addWidget(made, place // _COLUMNS, place % _COLUMNS)
            if text == "abc":
                self._turning = made
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for row in range(-(-(_LETTERS + len(more)) // _COLUMNS)):
            grid.setRowMinimumHeight(row, TARGET)
        self._show()

    def _turn(self) -> None:
        self._page = (self._page + 1) % len(self._pages)
        self._show()

    def _show(self) -> None:
        letters = self._pages[self._page]
        for place, made in enumerate(self._letters):
            shown = letters[place] if place < len(letters) else ""
            made.setText(shown.replace("&", "&&"))  # one alone would underline what comes next
            made.setAccessibleName(shown or "–")
            made.setEnabled(bool(shown))
        self._turning.setText(_TURNS_TO[self._pages[(self._page + 1) % len(self._pages)]])

    def _press(self, place: int) -> None:
        self._type(self._pages[self._page][place])

    def _type(self, name: str) -> None:
        self.pressed.emit(name)
