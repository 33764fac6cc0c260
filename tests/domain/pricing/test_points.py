"""Paying with points: every way to choose, every cap, every refusal."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.basket.edits import set_quantity
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import PointsRules, Programme, ReceiptPicture
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.engine import PricingInputError, price
from pos_app.domain.pricing.exact_price import exact_unit_price
from pos_app.domain.pricing.positions import positions_of
from pos_app.domain.pricing.priced import PricedBasket, TraceEntry, TraceOutcome
from tests.domain.baskets import baskets, programmes, standings
from tests.domain.goods import AT, basket, by_line, item, line, pieces, programme, standing

ALL = PointsChoice(PointsMode.ALL)
WHOLE = PointsChoice(PointsMode.WHOLE_ROUBLES)
LINE_ALL = LinePoints(LinePointsMode.ALL)


def rules(**changes: int) -> Programme:
    return programme(points=replace(PointsRules(max_points_share_bp=10_000), **changes))


FULL = rules()


def paid(
    *lines: BasketLine, choice: PointsChoice, under: Programme = FULL, who: Standing | None = None
) -> PricedBasket:
    return price(basket(*lines, points=choice), who or standing(), under, AT)


def by_points(priced: PricedBasket) -> list[int]:
    return [one.points_kopecks for one in priced.lines]


def entry_of(priced: PricedBasket) -> TraceEntry:
    (entry,) = (entry for entry in priced.trace if entry.rule_id == "points")
    return entry


TWO = (pieces("a", 30_000, 1), pieces("b", 10_000, 1))


def test_all_is_the_least_of_balance_share_and_floors() -> None:
    assert paid(*TWO, choice=ALL).points_kopecks == 39_998
    assert paid(*TWO, choice=ALL, under=rules(max_points_share_bp=3000)).points_kopecks == 12_000
    assert by_points(paid(*TWO, choice=ALL, who=standing(10_000))) == [7500, 2500]
    limits = [
        dict(entry_of(paid(*TWO, choice=ALL, under=under, who=who)).params)["limited_by"]
        for under, who in ((FULL, standing()), (rules(max_points_share_bp=3000), standing()), (FULL, standing(10_000)))
    ]
    assert limits == ["lines", "share", "balance"]


def test_a_sum_is_paid_to_the_kopeck_or_as_far_as_the_caps_allow() -> None:
    exact = paid(*TWO, choice=PointsChoice(PointsMode.SUM, 12_345))
    assert (exact.points_kopecks, entry_of(exact).reason) == (12_345, "points_spent")
    capped = paid(*TWO, choice=PointsChoice(PointsMode.SUM, 50_000))
    assert (capped.points_kopecks, entry_of(capped).reason) == (39_998, "points_capped")
    assert dict(entry_of(capped).params)["wished_kopecks"] == "50000"


def test_whole_roubles_is_the_least_that_leaves_whole_roubles() -> None:
    priced = paid(pieces("a", 12_345, 1), pieces("b", 5001, 1), choice=WHOLE)
    assert (priced.points_kopecks, priced.money_kopecks) == (46, 17_300)
    whole = paid(pieces("a", 12_300, 1), choice=WHOLE)
    assert (whole.points, entry_of(whole).reason) == (0, "already_whole")


def test_whole_roubles_that_no_cap_allows_spend_nothing_and_say_what_was_needed() -> None:
    priced = paid(pieces("a", 12_345, 1), choice=WHOLE, who=standing(44))
    assert priced.points == 0
    assert entry_of(priced).reason == "whole_roubles_unreachable"
    assert dict(entry_of(priced).params) == {"needed_kopecks": "45", "limit_kopecks": "44"}


def test_whole_roubles_with_a_minimum_take_the_least_that_reaches_it() -> None:
    priced = paid(pieces("a", 12_345, 1), choice=WHOLE, under=rules(min_points=1000))
    assert (priced.points, priced.money_kopecks) == (1045, 11_300)


def test_only_this_line() -> None:
    assert by_points(paid(*TWO, choice=by_line(b=LINE_ALL))) == [0, 9999]


def test_a_line_chosen_by_sum_and_the_rest_by_mode() -> None:
    choice = PointsChoice(PointsMode.SUM, 1000, (("a", LinePoints(LinePointsMode.SUM, 500)),))
    assert by_points(paid(*TWO, choice=choice)) == [500, 1000]
    without = PointsChoice(PointsMode.ALL, 0, (("a", LinePoints(LinePointsMode.NONE)),))
    assert by_points(paid(*TWO, choice=without)) == [0, 9999]


def test_lines_chosen_beyond_the_limit_share_it_in_proportion() -> None:
    priced = paid(*TWO, choice=by_line(a=LINE_ALL, b=LINE_ALL), who=standing(10_000))
    assert by_points(priced) == [7500, 2500]
    assert entry_of(priced).reason == "points_capped"


def test_pieces_take_the_dearest_down_to_the_floor() -> None:
    three = pieces("a", 10_001, 3)
    two_of_three = by_line(a=LinePoints(LinePointsMode.PIECES, 2))
    priced = paid(replace(three, manual_discount=None), choice=two_of_three)
    (one,) = priced.lines
    assert (one.points_kopecks, one.points_pieces) == (20_000, 2)
    floored = replace(three, item=replace(three.item, rules=SellingRules(floor_kopecks=4000)))
    (one,) = paid(floored, choice=two_of_three).lines
    assert (one.points_kopecks, one.points_pieces) == (12_002, 2)


def test_pieces_that_a_cap_does_not_allow_are_paid_as_a_sum_of_the_line() -> None:
    (one,) = paid(
        pieces("a", 10_000, 5), choice=by_line(a=LinePoints(LinePointsMode.PIECES, 2)), who=standing(15_000)
    ).lines
    assert (one.points_kopecks, one.points_pieces) == (15_000, None)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(100, 10_007), st.sampled_from(ReceiptPicture))
def test_pieces_chosen_before_the_line_got_smaller_are_all_that_is_left(
    chosen: int, left: int, kopecks: int, picture: ReceiptPicture
) -> None:
    wish = by_line(a=LinePoints(LinePointsMode.PIECES, chosen))
    bought = set_quantity(basket(pieces("a", kopecks, 9), points=wish), "a", left * 1000)
    priced = price(bought, standing(), replace(FULL, receipt_picture=picture), AT)
    fresh = by_line(a=LinePoints(LinePointsMode.PIECES, min(chosen, left)))
    assert priced == price(replace(bought, points=fresh), standing(), replace(FULL, receipt_picture=picture), AT)
    found = positions_of(bought.lines[0].item, priced.lines[0], picture)
    assert sum(one.quantity for one in found) == left * 1000


def test_an_item_s_own_share_narrows_its_line() -> None:
    narrow = replace(TWO[0], item=replace(TWO[0].item, rules=SellingRules(max_points_share_bp=1000)))
    priced = paid(narrow, TWO[1], choice=ALL)
    assert by_points(priced) == [3000, 9999]
    assert priced.lines[0].points_cap_kopecks == 3000


def test_points_are_hundredths_and_a_point_may_be_worth_less_than_a_rouble() -> None:
    priced = paid(*TWO, choice=PointsChoice(PointsMode.SUM, 1001), under=rules(point_value_kopecks=50))
    assert (priced.points_kopecks, priced.points) == (1001, 2002)
    third = paid(*TWO, choice=PointsChoice(PointsMode.SUM, 100), under=rules(point_value_kopecks=300))
    assert (third.points_kopecks, third.points) == (100, 34)


def goods(**selling: object) -> BasketLine:
    return line("a", item("i", 1000, rules=replace(SellingRules(), **selling)), 1000)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line_of_goods", "under", "who", "of_line", "of_receipt"),
    [
        (goods(), FULL, None, "no_customer", "no_customer"),
        (goods(), FULL, standing(0), "no_balance", "no_balance"),
        (goods(), FULL, standing(-5), "no_balance", "no_balance"),
        (goods(payable_with_points=False), FULL, standing(), "not_payable", "no_eligible_lines"),
        (goods(floor_kopecks=1000), FULL, standing(), "floor_reached", "floor_reached"),
        (goods(max_points_share_bp=0), FULL, standing(), "share_reached", "share_reached"),
        (goods(), rules(max_points_share_bp=0), standing(), "share_reached", "share_reached"),
        (goods(), rules(min_points=1000), standing(), "below_minimum", "below_minimum"),
    ],
)
def test_where_nothing_can_be_paid_line_and_receipt_say_why(
    line_of_goods: BasketLine, under: Programme, who: Standing | None, of_line: str, of_receipt: str
) -> None:
    bought = basket(line_of_goods, customer_id=None if who is None else who.customer_id, points=ALL)
    priced = price(bought, who, under, AT)
    (one,) = priced.lines
    assert (one.points_refusal, priced.points_refusal) == (of_line, of_receipt)
    assert (one.points_cap_kopecks, priced.points_limit_kopecks, priced.points) == (0, 0, 0)
    entry = entry_of(priced)
    assert (entry.outcome, entry.reason) == (TraceOutcome.NOT_APPLIED, of_receipt)


def test_less_than_the_minimum_is_not_spent() -> None:
    priced = paid(*TWO, choice=PointsChoice(PointsMode.SUM, 900), under=rules(min_points=1000))
    assert priced.points == 0
    assert priced.points_limit_kopecks > 0
    assert (entry_of(priced).reason, dict(entry_of(priced).params)) == ("below_minimum", {"missing": "100"})


def test_points_that_nobody_asked_for_are_offered_in_the_trace() -> None:
    entry = entry_of(paid(*TWO, choice=PointsChoice()))
    assert (entry.reason, dict(entry.params)) == ("not_chosen", {"limit_kopecks": "39998"})


def test_a_line_that_cannot_be_paid_says_why_when_it_alone_was_chosen() -> None:
    barred = replace(TWO[1], item=replace(TWO[1].item, rules=SellingRules(payable_with_points=False)))
    assert entry_of(paid(TWO[0], barred, choice=by_line(b=LINE_ALL))).reason == "not_payable"


@given(baskets(), programmes(), standings, st.integers(0, 100_000))
def test_a_sum_is_met_wherever_the_limit_and_the_lines_allow(
    bought: Basket, under: Programme, who: Standing, kopecks: int
) -> None:
    under = replace(under, receipt_picture=ReceiptPicture.COUNTER_PERFORMANCE)
    priced = price(replace(bought, points=PointsChoice(PointsMode.SUM, kopecks)), who, under, AT)
    wanted = min(kopecks, priced.points_limit_kopecks)
    assert priced.points_kopecks == wanted or priced.points < under.points.min_points


@given(baskets(), programmes(), standings)
def test_whole_roubles_leave_whole_roubles_or_nothing_is_spent(bought: Basket, under: Programme, who: Standing) -> None:
    priced = price(replace(bought, points=WHOLE), who, under, AT)
    if priced.points:
        assert priced.money_kopecks % 100 == 0
        assert under.points.min_points or priced.points_kopecks < 100
    elif priced.points_refusal is None:
        over = priced.net_kopecks % 100
        assert over == 0 or over > priced.points_limit_kopecks or under.points.min_points


@given(baskets(), programmes(), standings)
def test_chosen_pieces_leave_the_other_pieces_untouched(bought: Basket, under: Programme, who: Standing) -> None:
    priced = price(bought, who, under, AT)
    for one in priced.lines:
        if one.points_pieces is not None:
            count = one.quantity // 1000
            piece_prices = sorted(
                (one.net_kopecks // count + (index < one.net_kopecks % count) for index in range(count)), reverse=True
            )
            others = sum(piece_prices[one.points_pieces :])
            floors = one.money_kopecks - others
            assert 0 <= floors <= one.floor_kopecks


CHEESE = item("cheese", 19_990, unit=Unit.KILOGRAM)
CHEESE_LINE = line("w", CHEESE, 2345)


@given(baskets(), programmes(), standings)
def test_weighed_lines_move_by_two_kopecks_at_most_and_never_up_for_themselves(
    bought: Basket, under: Programme, who: Standing
) -> None:
    other = replace(under, receipt_picture=ReceiptPicture.COUNTER_PERFORMANCE)
    discount = price(bought, who, replace(under, receipt_picture=ReceiptPicture.DISCOUNT), AT)
    plain = price(bought, who, other, AT)
    moved_down = 0
    for before, after, source in zip(plain.lines, discount.lines, bought.lines, strict=True):
        bound = source.item.unit is Unit.KILOGRAM and source.quantity > 1000
        if bound:
            assert 0 <= before.points_kopecks - after.points_kopecks <= 2
            moved_down += before.points_kopecks - after.points_kopecks
        else:
            assert after.points_kopecks >= before.points_kopecks
    assert 0 <= plain.points_kopecks - discount.points_kopecks <= moved_down
    assert discount.points == 0 or discount.points >= under.points.min_points


@given(st.integers(1, 40_000))
def test_a_weighed_line_paid_in_part_with_points_is_one_position(kopecks: int) -> None:
    priced = paid(CHEESE_LINE, choice=PointsChoice(PointsMode.SUM, kopecks))
    (one,) = priced.lines
    assume(one.points)
    assert 0 <= kopecks - one.points_kopecks <= 2
    assert exact_unit_price(one.money_kopecks, one.quantity) is not None


@given(st.integers(300, 40_000))
def test_what_a_weighed_line_gives_up_another_line_takes_over(kopecks: int) -> None:
    priced = paid(CHEESE_LINE, pieces("p", 5000, 1), choice=PointsChoice(PointsMode.SUM, kopecks))
    assert priced.points_kopecks == kopecks
    assert exact_unit_price(priced.lines[0].money_kopecks, 2345) is not None


@given(st.integers(1000, 3000))
def test_whole_roubles_stay_whole_for_a_weighed_line_alone(quantity: int) -> None:
    assert paid(line("w", CHEESE, quantity), choice=WHOLE).money_kopecks % 100 == 0


def test_inputs_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(PricingInputError) as caught:
        price(basket(*TWO), Standing("another", None, 0), FULL, AT)
    assert caught.value.key == "customer_differs"
    with pytest.raises(PricingInputError) as caught:
        price(basket(*TWO), standing(), FULL, AT.replace(tzinfo=None))
    assert caught.value.key == "time_without_zone"


@given(baskets(most_lines=3), programmes(), standings, st.integers(0, 3))
@settings(max_examples=30)
def test_a_wish_for_points_changes_no_discount(goods: Basket, under: Programme, who: Standing, place: int) -> None:
    """Of alike lines another may have the odd kopeck of a split sum: the line of the wish is told apart from them."""
    assume(goods.lines)
    twin = replace(goods.lines[0], line_id="twin")
    alike = replace(goods, lines=(*goods.lines, twin), points=PointsChoice())
    wished = alike.lines[place % len(alike.lines)].line_id
    wishing = replace(alike, points=replace(ALL, lines=((wished, LINE_ALL),)))
    one, other = (price(each, who, under, AT) for each in (alike, wishing))
    assert one.net_kopecks == other.net_kopecks

    def nets(priced: PricedBasket) -> list[tuple[str, int, int]]:
        found = {one.line_id: one for one in priced.lines}
        return sorted((one.item.item_id, one.quantity, found[one.line_id].net_kopecks) for one in alike.lines)

    assert nets(one) == nets(other)
