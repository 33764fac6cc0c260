"""The customer saves as much as any combination of the rules would save: equal to trying everything."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.best_there_is import nothing_saves_more
from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.everything_tried.search import Exhaustive, TooManyWaysError
from pos_app.campaign.engine.invariants import BrokenError, TooLargeError, price_of
from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.engine import price
from tests.domain.goods import AT
from tests.domain.pricing.rivalry import contested_baskets, rival_programmes, who


def what_saves_more(case: Case) -> str:
    """What trying everything finds against the price; empty if nothing."""
    try:
        nothing_saves_more(case, price_of(case))
    except BrokenError as error:
        return str(error)
    return ""


def is_the_best_there_is(bought: Basket, customer: Standing | None, rules: Programme, most: int) -> None:
    bought = bought if customer is not None else replace(bought, customer_id=None)
    try:
        best = Exhaustive(bought, customer, rules, AT, most).best()
    except TooManyWaysError:
        assume(False)
    priced = price(bought, customer, rules, AT)
    assert priced.discount_kopecks == best
    assert all("search" not in dict(entry.params) for entry in priced.trace)


@given(contested_baskets(4, 3), who, rival_programmes(4))
@settings(max_examples=200)
def test_few_lines_under_few_rules(bought: Basket, customer: Standing | None, rules: Programme) -> None:
    is_the_best_there_is(bought, customer, rules, 3_000)


@given(contested_baskets(6, 1), who, rival_programmes(6))
@settings(max_examples=100)
def test_six_lines_under_six_rules(bought: Basket, customer: Standing | None, rules: Programme) -> None:
    is_the_best_there_is(bought, customer, rules, 6_000)


@given(contested_baskets(6, 3), who, rival_programmes(6))
@settings(max_examples=60)
def test_six_lines_of_several_pieces_under_six_rules(
    bought: Basket, customer: Standing | None, rules: Programme
) -> None:
    is_the_best_there_is(bought, customer, rules, 6_000)


@given(st.integers(0, 1_000_000))
@settings(max_examples=150)
def test_rules_of_every_kind_in_contests(number: int) -> None:
    case = make_case(20260315, 3 * number + 2)
    try:
        found = what_saves_more(case)
    except TooLargeError:
        assume(False)
    assert found == ""


@pytest.mark.parametrize(
    ("seed", "number"),
    [
        pytest.param(2, 1304, id="a coupon for one piece has nothing to give after a promotion that took all the room"),
        pytest.param(2, 2201, id="gifts from the middle of the row leave enough that was bought"),
        pytest.param(2, 7841, id="the same with two gifts at a time"),
        pytest.param(5, 17489, id="a gift makes what was bought cheaper, and leaves the gift dear for a coupon"),
        pytest.param(5, 20402, id="a bundle at a price takes more of the dear goods"),
    ],
)
def test_a_contest_that_was_lost_once(seed: int, number: int) -> None:
    assert what_saves_more(make_case(seed, number)) == ""
