"""What a camera sees, with the codes found in it outlined."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from hardware.device import CameraPicture
from pos_app.ui.theme.theme import Theme

_ACCEPTED_MS = 800
_FOUND_PX, _ACCEPTED_PX = 4, 8


class CameraView(QWidget):
    """As large as its room; the picture keeps its shape. A code that was just taken gets a thick outline."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: CameraPicture | None = None
        self._image = QImage()
        self._words = ""
        self._accepted = QTimer(self, singleShot=True, interval=_ACCEPTED_MS)
        self._accepted.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(name)

    @property
    def picture(self) -> CameraPicture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: CameraPicture) -> None:
        """Show it instead of the last one."""
        self._picture = picture
        self._image = QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
        if picture.accepted:
            self._accepted.start()
        self.update()

    def show_words(self, words: str) -> None:
        """Words in place of a picture."""
        self._picture = None
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("header"))
            if self._picture is None:
                painter.setPen(self._theme.colour("text"))
                painter.setFont(self._theme.font("large"))
                painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            else:
                self._paint_picture(painter, self._picture)

    def _paint_picture(self, painter: QPainter, picture: CameraPicture) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / picture.width, self.height() / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        painter.drawImage(QRectF(left, top, width, height), self._image)
        thick = _ACCEPTED_PX if self._accepted.isActive() else _FOUND_PX
        for outline in picture.outlines:
            corners = QPolygonF([QPointF(left + x * scale, top + y * scale) for x, y in outline])
            # White below the colour: legible on any picture.
            for colour, width_px in (("surface", thick + 4), ("success" if thick == _ACCEPTED_PX else "accent", thick)):
                painter.setPen(QPen(self._theme.colour(colour), width_px, j=Qt.PenJoinStyle.RoundJoin))
                painter.drawPolygon(corners)
