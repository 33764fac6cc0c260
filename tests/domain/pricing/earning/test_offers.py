"""What is offered to a customer who has points: the best use, and whether to spend or to keep."""

from dataclasses import replace

from hypothesis import given

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.earning import EarningTerms
from pos_app.domain.pricing.best_use import best_use, spend_or_keep
from pos_app.domain.pricing.engine import price
from tests.domain.goods import AT
from tests.domain.pricing.earning.receipts import earning, programmes_that_earn, small_baskets, sold, who
from tests.domain.pricing.earning.test_rules import MILK, TEA, rate

SHELF = sold(("bread", 10_000, 1), ("milk", 20_000, 1), ("tea", 30_000, 1))
RULES = earning(rate("milk", 2000, goods=MILK), rate("tea", 1000, goods=TEA))


def test_lines_that_earn_little_are_covered_first() -> None:
    choice = best_use(SHELF, who(35_000), RULES, AT)
    assert choice == PointsChoice(
        lines=(("l0", LinePoints(LinePointsMode.SUM, 9999)), ("l2", LinePoints(LinePointsMode.SUM, 25_001)))
    )
    best = price(replace(SHELF, points=choice), who(35_000), RULES, AT)
    plain = price(replace(SHELF, points=PointsChoice(PointsMode.ALL)), who(35_000), RULES, AT)
    assert best.points == plain.points == 35_000
    assert (best.earned, plain.earned) == (4499, 3124)


def test_a_line_that_the_customer_chose_stays_as_chosen() -> None:
    wish = ("l1", LinePoints(LinePointsMode.SUM, 5000))
    choice = best_use(replace(SHELF, points=PointsChoice(lines=(wish,))), who(12_000), RULES, AT)
    assert choice == PointsChoice(lines=(("l0", LinePoints(LinePointsMode.SUM, 7000)), wish))


def test_no_more_is_spent_than_was_asked_for() -> None:
    choice = best_use(SHELF, who(35_000), RULES, AT, most_kopecks=4000)
    assert choice == PointsChoice(lines=(("l0", LinePoints(LinePointsMode.SUM, 4000)),))


def test_spend_or_keep_tells_what_spending_costs() -> None:
    told = spend_or_keep(SHELF, who(35_000), replace(RULES, earning=EarningTerms(nothing_while_spending=True)), AT)
    assert (told.keep.money_kopecks, told.keep.earned, told.keep.points_change) == (60_000, 7500, 7500)
    assert (told.spend.money_kopecks, told.spend.earned, told.spend.points_change) == (25_000, 0, -35_000)
    assert told.earned_by_keeping == 7500
    assert told.best.points == 35_000


@given(small_baskets(3, 300), programmes_that_earn(3))
def test_the_choice_by_line_gives_what_was_offered(bought: Basket, rules: Programme) -> None:
    told = spend_or_keep(bought, who(), rules, AT)
    again = price(replace(bought, points=told.best_choice), who(), rules, AT)
    assert (again.points, again.points_kopecks, again.money_kopecks, again.earned) == (
        told.best.points,
        told.best.points_kopecks,
        told.best.money_kopecks,
        told.best.earned,
    )
    value = rules.points.point_value_kopecks
    assert 100 * told.best.points_kopecks + value * told.best.earned >= max(
        100 * way.points_kopecks + value * way.earned for way in (told.keep, told.spend)
    )


def test_money_of_tenders_that_earn_nothing_is_taken_off_the_base() -> None:
    assert price(SHELF, who(), RULES, AT).earned == 7500
    assert price(SHELF, who(), RULES, AT, not_earning_kopecks=30_000).earned == 3750
    assert price(SHELF, who(), RULES, AT, not_earning_kopecks=90_000).earned == 0
