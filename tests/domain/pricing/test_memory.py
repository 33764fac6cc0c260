"""A price with the memory of the prices before it is the price: to the bit."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.memory import PricingMemory
from tests.domain.goods import AT
from tests.domain.pricing.rivalry import contested_baskets, rival_programmes, who


@given(contested_baskets(6, 4), who, rival_programmes(6), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_scan_by_scan_costs_what_it_costs_anew(
    bought: Basket, customer: Standing | None, rules: Programme, mix
) -> None:
    compiled, memory = compile_programme(rules), PricingMemory()
    bought = bought if customer is not None else replace(bought, customer_id=None)
    lines = list(bought.lines)
    mix.shuffle(lines)
    for end in (*range(len(lines) + 1), len(lines) - 1, len(lines)):
        grown = replace(bought, lines=tuple(lines[:end]))
        assert price(grown, customer, compiled, AT, memory=memory) == price(grown, customer, rules, AT)


@given(contested_baskets(4, 3), who, rival_programmes(4), rival_programmes(4))
@settings(max_examples=40)
def test_a_memory_goes_from_programme_to_programme_and_to_anybody(
    bought: Basket, customer: Standing | None, rules: Programme, others: Programme
) -> None:
    memory = PricingMemory()
    for compiled in (compile_programme(rules), compile_programme(others), compile_programme(rules)):
        for standing in (customer, None):
            asked = bought if standing is not None else replace(bought, customer_id=None)
            assert price(asked, standing, compiled, AT, memory=memory) == price(asked, standing, compiled, AT)


def test_a_memory_keeps_what_the_last_price_asked_and_nothing_older() -> None:
    memory = PricingMemory()
    memory.begin("programme", None)
    memory.keep("asked once", 1)
    memory.keep("asked again", 2)
    memory.begin("programme", None)
    assert memory.get("asked again") == 2
    memory.begin("programme", None)
    assert memory.get("asked again") == 2
    assert memory.get("asked once") is None
    memory.begin("programme", "somebody")
    assert memory.get("asked again") is None
