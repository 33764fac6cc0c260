"""What the customer wants to pay with points, as a value that the keys of the points dialog change."""

from dataclasses import replace

from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.units import Kopecks
from pos_app.ui.formatting import parse_money

# «ш» of «штук», the same key under a US layout, and the letters a keyboard of another country would use.
_PIECE_LETTERS = "шШiIpPпП"


def on_line(choice: PointsChoice, line_id: str, points: LinePoints) -> PointsChoice:
    """``choice`` with another wish for one line; nothing on a line that has none anyway is no wish at all."""
    others = tuple(pair for pair in choice.lines if pair[0] != line_id)
    if points.mode is LinePointsMode.NONE and choice.mode is PointsMode.NONE:
        return replace(choice, lines=others)
    return replace(choice, lines=tuple(sorted((*others, (line_id, points)))))


def only_line(line_id: str, points: LinePoints) -> PointsChoice:
    """Points on this line and nowhere else."""
    return PointsChoice(PointsMode.NONE, 0, ((line_id, points),))


def on_receipt(choice: PointsChoice, sum_kopecks: Kopecks) -> PointsChoice:
    """A sum for the whole receipt, over the lines without a wish of their own; 0 takes all points away."""
    if sum_kopecks == 0:
        return PointsChoice()
    return PointsChoice(PointsMode.SUM, sum_kopecks, choice.lines)


def parse_line_points(text: str) -> LinePoints | None:
    """``60`` or ``60,50``: roubles on the line; ``2ш``: two pieces; ``0``: nothing. None if it is none of them."""
    typed = text.strip()
    if typed and typed[-1] in _PIECE_LETTERS:
        pieces = typed.rstrip(_PIECE_LETTERS).strip()
        return line_pieces(pieces)
    kopecks = parse_money(typed)
    if kopecks is None:
        return None
    return LinePoints(LinePointsMode.SUM, kopecks) if kopecks else LinePoints(LinePointsMode.NONE)


def line_pieces(text: str) -> LinePoints | None:
    """``2``: so many pieces of the line. None if it is no whole number above 0."""
    if not text.isdecimal() or len(text) > 5 or int(text) == 0:
        return None
    return LinePoints(LinePointsMode.PIECES, int(text))
