"""The worked examples of the rules: point value 100, floor 1 kopeck, share 50 %, 5 % earned, floored to 0.01."""

from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import PointsRules
from pos_app.domain.money.pieces import PieceSpread, spread_over_pieces
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import Stage, Take
from tests.domain.goods import AT, basket, by_line, percent, pieces, programme, standing

FULL_SHARE = programme(points=PointsRules(max_points_share_bp=10_000))


def test_a_half_of_three_pieces_in_points() -> None:
    priced = price(basket(pieces("a", 3333, 3), points=PointsChoice(PointsMode.ALL)), standing(), programme(), AT)
    assert priced.list_kopecks == 9999
    assert priced.points_limit_kopecks == priced.points_kopecks == priced.points == 4999
    assert priced.money_kopecks == 5000
    assert spread_over_pieces(5000, 3) == PieceSpread(1666, 1, 2)
    assert priced.earned == 250


def test_b_ten_percent_on_a_line_of_two_hundred() -> None:
    priced = price(basket(pieces("a", 1931, 200, percent(1000))), standing(), programme(), AT)
    (line,) = priced.lines
    assert line.list_kopecks == 386_200
    assert line.takes == (Take(Stage.MANUAL_DISCOUNT, "manual", 38_620),)
    assert line.net_kopecks == 347_580 == 1737 * 20 + 1738 * 180


def test_c_150_points_over_two_lines() -> None:
    bought = basket(pieces("a", 122_720, 1), pieces("b", 27_270, 1), points=PointsChoice(PointsMode.SUM, 15_000))
    priced = price(bought, standing(), FULL_SHARE, AT)
    assert [line.points_kopecks for line in priced.lines] == [12_273, 2727]
    assert priced.points == 15_000


def test_d_two_of_five_pieces_in_points() -> None:
    bought = basket(pieces("a", 10_000, 5), points=by_line(a=LinePoints(LinePointsMode.PIECES, 2)))
    priced = price(bought, standing(), FULL_SHARE, AT)
    (line,) = priced.lines
    assert line.points == line.points_kopecks == 19_998
    assert line.money_kopecks == 30_002
    assert line.points_pieces == 2
    assert line.earned == priced.earned == 1500
