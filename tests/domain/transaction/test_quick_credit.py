"""Points for a typed sum: what the same money would earn as goods, never less what a discount would take."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.transaction.quick_credit import credited
from tests.domain.goods import AT, basket, pieces, programme, standing, tier

TERMS = replace(programme(), tiers=(tier("silver", 0, 1_000, 700),))


@given(st.integers(1, 10_000_000))
def test_a_sum_earns_its_rate_and_its_lots_hold_all_of_it(kopecks: int) -> None:
    earned, lots = credited(TERMS, standing(0, "silver"), "credit", kopecks, AT)
    assert earned == kopecks * 7 // 100
    assert sum(lot.points for lot in lots) == earned
    assert all(lot.lot_id == "credit" or lot.lot_id.startswith("credit/") for lot in lots)


@given(st.integers(1, 1_000_000))
def test_goods_of_that_price_without_discount_earn_the_same(kopecks: int) -> None:
    plain = programme()
    priced = price(basket(pieces("a", kopecks, 1)), standing(0), compile_programme(plain), AT)
    assert credited(plain, standing(0), "credit", kopecks, AT)[0] == priced.earned
