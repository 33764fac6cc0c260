"""A question in the middle of an otherwise empty screen: title, line, digits to touch, one main button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.ui.theme.theme import Theme
from pos_app.ui.widgets.buttons import button
from pos_app.ui.widgets.labels import centre, label, panel, show_text
from pos_app.ui.widgets.number_pad import NumberPad, PadKind
from pos_app.ui.widgets.scan_line import ScanLine

_WIDTH = 500


class PromptPanel(QWidget):
    """``on_pad`` gets the names of the pad's keys, ``on_done`` the press of the main button."""

    def __init__(
        self,
        theme: Theme,
        pad_kind: PadKind,
        title: str,
        done: str,
        on_pad: Callable[[str], None],
        on_done: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        frame = panel()
        frame.setFixedWidth(_WIDTH)
        centre(self, frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.over = label("", tone="muted", align=middle)
        self.title = label(title, size="title", align=middle)
        self.line = ScanLine(theme)
        self.under = label("", size="small", tone="muted", wrap=True, align=middle)
        pad = NumberPad(pad_kind, height=56)
        pad.pressed.connect(on_pad)
        self.done = button(done, on_done, role="primary", height=60)
        for part in (self.over, self.title, self.line, self.under, pad, self.done):
            column.addWidget(part)
        show_text(self.over, "")

    def show_texts(self, over: str, under: str) -> None:
        """A line above the title and an explanation below the line."""
        show_text(self.over, over)
        show_text(self.under, under)
