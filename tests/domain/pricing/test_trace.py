"""The trace of any basket under any programme: every kopeck and point has its rule, every rule exactly one reason."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES
from pos_app.domain.pricing.priced import PricedBasket, Stage, TraceEntry, TraceOutcome

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
