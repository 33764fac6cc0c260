"""What bounds paying with points beside balance, share and floors: goods, discounts, the tier, the partner, the day."""

from dataclasses import replace

import pytest

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import PointsRules, Programme
from pos_app.domain.loyalty.rules.coalition import Clearing, Coalition, Partner
from pos_app.domain.loyalty.rules.goods import GoodsExclusion, GoodsSelector
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket
from tests.domain.goods import AT, basket, item, line, off, programme, standing, tier
from tests.domain.pricing.earning.receipts import name

ALL = PointsChoice(PointsMode.ALL)
MILK = line("milk", item("milk", 10_000, group="dairy"), 1000)
WINE = line("wine", item("wine", 30_000, group="alcohol"), 1000)
BOUGHT = replace(basket(MILK, WINE), points=ALL)
RULES = programme(points=PointsRules(max_points_share_bp=10_000))


def paid(rules: Programme, who: Standing | None = None, shop: str = "") -> PricedBasket:
    return price(replace(BOUGHT, shop_code=shop), who or standing(), rules, AT)


def test_only_the_programme_s_goods_may_be_paid_and_count_for_the_share() -> None:
    sober = GoodsSelector(excluding=GoodsExclusion(groups=("alcohol",)))
    priced = paid(replace(RULES, points=PointsRules(max_points_share_bp=5000, goods=sober)))
    assert [one.points_kopecks for one in priced.lines] == [5000, 0]
    assert priced.lines[1].points_refusal == "not_payable"


def test_goods_that_are_discounted_already_may_be_kept_out() -> None:
    rules = replace(RULES, points=PointsRules(max_points_share_bp=10_000, discounted_goods=False))
    discounted = replace(BOUGHT, lines=(MILK, replace(WINE, manual_discount=off(100))))
    priced = price(discounted, standing(), rules, AT)
    assert [one.points_kopecks for one in priced.lines] == [9999, 0]
    assert priced.lines[1].points_refusal == "discounted"


@pytest.mark.parametrize(
    ("tier_code", "shop", "kopecks"), [(None, "", 8000), ("gold", "", 12_000), ("gold", "b-1", 4000)]
)
def test_the_share_is_the_partner_s_the_tier_s_or_the_programme_s(
    tier_code: str | None, shop: str, kopecks: int
) -> None:
    partner = Partner("bakery", name("bakery"), ("b-1",), max_points_share_bp=1000)
    rules = replace(
        programme(
            points=PointsRules(max_points_share_bp=2000),
            tiers=(replace(tier("gold", 0, 0, 500), max_points_share_bp=3000),),
        ),
        coalition=Coalition((partner,), Clearing("bakery")),
    )
    assert paid(rules, standing(tier_code=tier_code), shop).points_kopecks == kopecks


def test_a_partner_that_takes_no_points() -> None:
    partner = Partner("bakery", name("bakery"), ("b-1",), accepts=False)
    rules = replace(RULES, coalition=Coalition((partner,), Clearing("bakery")))
    priced = paid(rules, shop="b-1")
    assert (priced.points, priced.points_refusal) == (0, "partner_accepts_none")
    assert paid(rules).points_kopecks == 39_998


def test_no_more_often_a_day_than_the_programme_allows() -> None:
    rules = replace(RULES, points=replace(RULES.points, most_spends_per_day=2))
    assert paid(rules, replace(standing(), spends_today=1)).points_kopecks == 39_998
    assert paid(rules, replace(standing(), spends_today=2)).points_refusal == "spends_today"


def test_the_best_use_is_bounded_by_what_the_customer_names() -> None:
    named = replace(BOUGHT, points=PointsChoice(PointsMode.BEST, 700))
    priced = price(named, standing(), RULES, AT)
    assert (priced.points_kopecks, priced.trace[-2].reason) == (700, "points_spent")
