"""The customer saves as much as any combination of the rules would save: equal to trying everything."""

from dataclasses import replace

from hypothesis import assume, given, settings

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket
from tests.domain.goods import AT
from tests.domain.pricing.exhaustive import Exhaustive, TooManyWaysError
from tests.domain.pricing.rivalry import contested_baskets, rival_programmes, who


def priced_of(bought: Basket, customer: Standing | None, rules: Programme) -> PricedBasket:
    if customer is None:
        bought = replace(bought, customer_id=None)
    return price(bought, customer, rules, AT)


def is_the_best_there_is(bought: Basket, customer: Standing | None, rules: Programme, most: int) -> None:
    try:
        best = Exhaustive(bought, customer, rules, most).best()
    except TooManyWaysError:
        assume(False)
    priced = priced_of(bought, customer, rules)
    assert priced.discount_kopecks == best
    assert all("search" not in dict(entry.params) for entry in priced.trace)


@given(contested_baskets(4, 3), who, rival_programmes(4))
@settings(max_examples=300)
def test_few_lines_under_few_rules(bought: Basket, customer: Standing | None, rules: Programme) -> None:
    is_the_best_there_is(bought, customer, rules, 3_000)


@given(contested_baskets(6, 1), who, rival_programmes(6))
@settings(max_examples=150)
def test_six_lines_under_six_rules(bought: Basket, customer: Standing | None, rules: Programme) -> None:
    is_the_best_there_is(bought, customer, rules, 6_000)
