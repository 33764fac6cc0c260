"""A sum in large figures that gets smaller before it is cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_app.ui.theme.fonts import font

_LEAST = 20


class TotalLabel(QLabel):
    """Right-aligned; ``pixels`` is the largest height of the figures."""

    def __init__(self, pixels: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels = pixels
        self._shown_pixels = 0
        self._name = name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(pixels * 6 // 5)

    def show_sum(self, text: str) -> None:
        """Show a formatted sum."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"{self._name}: {text}")
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pixels = self._pixels
        while pixels > _LEAST:
            width = QFontMetrics(font(pixels, QFont.Weight.Bold)).horizontalAdvance(self.text())
            if width <= self.width() - 2:
                break
            pixels -= 2
        if pixels != self._shown_pixels:
            self._shown_pixels = pixels
            self.setStyleSheet(f"font-size: {pixels}px; font-weight: 700;")
