"""Each kind of earning rule by itself and beside others, and the reason of each that gives nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.account import HeldMembership, RuleUses, Standing
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.coalition import Clearing, Coalition, Partner
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import CouponPrint
from pos_app.domain.loyalty.rules.earning import (
    AfterLadder,
    EarnByReceipt,
    EarnForGroup,
    EarningRule,
    EarningTerms,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
    ReceiptStep,
)
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope
from pos_app.domain.loyalty.rules.window import Hours, Weekday, Window
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import EarnTake
from tests.domain.goods import AT, CUSTOMER, MOSCOW, basket, item, line, tier
from tests.domain.pricing.earning.receipts import Staged, earning, name, sold, staged, who

BREAD, MILK, TEA = (GoodsSelector(groups=(group,)) for group in ("bread", "milk", "tea"))
BOTH = sold(("bread", 10_000, 1), ("milk", 20_000, 1))
STACKING, EXCLUSIVE = Combination.STACKING, Combination.EXCLUSIVE


def given(one: Staged, rule_id: str) -> int:
    """Points that a rule gave; its entry and the lines agree."""
    from_lines = sum(take.points for line in one.earned.takes for take in line if take.rule_id == rule_id)
    assert one.entry(rule_id).points == from_lines
    return from_lines


def why(one: Staged, rule_id: str) -> tuple[str, dict[str, str]]:
    entry = one.entry(rule_id)
    assert entry.outcome == "not_applied"
    return entry.reason, dict(entry.params)


def rate(rule_id: str, rate_bp: int, **head: object) -> EarnRate:
    return EarnRate(rule_id, name(rule_id), rate_bp=rate_bp, **head)  # type: ignore[arg-type]


def test_per_rouble_the_larger_rate_counts_and_the_rule_s_part_is_what_it_adds() -> None:
    one = staged(BOTH, earning(rate("milk", 1000, goods=MILK), rate("low", 300)), who())
    assert (one.total, given(one, "earning"), given(one, "milk")) == (2500, 1500, 1000)
    assert why(one, "low") == ("better_earning", {"rule_id": "earning"})
    assert dict(one.entry("milk").params) == {"rate_bp": "1000", "base_rate_bp": "500", "base_kopecks": "20000"}


def test_stacking_rates_add_and_an_exclusive_one_stands_alone_even_if_lower() -> None:
    one = staged(BOTH, earning(rate("more", 200, combination=STACKING)), who())
    assert (one.total, given(one, "more")) == (2100, 600)
    alone = staged(
        BOTH,
        earning(rate("milk", 100, goods=MILK, combination=EXCLUSIVE), rate("more", 200, combination=STACKING)),
        who(),
    )
    assert (given(alone, "milk"), given(alone, "more"), given(alone, "earning")) == (200, 200, 500)


def test_multipliers_the_largest_best_one_and_all_that_stack() -> None:
    rules = (
        EarnMultiplier("double", name("double"), multiplier_bp=20_000),
        EarnMultiplier("half-more", name("half-more"), multiplier_bp=15_000),
        EarnMultiplier("milk", name("milk"), multiplier_bp=30_000, combination=STACKING, goods=MILK),
    )
    one = staged(BOTH, earning(*rules), who())
    assert one.total == 500 * 2 + 1000 * 2 * 3
    assert (given(one, "earning"), given(one, "double"), given(one, "milk")) == (1500, 1500, 4000)
    assert why(one, "half-more") == ("better_earning", {"rule_id": "double"})
    less = staged(BOTH, earning(EarnMultiplier("none", name("none"), multiplier_bp=0, goods=MILK)), who())
    assert (less.total, less.entry("none").outcome, less.entry("none").points) == (500, "applied", 0)


def test_by_the_receipt_the_highest_step_is_the_rate_of_all_its_goods() -> None:
    steps = (ReceiptStep(5000, 600), ReceiptStep(30_000, 1000), ReceiptStep(50_000, 1500))
    rules = earning(EarnByReceipt("steps", name("steps"), steps=steps))
    one = staged(BOTH, rules, who())
    assert (one.total, one.entry("steps").params[-1]) == (3000, ("missing_kopecks", "20000"))
    assert staged(sold(("tea", 29_999, 1)), rules, who()).total == 1799
    assert why(staged(sold(("tea", 4000, 1)), rules, who()), "steps") == ("sum_missing", {"missing_kopecks": "1000"})


def test_per_item_for_each_unit_and_a_part_of_a_kilogram_its_part() -> None:
    rules = earning(
        EarnPerItem("each", name("each"), points=333),
        EarnPerItem("bread", name("bread"), points=500, goods=BREAD),
        base_bp=0,
    )
    cheese = line("c", item("cheese", 90_000, unit=Unit.KILOGRAM, group="milk"), 512)
    bought = basket(cheese, line("b", item("loaf", 5000, group="bread"), 3000))
    one = staged(bought, rules, who())
    assert (given(one, "each"), given(one, "bread")) == (170, 1500)
    assert why(one, "earning") == ("no_rate", {})


def test_once_for_a_group_or_a_visit_the_larger_of_those_that_share_goods() -> None:
    rules = earning(
        EarnForGroup("bread", name("bread"), points=100, goods=BREAD),
        EarnForGroup("milk", name("milk"), points=200, goods=MILK),
        EarnPerVisit("visit", name("visit"), points=250),
        EarnPerVisit("hello", name("hello"), points=10, combination=STACKING),
        base_bp=0,
    )
    one = staged(BOTH, rules, who())
    assert (given(one, "bread"), given(one, "milk"), given(one, "hello"), one.total) == (100, 200, 10, 310)
    assert why(one, "visit") == ("more_earned_without", {"points": "250"})
    assert one.earned.points == (103, 207)
    dear = replace(rules, earning_rules=(*rules.earning_rules[:2], replace(rules.earning_rules[2], points=301)))
    assert staged(BOTH, dear, who()).total == 301


def test_once_a_day_for_the_visit() -> None:
    rules = earning(EarnPerVisit("visit", name("visit"), points=250), base_bp=0)
    again = replace(who(), rule_uses=(RuleUses("visit", 7, 1),))
    assert why(staged(BOTH, rules, again), "visit") == ("used_up_today", {"uses": "1", "most": "1"})


@pytest.mark.parametrize(
    ("after", "points"),
    [
        (AfterLadder.NOTHING, [100, 150, 200, 0, 0]),
        (AfterLadder.LAST, [100, 150, 200, 200, 200]),
        (AfterLadder.AGAIN, [100, 150, 200, 100, 150]),
    ],
)
def test_the_ladder_by_the_number_of_the_purchase(after: AfterLadder, points: list[int]) -> None:
    rules = earning(EarnLadder("ladder", name("ladder"), points=(100, 150, 200), after=after), base_bp=0)
    assert [staged(BOTH, rules, who(purchases=before)).total for before in range(5)] == points
    if after is AfterLadder.NOTHING:
        told = why(staged(BOTH, rules, who(purchases=3)), "ladder")
        assert told == ("other_purchase", {"purchase": "4", "from_purchase": "1", "to_purchase": "3"})


def test_happy_hours_and_weekdays() -> None:
    window = Window(weekdays=(Weekday.SAT,), hours=(Hours(time(12), time(14)),))
    rules = earning(EarnMultiplier("noon", name("noon"), multiplier_bp=20_000, window=window))
    saturday = datetime(2026, 3, 14, 13, 59, tzinfo=MOSCOW)
    assert staged(BOTH, rules, who(), saturday).total == 3000
    assert why(staged(BOTH, rules, who(), saturday.replace(hour=14)), "noon") == (
        "other_hours",
        {"from_time": "12:00", "to_time": "14:00"},
    )
    assert why(staged(BOTH, rules, who(), saturday.replace(day=15)), "noon")[0] == "other_weekday"


def test_a_limit_cuts_the_rule_and_never_the_base() -> None:
    one = staged(BOTH, earning(rate("ten", 1000, most_points=600)), who())
    assert (given(one, "earning"), given(one, "ten"), one.total) == (1500, 600, 2100)
    assert ("most_points", "600") in one.entry("ten").params
    assert staged(BOTH, earning(terms=EarningTerms(most_points=700)), who()).total == 700


TERMS: list[tuple[EarningTerms, str, dict[str, str]]] = [
    (EarningTerms(min_basket_kopecks=30_001), "basket_too_small", {"missing_kopecks": "1"}),
    (EarningTerms(goods=TEA), "no_eligible_lines", {}),
    (EarningTerms(most_accruals_per_day=2), "accruals_today", {"times": "2"}),
]


@pytest.mark.parametrize(("terms", "reason", "params"), TERMS)
def test_where_nothing_is_earned_every_rule_has_the_reason(
    terms: EarningTerms, reason: str, params: dict[str, str]
) -> None:
    one = staged(BOTH, earning(rate("ten", 1000), terms=terms), replace(who(), accruals_today=2))
    assert one.total == 0
    assert why(one, "earning") == why(one, "ten") == (reason, params)


def test_nothing_while_spending() -> None:
    rules = earning(rate("ten", 1000), terms=EarningTerms(nothing_while_spending=True))
    spending = replace(BOTH, points=PointsChoice(PointsMode.SUM, 1))
    assert why(staged(spending, rules, who()), "ten") == ("spending", {"points_kopecks": "1"})
    assert staged(BOTH, rules, who()).total == 3000
    kept = staged(replace(BOTH, points=PointsChoice(PointsMode.BEST)), rules, who())
    assert (kept.total, sum(kept.paid.kopecks)) == (0, 29_998)


def test_nobody_earns_nothing() -> None:
    assert why(staged(BOTH, earning(rate("ten", 1000)), None), "ten") == ("no_customer", {})


def test_goods_that_never_earn_and_goods_of_no_line() -> None:
    tobacco = line("t", item("t", 20_000, group="tea", rules=SellingRules(earns=False)), 1000)
    rules = earning(rate("tea", 1000, goods=TEA), rate("milk", 1000, goods=MILK))
    one = staged(basket(*BOTH.lines[:1], tobacco), rules, who())
    assert why(one, "tea") == ("not_earning", {})
    assert why(one, "milk") == ("no_goods", {})
    assert one.earned.points == (500, 0)


def test_what_discounts_forbid_is_not_earned() -> None:
    one = staged(BOTH, earning(rate("ten", 1000)), who())
    one.claims.facts.sheet[0].bars["ten"] = "sale"
    barred = staged_again(one)
    assert barred.earned.points == (500, 2000)
    one.claims.facts.sheet[1].bars["ten"] = "sale"
    assert why(staged_again(one), "ten") == ("forbidden", {"rule_id": "sale"})
    one.claims.facts.sheet[1].bars["earning"] = "sale"
    assert staged_again(one).earned.points == (500, 0)
    one.claims.facts.sheet[0].bars["earning"] = "sale"
    assert why(staged_again(one), "earning") == ("forbidden", {"rule_id": "sale"})


def staged_again(one: Staged) -> Staged:
    """The same sheet once more, after something was written on it."""
    from pos_app.domain.pricing.earning.claims import claims_of
    from pos_app.domain.pricing.stages.earning import earn

    claims = claims_of(one.claims.plan, one.claims.facts)
    return Staged(claims, one.paid, earn(claims, [sheet.net_kopecks for sheet in claims.facts.sheet], 0))


def test_a_rule_keeps_those_that_it_forbids_away() -> None:
    first = rate("first", 600, forbids=("second",), goods=BREAD)
    second = rate("second", 100, combination=STACKING)
    one = staged(BOTH, earning(first, second), who())
    assert one.earned.points == (600, 1200)
    whole = staged(BOTH, earning(replace(first, forbid_scope=ForbidScope.RECEIPT), second), who())
    assert why(whole, "second") == ("forbidden", {"rule_id": "first"})


def test_a_rule_that_gives_nothing_forbids_nothing() -> None:
    large = EarnByReceipt("large", name("large"), steps=(ReceiptStep(10_000_000, 900),), forbids=("each",))
    each = EarnPerItem("each", name("each"), points=100)
    one = staged(BOTH, earning(large, each), who())
    assert why(one, "large")[0] == "sum_missing"
    assert given(one, "each") > 0
    beaten = staged(BOTH, earning(rate("low", 100, forbids=("each",)), each), who())
    assert why(beaten, "low") == ("better_earning", {"rule_id": "earning"})
    assert given(beaten, "each") > 0
    first = rate("first", 600, forbids=("low",))
    chain = staged(BOTH, earning(first, rate("low", 900, combination=STACKING, forbids=("each",)), each), who())
    assert why(chain, "low") == ("forbidden", {"rule_id": "first"})
    assert given(chain, "each") > 0


def test_a_low_rate_that_stands_alone_applied_though_it_gives_nothing() -> None:
    one = staged(BOTH, earning(rate("none", 0, goods=MILK, combination=EXCLUSIVE), rate("more", 200)), who())
    assert (one.entry("none").outcome, one.entry("none").points) == ("applied", 0)


def test_the_base_says_which_rule_alone_earns_on_all_the_goods() -> None:
    alone = staged(BOTH, earning(rate("ten", 1000, combination=EXCLUSIVE)), who())
    assert (alone.total, why(alone, "earning")) == (3000, ("forbidden", {"rule_id": "ten"}))
    visit = EarnPerVisit("visit", name("visit"), points=100, combination=EXCLUSIVE)
    assert why(staged(BOTH, earning(visit), who()), "earning") == ("forbidden", {"rule_id": "visit"})
    naught = EarnMultiplier("naught", name("naught"), multiplier_bp=0)
    assert why(staged(BOTH, earning(naught), who()), "earning") == ("forbidden", {"rule_id": "naught"})
    little = staged(sold(("bread", 9, 1)), earning(rate("ten", 1000, combination=EXCLUSIVE)), who())
    assert (little.total, why(little, "earning")) == (0, ("too_little", {}))


def test_coupons_are_not_printed_where_something_forbids_them() -> None:
    prints = (CouponPrint("next", name("next"), coupon="spring", from_kopecks=1),)
    first = rate("first", 600, forbids=("next",), goods=BREAD)
    some = staged(BOTH, replace(earning(first), coupon_prints=prints), who())
    assert [one.rule_id for one in some.earned.printed] == ["next"]  # there is milk too
    whole = replace(first, forbid_scope=ForbidScope.RECEIPT)
    none = staged(BOTH, replace(earning(whole), coupon_prints=prints), who())
    assert none.earned.printed == ()
    assert why(none, "next") == ("forbidden", {"rule_id": "first"})
    twice = (replace(prints[0], forbids=("other",)), replace(prints[0], rule_id="other"))
    one = staged(BOTH, replace(earning(), coupon_prints=twice), who())
    assert why(one, "other") == ("forbidden", {"rule_id": "next"})


CONDITIONS: list[tuple[Conditions, str, dict[str, str]]] = [
    (Conditions(min_goods_kopecks=20_001), "goods_too_few", {"missing_kopecks": "1"}),
    (Conditions(min_basket_kopecks=30_500), "basket_too_small", {"missing_kopecks": "500"}),
    (
        Conditions(min_quantity=2000),
        "quantity_missing",
        {"missing_quantity": "1000", "quantity": "1000", "unit": "piece"},
    ),
    (Conditions(tiers=("gold",)), "other_tier", {"tier": "", "needed": "gold"}),
]


@pytest.mark.parametrize(("conditions", "reason", "params"), CONDITIONS)
def test_the_head_of_a_rule_counts(conditions: Conditions, reason: str, params: dict[str, str]) -> None:
    one = staged(BOTH, earning(rate("milk", 1000, goods=MILK, conditions=conditions)), who())
    assert why(one, "milk") == (reason, params)


def test_sums_are_what_is_paid_in_money() -> None:
    rules = earning(rate("ten", 1000, conditions=Conditions(min_basket_kopecks=30_000)))
    assert staged(BOTH, rules, who()).total == 3000
    spending = staged(replace(BOTH, points=PointsChoice(PointsMode.SUM, 1)), rules, who())
    assert why(spending, "ten") == ("basket_too_small", {"missing_kopecks": "1"})


def base_rates() -> list[tuple[Callable[[Programme], Programme], Standing, str, int]]:
    card = Membership("club", name("club"), ("club-card",), 30, earn_bp=700)
    bakery = Partner("bakery", name("bakery"), ("b-1",), earn_bp=200)
    silent = Partner("silent", name("silent"), ("s-1",), issues=False)
    coalition = Coalition((bakery, silent), Clearing("bakery"))
    member = replace(who(), memberships=(HeldMembership("club", date(2026, 3, 14)),))
    gold = replace(who(), tier_code="gold")
    return [
        (lambda rules: rules, who(), "", 1500),
        (lambda rules: replace(rules, tiers=(tier("gold", 0, 0, 1000),)), gold, "", 3000),
        (lambda rules: replace(rules, memberships=(card,)), member, "", 2100),
        (lambda rules: replace(rules, memberships=(card,)), who(), "", 1500),
        (lambda rules: replace(rules, coalition=coalition), gold, "b-1", 600),
        (lambda rules: replace(rules, coalition=coalition), who(), "s-1", 0),
        (lambda rules: replace(rules, coalition=coalition), who(), "elsewhere", 1500),
    ]


@pytest.mark.parametrize(("change", "customer", "shop", "total"), base_rates())
def test_the_base_is_the_partner_s_the_tier_s_the_programme_s_and_members_have_their_least(
    change: Callable[[Programme], Programme], customer: Standing, shop: str, total: int
) -> None:
    one = staged(replace(BOTH, shop_code=shop), change(earning()), customer)
    assert one.total == total
    if shop == "s-1":
        assert why(one, "earning") == ("partner_issues_none", {})


def test_a_coupon_is_printed_for_enough_money_of_its_goods() -> None:
    rules = replace(
        earning(),
        coupon_prints=(
            CouponPrint("next", name("next"), coupon="spring", goods=MILK, from_kopecks=20_000, valid_days=10),
            CouponPrint("tea", name("tea"), coupon="spring", goods=TEA),
        ),
    )
    one = staged(BOTH, rules, None)
    (printed,) = one.earned.printed
    assert (printed.coupon, printed.from_day, printed.until_day) == ("spring", date(2026, 3, 15), date(2026, 3, 24))
    assert one.entry("next").reason == "coupon_printed"
    assert why(one, "tea") == ("no_goods", {})
    spending = staged(replace(BOTH, points=PointsChoice(PointsMode.SUM, 300)), rules, who())
    assert why(spending, "next") == ("sum_missing", {"missing_kopecks": "200"})


def test_many_rules_for_the_receipt_that_share_goods_are_chosen_from_the_largest_down_and_it_says_so() -> None:
    many: tuple[EarningRule, ...] = tuple(
        EarnPerVisit(f"visit-{index}", name("visit"), points=100 + index) for index in range(13)
    )
    one = staged(BOTH, earning(*many, base_bp=0), who())
    assert one.total == 112
    assert ("search", "bounded") in one.entry("visit-12").params


def test_every_line_knows_which_rule_gave_what() -> None:
    one = staged(BOTH, earning(rate("milk", 1000, goods=MILK)), Standing(CUSTOMER, None, 0), AT)
    assert one.earned.takes == ((EarnTake("earning", 500),), (EarnTake("earning", 1000), EarnTake("milk", 1000)))
