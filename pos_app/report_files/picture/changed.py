"""A shape elsewhere, a picture larger: for surfaces whose letters are not of a page's size."""

from dataclasses import replace

from pos_app.report_files.picture.shapes import Box, Dot, Label, Picture, Shape, Stroke


def moved_down(shape: Shape, by: float) -> Shape:
    """The shape so many points further down."""
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    return replace(shape, y=shape.y + by)


def enlarged(picture: Picture, times: float) -> Picture:
    """The whole picture with its letters so many times as large."""
    shapes = tuple(_enlarged(shape, times) for shape in picture.shapes)
    return replace(picture, width=picture.width * times, height=picture.height * times, shapes=shapes)


def _enlarged(shape: Shape, times: float) -> Shape:
    match shape:
        case Box():
            return replace(
                shape, x=shape.x * times, y=shape.y * times, width=shape.width * times, height=shape.height * times
            )
        case Dot():
            return replace(shape, x=shape.x * times, y=shape.y * times, radius=shape.radius * times)
        case Stroke():
            points = tuple((x * times, y * times) for x, y in shape.points)
            return replace(shape, points=points, width=shape.width * times)
        case Label():
            return replace(shape, x=shape.x * times, y=shape.y * times, size=shape.size * times)
