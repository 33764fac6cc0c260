"""Bundles whose parts want the same goods: as many as trying everything finds, and they save as much."""

from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.everything_tried.bundles import bundles_of
from pos_app.campaign.engine.everything_tried.goods import Part as TriedPart
from pos_app.campaign.engine.everything_tried.goods import line_of
from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import GoodsSelector
from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.goods_promotions import Bundle, BundlePart
from pos_app.domain.money.units import ONE
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.part import Part, pieces_of
from pos_app.domain.pricing.rows.bundle import bundles_in_rows
from pos_app.domain.pricing.rows.goods import Column, column_of
from tests.domain.goods import AT, basket, item, programme

GROUPS = ("milk", "cheese", "bread")
Bought = list[tuple[int, str, int]]
"""Price in kopecks, group, pieces."""

selectors = st.one_of(
    st.just(GoodsSelector()),
    st.sets(st.sampled_from(GROUPS), min_size=1, max_size=2).map(sorted).map(tuple).map(GoodsSelector),
)
bundle_parts = st.lists(st.builds(BundlePart, selectors, st.integers(1, 2)), min_size=2, max_size=3).map(tuple)
prices = st.integers(1, 40).map(lambda roubles: 100 * roubles)
bought = st.lists(st.tuples(prices, st.sampled_from(GROUPS), st.integers(1, 3)), min_size=1, max_size=4)
benefits: st.SearchStrategy[Benefit] = st.one_of(
    st.just(SumOff(1)), st.builds(PercentOff, st.sampled_from([1000, 5000])), st.builds(PriceOf, st.integers(0, 9000))
)
all_benefits: st.SearchStrategy[Benefit] = st.one_of(
    st.builds(SumOff, st.integers(1, 5000)),
    st.builds(PercentOff, st.integers(1, 10_000), st.one_of(st.none(), st.integers(1, 3000))),
    st.builds(PriceOf, st.integers(0, 9000)),
)
much_bought = st.lists(st.tuples(prices, st.sampled_from(GROUPS), st.integers(1, 12)), min_size=1, max_size=4)
limits = st.one_of(st.none(), st.none(), st.integers(1, 3))


def bundle(parts: tuple[BundlePart, ...], benefit: Benefit, max_times: int | None = None) -> Bundle:
    return Bundle("b", LocalText("b", "b"), parts=parts, benefit=benefit, max_times=max_times)


def lines_of(goods: Bought) -> list[BasketLine]:
    return [
        BasketLine(f"l{at}", item(f"i{at}", each, group=group), pieces * ONE, None)
        for at, (each, group, pieces) in enumerate(goods)
    ]


def taken_off(rule: Bundle, lines: list[BasketLine]) -> int:
    rules = programme(promotions=(rule,), floor_kopecks=0)
    return price(basket(*lines, customer_id=None), None, rules, AT).discount_kopecks


def best_by_search(rule: Bundle, goods: Bought) -> int:
    """Every way to make bundles of the pieces."""
    units = tuple(sorted((each, group) for each, group, pieces in goods for _ in range(pieces)))
    places = [part.goods.groups for part in rule.parts for _ in range(part.count)]

    @cache
    def is_bundle(some: tuple[tuple[int, str], ...]) -> bool:
        return any(
            all(not place or unit[1] in place for unit, place in zip(some, order, strict=True))
            for order in permutations(places)
        )

    def gift(some: tuple[tuple[int, str], ...]) -> int:
        costs = sum(each for each, _ in some)
        if isinstance(rule.benefit, PercentOff):
            return costs * rule.benefit.rate_bp // 10_000
        return (
            min(rule.benefit.kopecks, costs)
            if isinstance(rule.benefit, SumOff)
            else max(costs - rule.benefit.kopecks, 0)
        )

    @cache
    def best(left: tuple[tuple[int, str], ...], times: int) -> int:
        if len(left) < len(places) or not times:
            return 0
        most = best(left[1:], times)
        for mates in combinations(range(1, len(left)), len(places) - 1):
            some = (left[0], *[left[at] for at in mates])
            if is_bundle(some):
                rest = tuple(unit for at, unit in enumerate(left) if at and at not in mates)
                most = max(most, gift(some) + best(rest, times - 1))
        return most

    return best(units, len(units) if rule.max_times is None else rule.max_times)


