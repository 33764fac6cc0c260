"""The trace of any basket under any programme: every kopeck and point has its rule, every rule exactly one reason."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.domain.basket.basket import ManualDiscount
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.basket_promotions import Threshold, ThresholdStep
from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    BundlePart,
    FixedPrice,
    GiftWithPurchase,
    GoodsDiscount,
    NthDiscount,
    QuantityStep,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.manual_limits import ManualLimits
from pos_app.domain.loyalty.rules.rule import Combination
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES
from pos_app.domain.pricing.compiled_programme import compile_programme, selectors_of
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket, Stage, TraceEntry, TraceOutcome
from tests.domain.goods import AT, basket, item, n_for_m, off, percent, pieces, programme
from tests.domain.goods import line as one_line

MISSING = {
    "basket_too_small": {"missing_kopecks"},
    "goods_too_few": {"missing_kopecks"},
    "sum_missing": {"missing_kopecks"},
    "turnover_missing": {"missing_kopecks"},
    "quantity_missing": {"missing_quantity"},
    "other_goods_missing": {"missing_quantity"},
    "pieces_missing": {"missing", "pieces"},
    "gift_missing": {"missing"},
    "below_minimum": {"missing", "min_points"},
}
"""By reason: the params of which one says what is missing."""
COMPARED = {"better_promotion": lambda would, took: would < took, "equal_promotion": lambda would, took: would == took}

cases = st.builds(make_case, st.integers(1, 10**6), st.integers(1, 10**6))
often = settings(max_examples=150, deadline=None)


def params_of(entry: TraceEntry) -> dict[str, str]:
    assert len(dict(entry.params)) == len(entry.params), "a param stands twice"
    return dict(entry.params)


@often
@given(cases)
def test_every_rule_has_exactly_one_entry_and_nothing_else_has_one(case: Case) -> None:
    priced = price_of(case)
    told = Counter(entry.rule_id for entry in priced.trace)
    rules = {rule.rule_id for _, rule in case.programme.staged_rules()}
    rules |= {f"tier:{tier.code}" for tier in case.programme.tiers} | {"points", "earning"}
    by_hand = {name: told.pop(name, 0) for name in ("manual", "manual:basket")}
    assert told == dict.fromkeys(rules, 1)
    assert by_hand["manual"] == sum(line.manual_discount is not None for line in case.basket.lines)
    assert by_hand["manual:basket"] == (case.basket.manual_discount is not None)
    assert all(entry.reason for entry in priced.trace)


@often
@given(cases)
def test_every_kopeck_of_every_line_has_its_rule(case: Case) -> None:
    priced = price_of(case)
    taken: Counter[tuple[str, str]] = Counter()
    for line in priced.lines:
        own: Counter[tuple[str, str]] = Counter()
        for take in line.takes:
            own[take.stage.value, take.rule_id] += take.amount_kopecks
        own[Stage.POINTS.value, "points"] += line.points_kopecks
        assert line.list_kopecks - sum(own.values()) == line.money_kopecks
        taken += own
    told: Counter[tuple[str, str]] = Counter()
    for entry in priced.trace:
        told[entry.stage, entry.rule_id] += entry.amount_kopecks
    assert +taken == +told
    assert [take.stage.place for line in priced.lines for take in line.takes] == [
        place for line in priced.lines for place in sorted(take.stage.place for take in line.takes)
    ]
    assert {entry.stage for entry in priced.trace if entry.amount_kopecks} <= {*DISCOUNT_STAGES, Stage.POINTS}


@often
@given(cases)
def test_every_point_of_every_line_has_its_rule(case: Case) -> None:
    priced = price_of(case)
    given_by: Counter[str] = Counter()
    for line in priced.lines:
        assert line.earned == sum(one.points for one in line.earnings)
        for one in line.earnings:
            given_by[one.rule_id] += one.points
    assert {rule_id: points for rule_id, points in given_by.items() if points} == {
        entry.rule_id: entry.points for entry in priced.trace if entry.points
    }


@often
@given(cases)
def test_what_did_not_apply_gave_nothing_and_says_what_is_missing(case: Case) -> None:
    for entry in price_of(case).trace:
        params = params_of(entry)
        if entry.outcome is TraceOutcome.APPLIED:
            assert entry.amount_kopecks or entry.points or entry.stage == Stage.EARNING
            continue
        assert not entry.amount_kopecks
        assert not entry.points
        if entry.reason in MISSING:
            stated = MISSING[entry.reason] & params.keys()
            assert stated, entry
            assert all(int(params[name]) > 0 for name in stated - {"pieces"}), entry
        if entry.reason in COMPARED:
            assert COMPARED[entry.reason](int(params["would_kopecks"]), int(params["amount_kopecks"])), entry
        if entry.reason in ("saves_more_without", "better_promotion", "equal_promotion"):
            assert int(params["would_kopecks"]) > 0


@often
@given(cases)
def test_a_rule_that_floors_keep_out_has_goods_at_their_floor(case: Case) -> None:
    """Nothing else is called a floor: a sum that is missing, less than a kopeck, a price that is no lower."""
    priced, compiled = price_of(case), compile_programme(case.programme)
    for rule in compiled.rules:
        (entry,) = (entry for entry in priced.trace if entry.rule_id == rule.rule_id)
        if entry.reason != "floor_reached":
            continue
        at_floor = []
        for source, line in zip(case.basket.lines, priced.lines, strict=True):
            if any(goods.chooses(source.item) for goods in selectors_of(rule.rule)) and source.item.rules.discountable:
                taken = sum(take.amount_kopecks for take in line.takes if take.stage.place <= rule.stage.place)
                at_floor.append(line.list_kopecks - taken == line.floor_kopecks)
        assert any(at_floor), entry


@often
@given(cases)
def test_a_promotion_on_pieces_says_how_many_even_where_there_are_none(case: Case) -> None:
    grouping = {
        rule.rule_id
        for rule in case.programme.promotions
        if rule.kind in ("n_for_m", "cheapest_free", "bundle", "nth_discount")
    }
    for entry in price_of(case).trace:
        if entry.rule_id in grouping and entry.reason == "no_goods":
            assert int(params_of(entry)["missing"]) > 0


@often
@given(cases)
def test_whoever_is_said_to_be_better_applied(case: Case) -> None:
    priced = price_of(case)
    entries = {entry.rule_id: entry for entry in priced.trace}
    for entry in priced.trace:
        if entry.outcome is TraceOutcome.NOT_APPLIED and "rule_id" in params_of(entry):
            other = entries[params_of(entry)["rule_id"]]
            assert other.outcome is TraceOutcome.APPLIED or earns_nothing(priced), (entry, other)
            assert other is not entry


def rule_of(rule_id: str, kind: type[Any], **keys: Any) -> Any:
    return kind(rule_id=rule_id, name=LocalText(rule_id, rule_id), **keys)


STACKING = Combination.STACKING
TEA, BREAD = GoodsSelector(groups=("tea",)), GoodsSelector(groups=("bread",))
OFF_60 = rule_of("first", GoodsDiscount, benefit=PercentOff(6000))
SECOND = [
    (GoodsDiscount, {"benefit": PercentOff(100)}, "too_little", {}),
    (GoodsDiscount, {"benefit": PercentOff(100), "floor": 40}, "floor_reached", {}),
    (FixedPrice, {"price_kopecks": 41}, "too_little", {}),
    (QuantitySteps, {"steps": (QuantityStep(1000, PriceOf(41)),)}, "too_little", {}),
    (NthDiscount, {"nth": 2, "benefit": PercentOff(100)}, "too_little", {}),
    (Bundle, {"parts": (BundlePart(TEA), BundlePart(BREAD)), "benefit": PriceOf(81)}, "too_little", {}),
    (GiftWithPurchase, {"goods": TEA, "buy_quantity": 1000, "gift": BREAD, "gift_price_kopecks": 41}, "too_little", {}),
]


@pytest.mark.parametrize(("kind", "keys", "reason", "params"), SECOND)
def test_a_rule_on_top_says_why_it_gives_nothing_on_what_is_left(
    kind: type[Any], keys: dict[str, Any], reason: str, params: dict[str, str]
) -> None:
    """A rouble each; the first rule takes 60 kopecks of each, and the second would give something before that."""
    keys = dict(keys)
    floor = keys.pop("floor", 1)
    rules = replace(
        programme(floor_kopecks=floor), promotions=(OFF_60, rule_of("on-top", kind, combination=STACKING, **keys))
    )
    lines = (one_line("t", item("t", 100, group="tea"), 1000), one_line("b", item("b", 100, group="bread"), 1000))
    entries = {entry.rule_id: entry for entry in price(basket(*lines, customer_id=None), None, rules, AT).trace}
    assert (entries["on-top"].reason, params_of(entries["on-top"])) == (reason, params)


def test_a_threshold_on_top_says_what_is_missing_after_the_others() -> None:
    first = rule_of("first", Threshold, steps=(ThresholdStep(1000, PercentOff(1000)),))
    second = rule_of("second", Threshold, steps=(ThresholdStep(10_000, SumOff(500)),), combination=STACKING)
    rules = replace(programme(), basket_promotions=(first, second))
    bought = basket(pieces("a", 10_000, 1), customer_id=None)
    entries = {entry.rule_id: entry for entry in price(bought, None, rules, AT).trace}
    assert (entries["second"].reason, params_of(entries["second"])["missing_kopecks"]) == ("sum_missing", "1000")


def test_a_rule_that_applied_tells_of_the_goods_that_it_got() -> None:
    """Rivals took the others, and a rule on top finds what they left of the price."""
    half = rule_of("half", GoodsDiscount, goods=TEA, benefit=PercentOff(6000))
    lines = (one_line("t", item("t", 100, group="tea"), 6000), one_line("b", item("b", 10_000, group="bread"), 3000))
    rules = programme(promotions=(n_for_m("three", 3, 2), half))
    entries = {entry.rule_id: entry for entry in price(basket(*lines, customer_id=None), None, rules, AT).trace}
    assert entries["half"].amount_kopecks == 360
    assert params_of(entries["three"]) == {"groups": "1", "pieces": "3", "missing": "3"}
    steps = (ThresholdStep(10_000, PercentOff(500)), ThresholdStep(60_000, PercentOff(600)))
    of_tea = rule_of("tea", Threshold, goods=TEA, steps=(ThresholdStep(100, PercentOff(5000)),))
    dear = (one_line("t", item("t", 30_000, group="tea"), 1000), one_line("b", item("b", 25_000, group="bread"), 1000))
    for combination, goods_kopecks in ((Combination.BEST, 25_000), (STACKING, 40_000)):
        other = rule_of("all", Threshold, steps=steps, combination=combination)
        beside = replace(programme(), basket_promotions=(of_tea, other))
        entries = {entry.rule_id: entry for entry in price(basket(*dear, customer_id=None), None, beside, AT).trace}
        told = {"sum_kopecks": str(goods_kopecks), "missing_kopecks": str(60_000 - goods_kopecks)}
        assert params_of(entries["all"]) == told


@pytest.mark.parametrize(
    ("limits", "discount", "reason"),
    [
        (ManualLimits(line_bp=3000), percent(5000), "manual_discount_limited"),
        (ManualLimits(basket_bp=3000), off(400), "manual_discount_limited"),
        (ManualLimits(), off(1000), "manual_discount_capped"),
        (ManualLimits(line_bp=3000), percent(3000), "manual_discount"),
    ],
)
def test_a_discount_by_hand_says_whether_a_floor_or_the_programme_cut_it(
    limits: ManualLimits, discount: ManualDiscount, reason: str
) -> None:
    rules = replace(programme(), manual=limits)
    priced = price(basket(pieces("a", 1000, 1, discount), customer_id=None), None, rules, AT)
    (entry,) = (entry for entry in priced.trace if entry.rule_id == "manual")
    assert entry.reason == reason


def earns_nothing(priced: PricedBasket) -> bool:
    """A rule may keep another from points that nobody pays for in the end."""
    return priced.earned == 0


@often
@given(cases)
def test_why_points_do_not_pay_is_told_with_who_or_how_often(case: Case) -> None:
    (entry,) = (entry for entry in price_of(case).trace if entry.rule_id == "points")
    told = {"forbidden": "rule_id", "spends_today": "times", "below_minimum": "min_points"}
    if entry.reason in told:
        assert params_of(entry).keys() & {told[entry.reason], "missing"}


@often
@given(cases)
def test_quantities_are_told_with_their_unit(case: Case) -> None:
    units = {line.item.unit.value for line in case.basket.lines}
    for entry in price_of(case).trace:
        params = params_of(entry)
        if params.keys() & {"quantity", "missing_quantity"}:
            bought = int(params.get("quantity", "0")) > 0  # else it asks for goods that are not there at all
            assert params.get("unit") in (units if bought and len(units) == 1 else {None, *units}), entry
