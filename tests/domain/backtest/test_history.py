from datetime import date, timedelta

from pos_app.backtest.receipt_maker import receipt_maker
from pos_app.domain.backtest.history import Histories
from pos_app.domain.backtest.past_sale import tier_told
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.counted_rules import counted_rules
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket
from tests.domain.goods import AT, basket, pieces, programme, standing, tier

DAY = date(2026, 3, 14)
WHO = "customer"
LADDER = programme(tiers=(tier("silver", 20_000, 300, 500), tier("gold", 50_000, 500, 700)))


def receipt(kopecks: int, *, spends: bool = False) -> PricedBasket:
    wish = PointsChoice(PointsMode.SUM, 100) if spends else PointsChoice()
    return price(basket(pieces("a", kopecks, 1), points=wish), standing(), programme(), AT)


def known(rules: Programme, **opening: int | str) -> Histories:
    return Histories(rules, {WHO: Standing(WHO, None, 0, **opening)} if opening else {})  # type: ignore[arg-type]


def test_turnover_and_purchases_grow_from_receipt_to_receipt() -> None:
    history = known(LADDER).of(WHO, DAY)
    tiers = []
    for number in range(4):
        day = DAY + timedelta(days=number)
        before = history.standing(WHO, day, 0, None)
        assert (before.purchases, before.turnover_kopecks) == (number, number * 18_000)
        tiers.append(before.tier_code)
        history.bought(day, receipt(18_000))
    assert tiers == [None, None, "silver", "gold"]


def test_what_a_customer_was_before_the_first_receipt_counts() -> None:
    history = known(LADDER, turnover_kopecks=30_000, life_turnover_kopecks=70_000, purchases=6).of(WHO, DAY)
    before = history.standing(WHO, DAY, 5, "gold")
    assert (before.tier_code, before.spendable, before.purchases) == ("silver", 5, 6)
    assert (before.turnover_kopecks, before.life_turnover_kopecks) == (30_000, 70_000)


def test_the_tier_of_a_receipt_counts_where_nothing_else_is_known() -> None:
    history = known(LADDER).of(WHO, DAY)
    history.bought(DAY, receipt(30_000))
    assert history.standing(WHO, DAY, 0, "gold").tier_code == "gold"
    assert history.standing(WHO, DAY, 0, "").tier_code is None
    assert history.standing(WHO, DAY, 0, "a tier of another programme").tier_code == "silver"
    assert history.standing(WHO, DAY, 0, None).tier_code == "silver"


def test_what_happened_today_is_forgotten_tomorrow() -> None:
    history = known(LADDER).of(WHO, DAY)
    history.bought(DAY, receipt(20_000, spends=True))
    history.bought(DAY, receipt(20_000))
    today = history.standing(WHO, DAY, 0, None)
    assert (today.accruals_today, today.spends_today) == (2, 1)
    tomorrow = history.standing(WHO, DAY + timedelta(days=1), 0, None)
    assert (tomorrow.accruals_today, tomorrow.spends_today, tomorrow.purchases) == (0, 0, 2)


def test_rules_without_limits_are_not_counted() -> None:
    assert counted_rules(LADDER) == frozenset()


def test_a_receipt_tells_its_customers_tier() -> None:
    maker = receipt_maker(60, 1)
    tiers = {who.customer_id: who.tier_code for who in maker.customers}
    for number in range(60):
        sale = maker.receipt(number)
        told = tier_told(sale)
        assert told == (None if sale.customer_id is None else tiers[sale.customer_id])
