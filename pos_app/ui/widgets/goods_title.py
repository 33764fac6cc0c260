"""A goods' name on a small key: smaller letters before a word is cut, and an ellipsis where it must be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_app.ui.goods_words import goods_words
from pos_app.ui.theme.theme import set_look


class GoodsTitle(QLabel):
    """Takes the room that it gets; ``whole`` is the name, ``text()`` the lines that are shown of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # What is shown depends on the room; the room must not depend on what is shown.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setProperty("letters", "normal")
        self.setProperty("tone", "text")
        self.whole = ""

    def show_title(self, title: str) -> None:
        """Show it, as much of it as there is room for."""
        if title != self.whole:
            self.whole = title
            self.setAccessibleName(title)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width, height = self.contentsRect().width(), self.contentsRect().height()
        shown = self.whole
        if shown:
            for letters in ("normal", "small"):
                set_look(self, "letters", letters)
                self.ensurePolished()
                metrics = self.fontMetrics()
                lines = lines_of(self.whole, metrics, width)
                if lines_fit(lines, metrics, width, height):
                    break
            shown = "\n".join(cut_lines(lines, metrics, width, height))
        if shown != self.text():
            self.setText(shown)


def lines_of(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Its words in lines of at most ``width`` pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in goods_words(text):
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def lines_fit(lines: list[str], metrics: QFontMetrics, width: int, height: int) -> bool:
    """Whether all of them are seen whole."""
    return len(lines) <= _room(metrics, height) and all(metrics.horizontalAdvance(line) <= width for line in lines)


def cut_lines(lines: list[str], metrics: QFontMetrics, width: int, height: int) -> list[str]:
    """What there is room for, with an ellipsis wherever something is missing."""
    room = _room(metrics, height)
    shown = lines if len(lines) <= room else [*lines[: room - 1], " ".join(lines[room - 1 :])]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in shown]


def _room(metrics: QFontMetrics, height: int) -> int:
    return max(1, (height - metrics.height()) // metrics.lineSpacing() + 1)
