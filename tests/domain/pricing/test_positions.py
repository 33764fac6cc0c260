"""Every position multiplies out, in both lawful pictures."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import PointsRules, Programme, ReceiptPicture
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.exact_price import exact_unit_price
from pos_app.domain.pricing.positions import Position, PositionError, positions_of, positions_of_sum
from tests.domain.baskets import baskets, programmes, standings
from tests.domain.goods import AT, basket, by_line, item, line, off, pieces, programme, standing

FULL_SHARE = programme(points=PointsRules(max_points_share_bp=10_000))
CHEESE = item("cheese", 18_991, unit=Unit.KILOGRAM)


@given(baskets(), programmes(), standings)
def test_positions_multiply_out_and_sum_to_the_line(bought: Basket, rules: Programme, who: Standing) -> None:
    priced = price(bought, who, rules, AT)
    for one, source in zip(priced.lines, bought.lines, strict=True):
        for picture, total in (
            (ReceiptPicture.DISCOUNT, one.money_kopecks),
            (ReceiptPicture.COUNTER_PERFORMANCE, one.net_kopecks),
        ):
            positions = positions_of(source.item, one, picture)
            assert sum(position.sum_kopecks for position in positions) == total
            assert sum(position.quantity for position in positions) == one.quantity
            by_pieces = one.points_pieces is not None and picture is ReceiptPicture.DISCOUNT
            assert 1 <= len(positions) <= (3 if by_pieces else 2)
            for position in positions:
                assert line_amount(position.price_kopecks, position.quantity) == position.sum_kopecks
                assert 0 <= position.price_kopecks <= source.item.price_kopecks
                assert position.quantity > 0
            assert len({position.price_kopecks for position in positions}) == len(positions)


@given(st.integers(0, 500_000), st.integers(1, 30_000))
@example(sum_kopecks=3, quantity=2000)
@example(sum_kopecks=20_003, quantity=3000)
def test_any_sum_over_any_weight_is_at_most_two_positions(sum_kopecks: int, quantity: int) -> None:
    positions = positions_of_sum(replace(CHEESE, price_kopecks=10**9), quantity, sum_kopecks)
    assert sum(line_amount(one.price_kopecks, one.quantity) for one in positions) == sum_kopecks
    assert sum(one.quantity for one in positions) == quantity
    assert max(one.price_kopecks for one in positions) - min(one.price_kopecks for one in positions) <= 1
    assert (len(positions) == 1) == (exact_unit_price(sum_kopecks, quantity) is not None)


@given(st.integers(1, 300_000), st.integers(1, 60_000), st.data())
@example(33, 1500, None)
def test_the_price_found_is_no_more_than_the_list_where_the_sum_is_not(
    list_kopecks: int, quantity: int, data: st.DataObject | None
) -> None:
    listed = line_amount(list_kopecks, quantity)
    net = listed if data is None else data.draw(st.integers(0, listed))
    found = exact_unit_price(net, quantity, list_kopecks)
    assert found is None or (line_amount(found, quantity) == net and found <= list_kopecks)


@given(st.integers(1, 3000), st.integers(2, 60_000), st.data())
def test_a_part_of_a_weighed_line_that_comes_back_multiplies_out(
    list_kopecks: int, quantity: int, data: st.DataObject
) -> None:
    """The part due is a difference of two sums rounded down: it may be a kopeck above its weight at the list price."""
    back = data.draw(st.integers(1, quantity - 1))
    total = line_amount(list_kopecks, quantity)
    due = total - total * (quantity - back) // quantity
    positions = positions_of_sum(replace(CHEESE, price_kopecks=list_kopecks), back, due)
    assert sum(one.sum_kopecks for one in positions) == due
    assert sum(one.quantity for one in positions) == back
    assert all(line_amount(one.price_kopecks, one.quantity) == one.sum_kopecks for one in positions)


@given(st.integers(0, 3000), st.integers(1, 6000))
def test_an_exact_price_is_found_exactly_where_there_is_one(sum_kopecks: int, quantity: int) -> None:
    found = exact_unit_price(sum_kopecks, quantity)
    about = sum_kopecks * 1000 // quantity
    reach = 1000 // quantity + 2
    fitting = [
        price_kopecks
        for price_kopecks in range(max(0, about - reach), about + reach)
        if line_amount(price_kopecks, quantity) == sum_kopecks
    ]
    assert (found is None) == (fitting == [])
    assert found is None or found in fitting
    assert found is not None or quantity > 1000


def test_example_a_in_positions() -> None:
    bought = basket(pieces("a", 3333, 3), points=PointsChoice(PointsMode.ALL))
    priced = price(bought, standing(), programme(), AT)
    goods = bought.lines[0].item
    assert positions_of(goods, priced.lines[0], ReceiptPicture.DISCOUNT) == (
        Position(goods.name, 1666, 1000, 1666),
        Position(goods.name, 1667, 2000, 3334),
    )
    assert positions_of(goods, priced.lines[0], ReceiptPicture.COUNTER_PERFORMANCE) == (
        Position(goods.name, 3333, 3000, 9999),
    )


def test_example_d_in_positions() -> None:
    bought = basket(pieces("a", 10_000, 5), points=by_line(a=LinePoints(LinePointsMode.PIECES, 2)))
    priced = price(bought, standing(), FULL_SHARE, AT)
    goods = bought.lines[0].item
    assert positions_of(goods, priced.lines[0], ReceiptPicture.DISCOUNT) == (
        Position(goods.name, 1, 2000, 2),
        Position(goods.name, 10_000, 3000, 30_000),
    )


def test_pieces_of_uneven_price_make_three_positions_at_most() -> None:
    bought = basket(pieces("a", 10_000, 5, off(3)), points=by_line(a=LinePoints(LinePointsMode.PIECES, 1)))
    priced = price(bought, standing(), FULL_SHARE, AT)
    goods = bought.lines[0].item
    assert positions_of(goods, priced.lines[0], ReceiptPicture.DISCOUNT) == (
        Position(goods.name, 1, 1000, 1),
        Position(goods.name, 9999, 3000, 29_997),
        Position(goods.name, 10_000, 1000, 10_000),
    )


def test_a_weighed_line_without_discount_shows_its_list_price() -> None:
    for quantity in (5, 350, 2345, 12_007):
        (one,) = price(basket(line("w", CHEESE, quantity), customer_id=None), None, programme(), AT).lines
        assert positions_of(CHEESE, one, ReceiptPicture.DISCOUNT) == (
            Position(CHEESE.name, 18_991, quantity, line_amount(18_991, quantity)),
        )


def test_a_discounted_weight_that_no_price_gives_is_split_a_kopeck_apart() -> None:
    # 2.345 kg: 18 990 gives 44 532, 18 991 gives 44 534; nothing gives 44 533
    assert exact_unit_price(44_533, 2345) is None
    positions = positions_of_sum(CHEESE, 2345, 44_533)
    assert [one.price_kopecks for one in positions] == [18_990, 18_991]
    assert sum(one.sum_kopecks for one in positions) == 44_533


@pytest.mark.parametrize(("quantity", "kopecks"), [(0, 100), (1000, -1)])
def test_what_is_no_line_is_refused(quantity: int, kopecks: int) -> None:
    with pytest.raises(PositionError) as caught:
        positions_of_sum(CHEESE, quantity, kopecks)
    assert caught.value.key == "position_impossible"
