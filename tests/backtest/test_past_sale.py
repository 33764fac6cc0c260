from hypothesis import given
from hypothesis import strategies as st

from pos_app.backtest.outcome import outcome_of
from pos_app.backtest.past_sale import basket_of_sale
from pos_app.campaign.engine.case import make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.campaign.engine.sale_invariants import story_of
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.weighed_points import MOST_MOVED
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import decode, encode


@given(st.integers(0, 100_000))
def test_a_stored_sale_under_its_own_programme_costs_the_same_again(number: int) -> None:
    case = make_case(7, number)
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
