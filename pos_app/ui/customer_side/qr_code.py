"""A QR code on a screen: dark modules on white in every theme, as phones read it, with its quiet zone."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET_MODULES = 4


class QrCode(QWidget):
    """``data`` is shown; the widget is a square as large as it is given room."""

    def __init__(self, data: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Only a till with an address to join needs the encoder: the first window does not wait for it.
        import segno

        self._rows = [[bool(dark) for dark in row] for row in segno.make(data, micro=False).matrix]
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * _QUIET_MODULES) * 5
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        modules = len(self._rows) + 2 * _QUIET_MODULES
        size = max(1, min(self.width(), self.height()) // modules)
        left, top = (self.width() - size * modules) // 2, (self.height() - size * modules) // 2
        with QPainter(self) as painter:
            painter.fillRect(QRect(left, top, size * modules, size * modules), QColor(Qt.GlobalColor.white))
            ink = QColor(Qt.GlobalColor.black)
            for row, cells in enumerate(self._rows, _QUIET_MODULES):
                for column, dark in enumerate(cells, _QUIET_MODULES):
                    if dark:
                        painter.fillRect(left + column * size, top + row * size, size, size, ink)
