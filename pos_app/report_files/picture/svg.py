"""A picture as SVG: text stays text, nothing is loaded from elsewhere, colours are the caller's."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pos_app.report_files.picture.shapes import Box, Colours, Dot, Ink, Label, Picture, Shape, Stroke

_FAMILY: Final = "'Golos Text', 'Kopilka Symbols', sans-serif"


def picture_svg(picture: Picture, colours: Colours | None = None) -> str:
    """The picture as one ``<svg>`` element.

    With ``colours`` they stand in it; without, every shape has a class ``fill-INK`` or ``line-INK`` (``fill-text``,
    ``line-series_1``) for the style sheet of the page. A value's hint is its tooltip; ``<desc>`` tells the whole
    picture in words.
    """
    size = f'width="{_length(picture.width)}" height="{_length(picture.height)}"'
    box = f'viewBox="0 0 {_length(picture.width)} {_length(picture.height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" aria-label={quoteattr(picture.title)}>',
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.told)}</desc>",
        *(_shape(shape, colours) for shape in picture.shapes),
        "</svg>",
    ]
    return "\n".join(parts)


def _shape(shape: Shape, colours: Colours | None) -> str:
    match shape:
        case Box():
            place = f'x="{_length(shape.x)}" y="{_length(shape.y)}"'
            size = f'width="{_length(shape.width)}" height="{_length(shape.height)}"'
            return _hinted("rect", f"{place} {size} {_fill(shape.ink, colours)}", shape.hint)
        case Dot():
            place = f'cx="{_length(shape.x)}" cy="{_length(shape.y)}" r="{_length(shape.radius)}"'
            return _hinted("circle", f"{place} {_fill(shape.ink, colours)}", shape.hint)
        case Stroke():
            points = " ".join(f"{_length(x)},{_length(y)}" for x, y in shape.points)
            dash = ' stroke-dasharray="6 4"' if shape.dashed else ""
            pen = f'fill="none" stroke-width="{_length(shape.width)}"{dash} {_stroke(shape.ink, colours)}'
            return f'<polyline points="{points}" {pen}/>'
        case Label():
            place = f'x="{_length(shape.x)}" y="{_length(shape.y)}" text-anchor="{shape.anchor.value}"'
            weight = ' font-weight="600"' if shape.bold else ""
            font = f'font-family="{_FAMILY}" font-size="{_length(shape.size)}"{weight}'
            return f"<text {place} {font} {_fill(shape.ink, colours)}>{escape(shape.text)}</text>"


def _hinted(tag: str, attributes: str, hint: str) -> str:
    return f"<{tag} {attributes}><title>{escape(hint)}</title></{tag}>" if hint else f"<{tag} {attributes}/>"


def _fill(ink: Ink, colours: Colours | None) -> str:
    return f'class="fill-{ink.value}"' if colours is None else f'fill="{colours.of(ink)}"'


def _stroke(ink: Ink, colours: Colours | None) -> str:
    return f'class="line-{ink.value}"' if colours is None else f'stroke="{colours.of(ink)}"'


def _length(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
