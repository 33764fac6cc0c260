"""The one line that is always ready: scans are announced here, and what a person types is typed here."""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.ui.theme.sizes import ENTRY_HEIGHT
from pos_app.ui.theme.theme import Theme, set_look

_MARGINS = 44  # border, padding and the cursor on both sides
_EDGE, _GAP = 16, 24  # of what is asked, beside what is typed
_ENTER_ALONE = re.compile(r"[;.?]\s*Enter\s*[–-].*$", re.DOTALL)
"""What Enter does in an empty line: with something typed it would not be true."""


class ScanLine(QLineEdit):
    """An error stands in the empty line, red, until something else happens; it never hides or eats the next input.

    What is asked stays in sight beside what is typed, small, as far as there is room.
    """

    typed = Signal(str)
    """The text after a person's edit."""

    def __init__(self, theme: Theme, prompt: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._prompt = ""
        self._error = ""
        self._token = "muted"
        self.setFixedHeight(ENTRY_HEIGHT)
        self.setMaxLength(64)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._on_edit)
        self.ask(prompt)

    @property
    def error(self) -> str:
        """The sentence that stands in the line, empty if all is well."""
        return self._error

    @property
    def prompt(self) -> str:
        """What the line waits for."""
        return self._prompt

    @property
    def is_secret(self) -> bool:
        """Whether dots are shown for what is typed: it is to be kept nowhere."""
        return self.echoMode() != QLineEdit.EchoMode.Normal

    def ask(self, prompt: str, *, secret: bool = False) -> None:
        """Empty the line and say what it waits for; ``secret`` shows dots for what is typed."""
        self._prompt = prompt
        self.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self.clear()
        self.calm()

    def calm(self) -> None:
        """Take the error away."""
        self._error = ""
        self._show("normal", self._prompt, "muted")

    def show_error(self, sentence: str) -> None:
        """Empty the line and let the error stand in it."""
        self.clear()
        self._error = sentence
        self._show("error", sentence, "on_error")

    def show_waiting(self, text: str) -> None:
        """Say in the empty line that it must wait for something."""
        self.clear()
        self._show("normal", text, "muted")

    def type_text(self, text: str) -> None:
        """Insert as if typed (number pad)."""
        self.insert(text)
        self._on_edit(self.text())

    def rub_out(self) -> None:
        """Backspace, as if typed."""
        self.backspace()
        self._on_edit(self.text())

    def replace_text(self, text: str) -> None:
        """Put another text in, as if typed."""
        self.setText(text)
        self._on_edit(text)

    @property
    def asked(self) -> str:
        """What stands beside the typed text; "" where nothing is typed."""
        return _ENTER_ALONE.sub("", self._prompt) if self.text() else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        asked = self.asked
        if not asked or self.hasSelectedText():
            return
        font = self._theme.font("small")
        typed = self.fontMetrics().horizontalAdvance(self.displayText())
        room = self.rect().adjusted(_MARGINS // 2 + typed + _GAP, 0, -_EDGE, 0)
        if QFontMetrics(font).horizontalAdvance(asked) > room.width():
            return
        with QPainter(self) as painter:
            painter.setFont(font)
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_letters()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._show_placeholder()

    def _show_placeholder(self) -> None:
        """In its colour: the style sheet gives the words one of its own each time it is applied."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.colour(self._token))
        self.setPalette(palette)

    def _show(self, state: str, placeholder: str, token: str) -> None:
        set_look(self, "state", state)
        self._token = token
        self.setPlaceholderText(placeholder)
        self._choose_letters()
        self.setToolTip(placeholder if state == "error" else "")
        self.setAccessibleName(self._prompt or placeholder)
        self.setAccessibleDescription(self._error)

    def _choose_letters(self) -> None:
        """Small ones where what is asked has no room in large ones."""
        width = QFontMetrics(self._theme.font("large")).horizontalAdvance(self.placeholderText())
        set_look(self, "letters", "small" if width > self.width() - _MARGINS else "large")
        self._show_placeholder()

    def _on_edit(self, text: str) -> None:
        if self._error and text:
            self.calm()
        self.typed.emit(text)
