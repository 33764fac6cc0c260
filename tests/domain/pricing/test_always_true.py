"""«Always true» of the rules, for any basket under any programme.

What can be seen of one priced basket is looked at together: drawing and pricing cost more than looking.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import NO_POINTS
from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES
from pos_app.domain.money.points import kopecks_to_points
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket, Stage, TraceOutcome
from tests.domain.baskets import baskets, lines, programmes, shuffled, standings
from tests.domain.goods import AT


def priced_of(bought: Basket, rules: Programme, who: Standing | None) -> PricedBasket:
    if who is None:
        bought = replace(bought, customer_id=None)
    return price(bought, who, rules, AT)


anyone = st.one_of(st.none(), standings)


def lines_sum_to_the_receipt_and_every_line_adds_up(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    assert [line.line_id for line in priced.lines] == [line.line_id for line in bought.lines]
    for total in ("list_kopecks", "net_kopecks", "points", "points_kopecks", "money_kopecks", "earned"):
        assert getattr(priced, total) == sum(getattr(line, total) for line in priced.lines)
    for line in priced.lines:
        assert line.list_kopecks - sum(take.amount_kopecks for take in line.takes) == line.net_kopecks
        assert line.net_kopecks - line.points_kopecks == line.money_kopecks
        assert all(take.amount_kopecks > 0 for take in line.takes)
    assert priced.points == kopecks_to_points(priced.points_kopecks, rules.points.point_value_kopecks)


def no_unit_goes_below_its_floor_and_no_cap_is_passed(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    for line, source in zip(priced.lines, bought.lines, strict=True):
        own = source.item.rules.floor_kopecks
        unit_floor = min(rules.floor_kopecks if own is None else own, source.item.price_kopecks)
        assert line.list_kopecks == line_amount(source.item.price_kopecks, source.quantity)
        assert 0 <= line.floor_kopecks <= line.money_kopecks <= line.net_kopecks <= line.list_kopecks
        assert line.floor_kopecks == line.list_kopecks or line.floor_kopecks * 1000 >= unit_floor * source.quantity
        assert 0 <= line.points_kopecks <= line.points_cap_kopecks
        share = source.item.rules.max_points_share_bp
        assert share is None or line.points_kopecks * 10_000 <= line.net_kopecks * share
        if not source.item.rules.payable_with_points:
            assert line.points_kopecks == line.points == 0
        if not source.item.rules.discountable:
            assert line.takes == ()
        if not source.item.rules.earns:
            assert line.earned == 0
        assert (line.points_cap_kopecks == 0) == (line.points_refusal is not None)
    eligible = sum(
        line.net_kopecks
        for line, source in zip(priced.lines, bought.lines, strict=True)
        if source.item.rules.payable_with_points
    )
    assert priced.points_kopecks <= priced.points_limit_kopecks
    assert priced.points_limit_kopecks * 10_000 <= eligible * rules.points.max_points_share_bp
    assert priced.points <= (0 if who is None else who.spendable)
    assert priced.points == 0 or priced.points >= rules.points.min_points
    assert (priced.points_limit_kopecks == 0) == (priced.points_refusal is not None)


@given(baskets(), programmes(), anyone, st.data())
def test_3_the_order_of_scans_changes_nothing(
    bought: Basket, rules: Programme, who: Standing | None, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(bought.lines))))
    priced = priced_of(bought, rules, who)
    again = priced_of(shuffled(bought, order), rules, who)
    for new, old in enumerate(order):
        assert replace(again.lines[new], line_id=priced.lines[old].line_id) == priced.lines[old]
    assert replace(again, lines=priced.lines, trace=priced.trace) == priced
    assert [(entry.rule_id, entry.reason, entry.amount_kopecks) for entry in again.trace] == [
        (entry.rule_id, entry.reason, entry.amount_kopecks) for entry in priced.trace
    ]


def without_promotions(rules: Programme) -> Programme:
    return replace(rules, promotions=())


def with_promotions_alone(rules: Programme) -> Programme:
    """Groups with one gift and no percentage after them: nothing else can profit from what the promotion moves."""
    promotions = tuple(replace(promotion, pay=promotion.take - 1) for promotion in rules.promotions)
    tiers = tuple(replace(tier, discount_bp=0) for tier in rules.tiers)
    return replace(rules, promotions=promotions, tiers=tiers, floor_kopecks=1)


def plain_goods(bought: BasketLine) -> BasketLine:
    """A line whose goods have no floor of their own and room for a gift, with no discount by hand."""
    rules = replace(bought.item.rules, floor_kopecks=None)
    goods = replace(bought.item, rules=rules, price_kopecks=max(bought.item.price_kopecks, 2))
    return replace(bought, item=goods, manual_discount=None)


def grows(bought: Basket, scanned: BasketLine, rules: Programme, who: Standing | None) -> bool:
    more = replace(bought, lines=(*bought.lines, scanned))
    return priced_of(more, rules, who).money_kopecks >= priced_of(bought, rules, who).money_kopecks


@given(baskets(), lines("new", "i-new"), programmes(), anyone)
def test_4_a_scan_more_never_makes_the_sum_smaller(
    bought: Basket, scanned: BasketLine, rules: Programme, who: Standing | None
) -> None:
    bought = replace(bought, points=NO_POINTS)
    assert grows(bought, scanned, without_promotions(rules), who)
    plain = replace(bought, lines=tuple(plain_goods(line) for line in bought.lines))
    assert grows(plain, plain_goods(scanned), with_promotions_alone(rules), who)


@given(baskets(), lines("new", "i-new"), programmes(), standings)
def test_4_nor_with_points_but_for_a_minimum_and_the_kopecks_of_weighed_lines(
    bought: Basket, scanned: BasketLine, rules: Programme, who: Standing
) -> None:
    free = replace(rules.points, min_points=0)
    rules = replace(rules, points=free, receipt_picture=ReceiptPicture.COUNTER_PERFORMANCE)
    assert grows(bought, scanned, without_promotions(rules), who)


def the_trace_adds_up_and_names_every_rule_once(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    assert priced.list_kopecks - sum(entry.amount_kopecks for entry in priced.trace) == priced.money_kopecks
    by_hand = [entry for entry in priced.trace if entry.rule_id == "manual"]
    assert sorted(dict(entry.params)["line_id"] for entry in by_hand) == sorted(
        line.line_id for line in bought.lines if line.manual_discount is not None
    )
    assert [entry.rule_id for entry in priced.trace if entry.rule_id != "manual"] == [
        *(promotion.rule_id for promotion in rules.promotions),
        *(f"tier:{tier.code}" for tier in rules.tiers),
        "points",
        "earning",
    ]
    for entry in priced.trace:
        assert entry.reason
        assert entry.outcome is TraceOutcome.APPLIED or entry.amount_kopecks == 0
        taken = sum(
            take.amount_kopecks
            for line in priced.lines
            for take in line.takes
            if (take.stage, take.rule_id) == (entry.stage, entry.rule_id)
            and (entry.rule_id != "manual" or dict(entry.params)["line_id"] == line.line_id)
        )
        if entry.stage in DISCOUNT_STAGES:
            assert taken == entry.amount_kopecks


def earned_points_are_floored_once_and_split_whole(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    rates = {None: rules.base_earn_bp, "forgotten": rules.base_earn_bp, "silver": 300, "gold": 777}
    base = sum(
        line.money_kopecks for line, source in zip(priced.lines, bought.lines, strict=True) if source.item.rules.earns
    )
    raw = 0 if who is None else base * rates[who.tier_code] // 10_000
    assert priced.earned == raw - raw % rules.points.earn_step


def nobody_spends_and_earns_nothing(
    _bought: Basket, _rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    if who is None:
        assert (priced.points, priced.earned) == (0, 0)
        assert priced.points_refusal == "no_customer"
        assert {entry.reason for entry in priced.trace if entry.rule_id.startswith("tier:")} == {"no_customer"}


def a_discount_by_hand_is_as_asked_or_says_that_it_was_capped(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    for entry in (entry for entry in priced.trace if entry.rule_id == "manual"):
        params = dict(entry.params)
        line = next(line for line in priced.lines if line.line_id == params["line_id"])
        asked = int(params["asked_kopecks"])
        if entry.reason == "manual_discount":
            assert entry.amount_kopecks == asked
        elif entry.reason == "manual_discount_capped":
            assert 0 < entry.amount_kopecks < asked
            assert line.net_kopecks == line.floor_kopecks


def weighed_goods_are_no_pieces(bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket) -> None:
    for line, source in zip(priced.lines, bought.lines, strict=True):
        if source.item.unit is Unit.KILOGRAM:
            assert all(take.stage is not Stage.GOODS_PROMOTION for take in line.takes)
            assert line.points_pieces is None


def the_same_question_gets_the_same_answer(
    bought: Basket, rules: Programme, who: Standing | None, priced: PricedBasket
) -> None:
    assert priced_of(bought, rules, who) == priced


ALWAYS = (
    lines_sum_to_the_receipt_and_every_line_adds_up,
    no_unit_goes_below_its_floor_and_no_cap_is_passed,
    the_same_question_gets_the_same_answer,
    the_trace_adds_up_and_names_every_rule_once,
    earned_points_are_floored_once_and_split_whole,
    nobody_spends_and_earns_nothing,
    a_discount_by_hand_is_as_asked_or_says_that_it_was_capped,
    weighed_goods_are_no_pieces,
)


@settings(max_examples=250)
@given(baskets(), programmes(), anyone)
def test_whatever_can_be_seen_of_a_priced_basket(bought: Basket, rules: Programme, who: Standing | None) -> None:
    priced = priced_of(bought, rules, who)
    for holds in ALWAYS:
        holds(bought, rules, who, priced)
