"""The best use of points saves as much as the best of all splits, tried one by one."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing import best_split, points_ways
from pos_app.domain.pricing.points_caps import points_caps
from tests.domain.pricing.earning.receipts import Staged, programmes_that_earn, small_baskets, staged, who


def worth(rules: Programme, one: Staged) -> int:
    """What the customer saves, hundredths of a kopeck: money not paid, and the worth of what is earned."""
    return 100 * sum(one.paid.kopecks) + rules.points.point_value_kopecks * one.total


def every_split(bought: Basket, rules: Programme, spendable: int) -> int:
    """The most that any split saves: each line pays every sum that it may."""
    nothing = staged(bought, rules, who(spendable))
    best = worth(rules, nothing)
    sheet = nothing.claims.facts.sheet
    caps = points_caps(sheet, who(spendable), rules)
    if caps.refusal is not None:
        return best
    for split in product(*(range(cap + 1) for cap in caps.line_kopecks)):
        if sum(split) <= caps.limit_kopecks:
            wishes = tuple(
                sorted(
                    (one.line.line_id, LinePoints(LinePointsMode.SUM, kopecks))
                    for one, kopecks in zip(sheet, split, strict=True)
                )
            )
            best = max(
                best, worth(rules, staged(replace(bought, points=PointsChoice(lines=wishes)), rules, who(spendable)))
            )
    return best


BEST = PointsChoice(PointsMode.BEST)


@settings(max_examples=150)
@given(small_baskets(), programmes_that_earn(2), st.sampled_from((10**6, 9, 15)))
def test_pieces_equal_to_trying_every_split(bought: Basket, rules: Programme, spendable: int) -> None:
    found = staged(replace(bought, points=BEST), rules, who(spendable))
    assert "search" not in dict(found.paid.entry.params)
    assert worth(rules, found) == every_split(bought, rules, spendable)


@settings(max_examples=60)
@given(small_baskets(weighed=True), programmes_that_earn(2), st.sampled_from((10**6, 9, 15)))
def test_weighed_goods_too(bought: Basket, rules: Programme, spendable: int) -> None:
    found = staged(replace(bought, points=BEST), rules, who(spendable))
    assert worth(rules, found) == every_split(bought, rules, spendable)


@settings(max_examples=20)
@given(small_baskets(6, 2), programmes_that_earn(6), st.sampled_from((10**6, 4)))
def test_six_lines_and_six_rules(bought: Basket, rules: Programme, spendable: int) -> None:
    found = staged(replace(bought, points=BEST), rules, who(spendable))
    assert "search" in dict(found.paid.entry.params) or worth(rules, found) == every_split(bought, rules, spendable)


@settings(max_examples=60)
@given(small_baskets(), programmes_that_earn(6), st.sampled_from((10**6, 9, 15)))
def test_six_rules_equal_to_trying_every_split(bought: Basket, rules: Programme, spendable: int) -> None:
    found = staged(replace(bought, points=BEST), rules, who(spendable))
    assert "search" not in dict(found.paid.entry.params)
    assert worth(rules, found) == every_split(bought, rules, spendable)


@settings(max_examples=80)
@given(small_baskets(), programmes_that_earn(4), st.sampled_from((10**6, 9, 15)), st.sampled_from((1, 2, 3)))
def test_a_search_cut_short_says_how_much_more_there_might_be(
    bought: Basket, rules: Programme, spendable: int, paths: int
) -> None:
    with MonkeyPatch.context() as patch:
        patch.setattr(best_split, "MOST_PATHS", paths)
        patch.setattr(points_ways, "MOST_WAYS", 1 + paths)
        found = staged(replace(bought, points=BEST), rules, who(spendable))
    params = dict(found.paid.entry.params)
    more = int(params.get("more_at_most_kopecks", "0"))
    assert (params.get("search") == "bounded") == ("more_at_most_kopecks" in params)
    assert worth(rules, found) + 100 * more >= every_split(bought, rules, spendable)
