"""A picture of a report painted on the screen, in the colours of the theme."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from pos_app.report_files.picture.shapes import Anchor, Box, Colours, Dot, Ink, Label, Picture, Stroke
from pos_app.ui.theme.fonts import font

_DASH = (4.0, 3.0)


def paint_picture(painter: QPainter, picture: Picture, x: float, y: float, colours: Colours) -> None:
    """Paint it with its upper left corner at ``x``, ``y``."""
    painter.save()
    painter.translate(x, y)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = _inks(colours)
    for shape in picture.shapes:
        colour = ink(shape.ink)
        match shape:
            case Box():
                painter.fillRect(QRectF(shape.x, shape.y, shape.width, shape.height), colour)
            case Dot():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case Stroke():
                pen = QPen(colour, shape.width)
                if shape.dashed:
                    pen.setDashPattern(_DASH)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF([QPointF(*point) for point in shape.points]))
            case Label():
                _paint_label(painter, shape, colour)
    painter.restore()


def _paint_label(painter: QPainter, label: Label, colour: QColor) -> None:
    face = font(round(label.size), QFont.Weight.DemiBold if label.bold else QFont.Weight.Normal)
    width = QFontMetricsF(face).horizontalAdvance(label.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[label.anchor]
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(QPointF(label.x - left, label.y), label.text)


def _inks(colours: Colours) -> Callable[[Ink], QColor]:
    made: dict[Ink, QColor] = {}

    def ink(which: Ink) -> QColor:
        if which not in made:
            made[which] = QColor(colours.of(which))
        return made[which]

    return ink
