"""Draws «Kopilka Symbols», the signs that Golos Text lacks (▲ ● ✓ …), so that a bare system shows them too.

``python -m resources.fonts.symbols`` writes ``KopilkaSymbols.ttf`` beside this file. Needs fontTools, a development
dependency: the running program only reads the file.
"""

import math
from collections.abc import Callable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Kopilka Symbols"
_EM = 1000
_ADVANCE = 840
_CENTER = (420.0, 350.0)  # the middle of a capital letter of Golos Text, so that a sign stands level with text
_RADIUS = 330.0
_STROKE = 95.0
_MADE = 3_818_534_400  # 2025-01-01 in seconds since 1904: fixed, so that the same text makes the same bytes

Point = tuple[float, float]
Outline = list[Point]


def _regular(corners: int, turn_degrees: float, radius: float = _RADIUS) -> Outline:
    """Corners of a regular polygon, the first at ``turn_degrees`` counted from the right, going clockwise."""
    angles = (math.radians(turn_degrees - 360 * n / corners) for n in range(corners))
    return [(_CENTER[0] + radius * math.cos(a), _CENTER[1] + radius * math.sin(a)) for a in angles]


def _star() -> Outline:
    outer, inner = _regular(5, 90), _regular(5, 90 - 36, _RADIUS * 0.4)
    return [point for pair in zip(outer, inner, strict=True) for point in pair]


def _box(left: float, bottom: float, right: float, top: float) -> Outline:
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def _bar(start: Point, end: Point, width: float = _STROKE) -> Outline:
    """A straight stroke with square ends, clockwise."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    across = (-(end[1] - start[1]) / length * width / 2, (end[0] - start[0]) / length * width / 2)
    ends = [(start, -1), (start, 1), (end, 1), (end, -1)]
    return [(x + sign * across[0], y + sign * across[1]) for (x, y), sign in ends]


def _polygons(*outlines: Outline) -> Callable[[TTGlyphPen], None]:
    def draw(pen: TTGlyphPen) -> None:
        for outline in outlines:
            pen.moveTo(outline[0])
            for point in outline[1:]:
                pen.lineTo(point)
            pen.closePath()

    return draw


def _circle(radius: float, clockwise: bool = True) -> Callable[[TTGlyphPen], None]:
    """A circle of eight quadratic arcs (off by less than a unit of the em)."""
    step = -math.pi / 4 if clockwise else math.pi / 4
    control = radius / math.cos(math.pi / 8)

    def on(angle: float, distance: float) -> Point:
        return (_CENTER[0] + distance * math.cos(angle), _CENTER[1] + distance * math.sin(angle))

    def draw(pen: TTGlyphPen) -> None:
        pen.moveTo(on(0, radius))
        for arc in range(8):
            pen.qCurveTo(on(step * (arc + 0.5), control), on(step * (arc + 1), radius))
        pen.closePath()

    return draw


def _several(*drawings: Callable[[TTGlyphPen], None]) -> Callable[[TTGlyphPen], None]:
    def draw(pen: TTGlyphPen) -> None:
        for drawing in drawings:
            drawing(pen)

    return draw


def _warning() -> Callable[[TTGlyphPen], None]:
    """A triangle with an exclamation mark cut out (the hole runs against the outer edge)."""
    mark = list(reversed(_box(375, 265, 465, 500)))
    dot = list(reversed(_box(375, 130, 465, 215)))
    return _polygons([(420, 740), (830, 30), (10, 30)], mark, dot)


SIGNS: dict[str, Callable[[TTGlyphPen], None]] = {
    "▲": _polygons([(420, 680), (780, 40), (60, 40)]),
    "▼": _polygons([(60, 660), (780, 660), (420, 20)]),
    "▶": _polygons([(120, 710), (760, 350), (120, -10)]),
    "◀": _polygons([(720, 710), (720, -10), (80, 350)]),
    "●": _circle(_RADIUS),
    "○": _several(_circle(_RADIUS), _circle(_RADIUS - _STROKE, clockwise=False)),
    "◆": _polygons(_regular(4, 90, 380)),
    "■": _polygons(_box(120, 50, 720, 650)),
    "□": _polygons(_box(120, 50, 720, 650), list(reversed(_box(205, 135, 635, 565)))),
    "★": _polygons(_star()),
    "✓": _polygons([(90, 330), (155, 400), (330, 225), (690, 650), (760, 590), (335, 80)]),
    "✕": _polygons(_bar((150, 80), (690, 620)), _bar((150, 620), (690, 80))),
    "☰": _polygons(*(_box(90, y, 750, y + 90) for y in (85, 305, 525))),
    "⚠": _warning(),
}


def build(path: Path) -> None:
    """Write the font as TrueType."""
    names = {sign: f"uni{ord(sign):04X}" for sign in SIGNS}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *names.values()])
    builder.setupCharacterMap({ord(" "): "space", **{ord(sign): name for sign, name in names.items()}})
    glyphs = {".notdef": _glyph(_polygons(_box(100, 0, 740, 700))), "space": _glyph(_polygons())}
    glyphs |= {name: _glyph(SIGNS[sign]) for sign, name in names.items()}
    builder.setupGlyf(glyphs)
    metrics = {name: (_ADVANCE, builder.font["glyf"][name].xMin if name != "space" else 0) for name in glyphs}
    builder.setupHorizontalMetrics({**metrics, "space": (250, 0)})
    builder.setupHorizontalHeader(ascent=940, descent=-260)
    builder.setupOS2(sTypoAscender=940, sTypoDescender=-260, usWinAscent=940, usWinDescent=260)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "version": "Version 1.000"})
    builder.setupPost()
    builder.updateHead(created=_MADE, modified=_MADE)
    builder.font.recalcTimestamp = False
    builder.save(path)


def _glyph(draw: Callable[[TTGlyphPen], None]) -> object:
    pen = TTGlyphPen(None)
    draw(pen)
    return pen.glyph(dropImpliedOnCurves=False)


def main() -> None:
    """Write the font beside this file."""
    build(Path(__file__).resolve().parent / "KopilkaSymbols.ttf")


if __name__ == "__main__":
    main()