DAIRY, MILK = GoodsSelector(("milk", "cheese")), GoodsSelector(("milk",))


@pytest.mark.parametrize(
    ("rule", "goods", "expected"),
    [
        pytest.param(
            bundle((BundlePart(DAIRY, 3), BundlePart(MILK)), SumOff(500)),
            [(5000, "cheese", 1), (9000, "milk", 3)],
            500,
            id="three dairy and a milk out of a cheese and three milks that cost more",
        ),
        pytest.param(
            bundle((BundlePart(DAIRY), BundlePart(MILK)), SumOff(500)),
            [(500, "cheese", 2), (9000, "milk", 2)],
            1000,
            id="a milk is kept back for each cheese",
        ),
        pytest.param(
            bundle((BundlePart(DAIRY), BundlePart(MILK)), PriceOf(10_000)),
            [(500, "cheese", 2), (9000, "milk", 2)],
            8000,
            id="at a price one bundle of two milks saves more than two bundles",
        ),
    ],
)
def test_parts_that_want_the_same_goods(rule: Bundle, goods: Bought, expected: int) -> None:
    assert taken_off(rule, lines_of(goods)) == expected


@given(bundle_parts, benefits, limits, bought.filter(lambda goods: sum(one[2] for one in goods) <= 8))
@settings(max_examples=150)
def test_bundles_save_as_much_as_trying_everything_finds(
    parts: tuple[BundlePart, ...], benefit: Benefit, max_times: int | None, goods: Bought
) -> None:
    rule = bundle(parts, benefit, max_times)
    expected = best_by_search(rule, goods)
    assert taken_off(rule, lines_of(goods)) == expected
    assert taken_off(rule, lines_of(goods)[::-1]) == expected


@given(
    bundle_parts,
    all_benefits,
    limits,
    much_bought,
    st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), max_size=6),
)
@settings(max_examples=150)
def test_engine_rows_and_yardstick_give_the_same(
    parts: tuple[BundlePart, ...], benefit: Benefit, max_times: int | None, goods: Bought, amounts: list[list[int]]
) -> None:
    rule = bundle(parts, benefit, max_times)
    lines = lines_of(goods)
    places = [
        (part.count, frozenset(at for at, one in enumerate(lines) if part.goods.chooses(one.item))) for part in parts
    ]
    wanted = sorted(frozenset[int]().union(*[mine for _, mine in places]))
    wholes = [
        Part(at, goods[at][0] * goods[at][2], goods[at][0] * goods[at][2], goods[at][2] * ONE, goods[at][2])
        for at in wanted
    ]
    offer = BundleOffer(compile_programme(programme(promotions=(rule,))).rules[0], wanted, places, benefit, max_times)
    counts = [[min(row[whole.line], whole.pieces) for whole in wholes] for row in [*amounts, [12] * 4]]
    columns: list[Column] = [column for whole in wholes if (column := column_of(whole)) is not None]
    assume(all(mine for _, mine in places))  # a rule that can give nothing does not compete
    rows = bundles_in_rows(offer, columns, np.array(counts, dtype=np.int64))
    assert rows is not None
    for number, row in enumerate(counts):
        mine = [pieces_of(whole, count) for whole, count in zip(wholes, row, strict=True) if count]
        grant = offer.give(mine)
        by_row = [(whole.line, int(take)) for whole, take in zip(wholes, rows.takes[number], strict=True) if take]
        assert tuple(by_row) == grant.takes
        tried_parts = {part.line: TriedPart(*part[1:]) for part in mine}
        takes, used = bundles_of([line_of(one, 0) for one in lines], tried_parts, rule)
        assert tuple(sorted(pair for pair in takes.items() if pair[1])) == grant.takes
        if grant.total_kopecks:
            assert tuple(sorted(used.items())) == grant.used
            by_row = [(whole.line, int(one)) for whole, one in zip(wholes, rows.used[number], strict=True) if one]
            assert tuple(by_row) == grant.used
