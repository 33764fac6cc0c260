"""Earning on any basket by any rules: it adds up, every rule has one entry, order changes nothing, an oracle agrees."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.earning import EarningTerms, EarnMultiplier, EarnRate
from pos_app.domain.loyalty.rules.rule import Combination
from tests.domain.goods import programme
from tests.domain.pricing.earning.receipts import Staged, programmes_that_earn, small_baskets, staged, who

choices = st.one_of(
    st.just(PointsChoice()),
    st.just(PointsChoice(PointsMode.ALL)),
    st.just(PointsChoice(PointsMode.BEST)),
    st.integers(1, 30).map(lambda kopecks: PointsChoice(PointsMode.SUM, kopecks)),
)


@given(small_baskets(6, 300), programmes_that_earn(6), choices)
def test_points_add_up_by_line_by_rule_and_in_the_trace(bought: Basket, rules: Programme, points: PointsChoice) -> None:
    one = staged(replace(bought, points=points), rules, who())
    for total, takes in zip(one.earned.points, one.earned.takes, strict=True):
        assert sum(take.points for take in takes) == total
        assert all(take.points > 0 for take in takes)
        assert len({take.rule_id for take in takes}) == len(takes)
    by_rule: dict[str, int] = {}
    for takes in one.earned.takes:
        for take in takes:
            by_rule[take.rule_id] = by_rule.get(take.rule_id, 0) + take.points
    assert [entry.rule_id for entry in one.earned.entries] == [
        "earning",
        *(rule.rule_id for rule in rules.earning_rules),
    ]
    assert {entry.rule_id: entry.points for entry in one.earned.entries if entry.points} == by_rule
    assert all(entry.reason and entry.amount_kopecks == 0 for entry in one.earned.entries)
    for rule in rules.earning_rules:
        # splitting the receipt's points, rounded down once, may give a rule one more hundredth on a line
        most = rule.most_points
        assert most is None or by_rule.get(rule.rule_id, 0) <= most + len(bought.lines)
    most = rules.earning.most_points
    assert most is None or one.total <= most
    assert one.total % rules.points.earn_step == 0
    for sheet, total in zip(one.claims.facts.sheet, one.earned.points, strict=True):
        assert total == 0 or sheet.line.item.rules.earns


@given(small_baskets(6, 300), programmes_that_earn(6), choices, st.data())
def test_the_order_of_scans_changes_nothing(
    bought: Basket, rules: Programme, points: PointsChoice, data: st.DataObject
) -> None:
    bought = replace(bought, points=points)
    order = data.draw(st.permutations(range(len(bought.lines))))
    lines = tuple(replace(bought.lines[old], line_id=f"s{new}") for new, old in enumerate(order))
    one, other = staged(bought, rules, who()), staged(replace(bought, lines=lines), rules, who())
    assert (one.earned, one.paid) == (other.earned, other.paid)


def by_hand(bought: Basket, rules: Programme) -> int:
    """Rates and multipliers as the rules say, in fractions."""
    raw = Fraction(0)
    for line in bought.lines:
        if not line.item.rules.earns:
            continue
        mine = [rule for rule in rules.earning_rules if rule.goods.chooses(line.item)]
        rates = [rule for rule in mine if isinstance(rule, EarnRate)]
        rate = max([rules.base_earn_bp, *(one.rate_bp for one in rates if one.combination is Combination.BEST)])
        rate += sum(one.rate_bp for one in rates if one.combination is Combination.STACKING)
        factor = Fraction(1)
        multipliers = [rule for rule in mine if isinstance(rule, EarnMultiplier)]
        best = [one.multiplier_bp for one in multipliers if one.combination is Combination.BEST]
        stacking = [one.multiplier_bp for one in multipliers if one.combination is Combination.STACKING]
        for figure in [*sorted(best)[-1:], *stacking]:
            factor *= Fraction(figure, 10_000)
        raw += line.item.price_kopecks * (line.quantity // 1000) * Fraction(rate, 10_000) * factor
    return int(raw)


@given(small_baskets(6, 3000), programmes_that_earn(6))
def test_whoever_earns_instead_of_a_rule_earned(bought: Basket, rules: Programme) -> None:
    one = staged(bought, rules, who())
    entries = {entry.rule_id: entry for entry in one.earned.entries}
    assert len(entries) == len(one.earned.entries)
    for entry in one.earned.entries:
        by = dict(entry.params).get("rule_id")
        if by is not None and one.total:
            assert entries[by].outcome == "applied" or entries[by].reason == "too_little"


@given(small_baskets(6, 3000), programmes_that_earn(6, ("rate", "multiplier")))
def test_rates_and_multipliers_are_what_fractions_give(bought: Basket, drawn: Programme) -> None:
    plain = replace(
        programme(base_earn_bp=drawn.base_earn_bp),
        earning=EarningTerms(),
        earning_rules=tuple(
            replace(
                rule,
                most_points=None,
                forbids=(),
                conditions=type(rule.conditions)(),
                combination=Combination.BEST if rule.combination is Combination.EXCLUSIVE else rule.combination,
            )
            for rule in drawn.earning_rules
        ),
    )
    assert staged(bought, plain, who()).total == by_hand(bought, plain)


@given(small_baskets(4, 300), programmes_that_earn(4))
def test_more_money_never_earns_less_by_rates_that_only_add(bought: Basket, drawn: Programme) -> None:
    rising = tuple(rule for rule in drawn.earning_rules if rule.combination is Combination.STACKING)
    rules = replace(drawn, earning_rules=tuple(rule for rule in rising if not isinstance(rule, EarnMultiplier)))

    def total(points: PointsChoice) -> Staged:
        return staged(replace(bought, points=points), rules, who())

    assert total(PointsChoice()).total >= total(PointsChoice(PointsMode.ALL)).total
