"""A picture of a report painted into a PDF: a part of the page like a paragraph."""

from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from pos_app.report_files.picture.shapes import ON_LIGHT, Anchor, Box, Dot, Label, Picture, Shape, Stroke
from pos_app.report_files.picture.text_width import BOLD, REGULAR, fonts_ready

_DASH: Final = (6, 4)


class PaintedPicture(Flowable):
    """As wide as it was made; a page breaks before it, never through it."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        fonts_ready()
        self._picture = picture
        self.width, self.height = picture.width, picture.height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - the library's names
        """Its size, whatever room there is."""
        del aW, aH
        return self.width, self.height

    def draw(self) -> None:
        """Paint it: the page counts from below, the picture from above."""
        for shape in self._picture.shapes:
            self._paint(shape)

    def _paint(self, shape: Shape) -> None:
        canvas, top = self.canv, self.height
        colour = HexColor(ON_LIGHT.of(shape.ink))
        canvas.setFillColor(colour)
        canvas.setStrokeColor(colour)
        match shape:
            case Box():
                canvas.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
            case Dot():
                canvas.circle(shape.x, top - shape.y, shape.radius, stroke=0, fill=1)
            case Stroke():
                canvas.setLineWidth(shape.width)
                canvas.setDash(*(_DASH if shape.dashed else ()))
                path = canvas.beginPath()
                path.moveTo(shape.points[0][0], top - shape.points[0][1])
                for x, y in shape.points[1:]:
                    path.lineTo(x, top - y)
                canvas.drawPath(path, stroke=1, fill=0)
                canvas.setDash()
            case Label():
                canvas.setFont(BOLD if shape.bold else REGULAR, shape.size)
                draw = {
                    Anchor.START: canvas.drawString,
                    Anchor.MIDDLE: canvas.drawCentredString,
                    Anchor.END: canvas.drawRightString,
                }[shape.anchor]
                draw(shape.x, top - shape.y, shape.text)
