from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.campaign.engine.sale_invariants import story_of
from pos_app.domain.backtest.outcome import outcome_of
from pos_app.domain.backtest.past_sale import basket_of_sale
from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.weighed_points import MOST_MOVED
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import decode, encode
from tests.domain.goods import AT, basket, percent, pieces, programme, standing
from tests.domain.receipts import RATES, card, head


def without_discounts_by_hand(case: Case) -> Case:
    """A percentage by hand is stored as a sum, which another choice of promotions may go with."""
    lines = tuple(replace(line, manual_discount=None) for line in case.basket.lines)
    return replace(case, basket=replace(case.basket, lines=lines, manual_discount=None))


@given(st.integers(0, 100_000))
def test_a_stored_sale_under_its_own_programme_costs_the_same_again(number: int) -> None:
    case = without_discounts_by_hand(make_case(7, number))
    sale = decode(Sale, encode(story_of(case, price_of(case)).sale))
    again = price(basket_of_sale(sale), case.standing, case.programme, case.at)
    may_move = sum(
        line.item.unit is Unit.KILOGRAM and line.quantity > ONE and line.points_kopecks > 0 for line in sale.lines
    )
    if not may_move:
        assert outcome_of(again) == outcome_of(sale)
        assert [line.money_kopecks for line in again.lines] == [line.money_kopecks for line in sale.lines]
    assert again.net_kopecks == sale.net_kopecks
    assert abs(again.money_kopecks - sale.money_kopecks) <= MOST_MOVED * may_move


def test_discounts_by_hand_are_as_large_as_they_were() -> None:
    bought = replace(basket(pieces("a", 10_000, 3, percent(1000)), pieces("b", 5_000, 1)), manual_discount=percent(500))
    priced = price(bought, standing(), programme(), AT)
    sale = build_sale(bought, priced, (card(priced.money_kopecks),), head(), programme(), RATES)
    past = basket_of_sale(sale)
    assert past.lines[0].manual_discount == ManualDiscount(ManualDiscountKind.SUM, 3_000, "op-1")
    assert past.lines[1].manual_discount is None
    assert past.manual_discount == ManualDiscount(ManualDiscountKind.SUM, 1_600, "op-1")
    assert outcome_of(price(past, standing(), programme(), AT)) == outcome_of(sale)
