"""The mark of a till that only practises: a striped frame around every screen, and words across its top."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos_app.ui.theme.sizes import MARGIN
from pos_app.ui.theme.theme import Theme

RIBBON_HEIGHT = 26
"""What the window leaves free above the status strip."""
_STRIPE = 14
_EDGE = MARGIN - 2


class TrainingMark(QWidget):
    """Lies over its parent window, lets everything through, and is in front of all that comes later."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = theme.palette
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.words)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())

    @property
    def words(self) -> str:
        """What it says."""
        return self.tr("TRAINING: nothing is sold, sent or registered")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.Show):
            parent = self.parentWidget()
            if parent is not None:
                self.setGeometry(parent.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            stripes, ground = QColor(self._palette.on_warning), QColor(self._palette.warning_surface)
            ribbon = QRect(0, 0, self.width(), RIBBON_HEIGHT)
            for edge in (
                QRect(0, 0, _EDGE, self.height()),
                QRect(self.width() - _EDGE, 0, _EDGE, self.height()),
                QRect(0, self.height() - _EDGE, self.width(), _EDGE),
            ):
                self._stripe(painter, edge, ground, stripes)
            painter.fillRect(ribbon, stripes)
            font = QFont(self.font())
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(ground)
            painter.drawText(ribbon, Qt.AlignmentFlag.AlignCenter, self.words)

    @staticmethod
    def _stripe(painter: QPainter, edge: QRect, ground: QColor, stripes: QColor) -> None:
        painter.fillRect(edge, ground)
        along = edge.height() if edge.height() > edge.width() else edge.width()
        for place in range(0, along, 2 * _STRIPE):
            if edge.height() > edge.width():
                painter.fillRect(QRect(edge.x(), place, edge.width(), _STRIPE), stripes)
            else:
                painter.fillRect(QRect(place, edge.y(), _STRIPE, edge.height()), stripes)
