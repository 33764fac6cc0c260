"""One code found in an image."""

from dataclasses import dataclass

from pos_app.domain.codes.scan import Symbology

Quad = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""Four corners of a code in a picture, (column, row), in order around it."""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """``text`` as printed in the code, GS separators kept."""

    symbology: Symbology
    text: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code, where it lies in the picture, and the name of the step that read it."""

    code: ReadCode
    quad: Quad
    step: str = ""


def canonical(symbology: Symbology, text: str) -> ReadCode:
    """The code under one name: an EAN-13 that begins with 0 is a UPC-A, and readers call it the one or the other."""
    if symbology is Symbology.EAN13 and text.startswith("0"):
        return ReadCode(Symbology.UPCA, text[1:])
    return ReadCode(symbology, text)


def lie_together(first: Quad, second: Quad) -> bool:
    """Whether the middle of one code lies within the other's bounds: two readings of the same spot."""
    return _holds(first, second) or _holds(second, first)


def _holds(outer: Quad, inner: Quad) -> bool:
    columns, rows = [point[0] for point in outer], [point[1] for point in outer]
    # Readers give a bar code as a line; a little height makes it a place.
    slack = max(max(columns) - min(columns), max(rows) - min(rows)) // 8
    x, y = sum(point[0] for point in inner) // 4, sum(point[1] for point in inner) // 4
    return min(columns) - slack <= x <= max(columns) + slack and min(rows) - slack <= y <= max(rows) + slack


def placed(sighting: Sighting, factor: float, left: int = 0, top: int = 0) -> Sighting:
    """A sighting of a part that was scaled by ``factor``, in the whole picture, where the part begins at left, top."""
    first, second, third, fourth = ((round(x / factor) + left, round(y / factor) + top) for x, y in sighting.quad)
    return Sighting(sighting.code, (first, second, third, fourth), sighting.step)
