"""N for M: the best grouping there is, equal to exhaustive search, split so that no piece is at zero."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.programme import GoodsSelector, NForMPromotion
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.n_for_m import Group, Run, form_groups
from pos_app.domain.pricing.priced import PricedBasket, Stage, TraceOutcome
from tests.domain.goods import AT, basket, item, line, n_for_m, pieces, programme

GROUPS = ("a", "b", "c")


def priced_with(promotions: tuple[NForMPromotion, ...], *lines: BasketLine) -> PricedBasket:
    return price(basket(*lines, customer_id=None), None, programme(promotions=promotions), AT)


def best_by_search(lines: tuple[BasketLine, ...], promotions: tuple[NForMPromotion, ...]) -> int:
    """Every way to put the pieces into groups of every promotion."""
    units = tuple(
        sorted(
            (one.item.price_kopecks, one.item.group)
            for one in lines
            if one.item.rules.discountable
            for _ in range(one.quantity // 1000)
        )
    )

    @cache
    def best(left: tuple[tuple[int, str], ...]) -> int:
        if not left:
            return 0
        first, rest = left[0], left[1:]
        most = best(rest)
        for promotion in promotions:
            allowed = [i for i, unit in enumerate(rest) if fits(promotion, unit)]
            if not fits(promotion, first):
                continue
            for mates in _choose(allowed, promotion.take - 1):
                group = sorted([first[0], *(rest[i][0] for i in mates)])
                others = tuple(unit for i, unit in enumerate(rest) if i not in mates)
                most = max(most, sum(group[: promotion.take - promotion.pay]) + best(others))
        return most

    def fits(promotion: NForMPromotion, unit: tuple[int, str]) -> bool:
        return not promotion.goods.groups or unit[1] in promotion.goods.groups

    return best(units)


def _choose(of: list[int], count: int) -> list[tuple[int, ...]]:
    if count == 0:
        return [()]
    return [(first, *more) for at, first in enumerate(of) for more in _choose(of[at + 1 :], count - 1)]


@st.composite
def small_shelves(draw: st.DrawFn) -> tuple[BasketLine, ...]:
    """Up to seven pieces at prices that leave room for every gift."""
    counts = draw(st.lists(st.integers(1, 4), max_size=5).filter(lambda drawn: sum(drawn) <= 7))
    return tuple(
        line(
            f"l{index}",
            item(
                f"i{index}",
                draw(st.one_of(st.integers(2, 9), st.integers(100, 900))),
                group=draw(st.sampled_from(GROUPS)),
                rules=SellingRules(discountable=draw(st.integers(0, 5)) > 0),
            ),
            count * 1000,
        )
        for index, count in enumerate(counts)
    )


@st.composite
def rivals(draw: st.DrawFn) -> tuple[NForMPromotion, ...]:
    takes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=3))
    return tuple(
        n_for_m(
            f"p{index}",
            take,
            take - 1 if take == 2 else draw(st.integers(take - 2, take - 1)),
            GoodsSelector(groups=tuple(draw(st.sets(st.sampled_from(GROUPS))))),
        )
        for index, take in enumerate(takes)
    )


@given(small_shelves(), rivals())
@settings(max_examples=150)
def test_the_customer_saves_as_much_as_exhaustive_search_finds(
    lines: tuple[BasketLine, ...], promotions: tuple[NForMPromotion, ...]
) -> None:
    gifts_fit = all(promotion.take - promotion.pay == 1 for promotion in promotions)
    priced = priced_with(promotions, *lines)
    best = best_by_search(lines, promotions)
    if gifts_fit:
        assert priced.discount_kopecks == best
    else:  # two gifts of a group may be more than is above the floors of its pieces
        assert priced.discount_kopecks <= best


@given(small_shelves(), rivals())
def test_with_room_above_the_floors_two_gifts_are_as_good_as_search_too(
    lines: tuple[BasketLine, ...], promotions: tuple[NForMPromotion, ...]
) -> None:
    free = replace(programme(promotions=promotions), floor_kopecks=0)
    priced = price(basket(*lines, customer_id=None), None, free, AT)
    assert priced.discount_kopecks == best_by_search(lines, promotions)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 40)), max_size=6), st.integers(2, 7))
def test_counted_groups_are_the_groups_of_pieces_in_a_row(prices: list[tuple[int, int]], take: int) -> None:
    runs = [Run(index, price_kopecks, count) for index, (price_kopecks, count) in enumerate(sorted(prices)[::-1])]
    in_a_row = [run.line for run in runs for _ in range(run.pieces)]
    chunks = [in_a_row[at : at + take] for at in range(0, len(in_a_row) - take + 1, take)]
    formed = [
        [run.line for run in group.runs for _ in range(run.pieces)]
        for group in form_groups(runs, take)
        for _ in range(group.times)
    ]
    assert formed == chunks


def test_nine_thousand_pieces_are_counted_not_listed() -> None:
    assert form_groups([Run(0, 500, 9_998), Run(1, 100, 2)], 3) == (
        Group((Run(0, 500, 3),), 3332),
        Group((Run(0, 500, 2), Run(1, 100, 1)), 1),
    )


def test_the_gift_is_split_over_all_pieces_of_its_group() -> None:
    priced = priced_with((n_for_m("p", 3, 2),), pieces("a", 10_000, 1), pieces("b", 6000, 1), pieces("c", 4000, 1))
    assert priced.discount_kopecks == 4000
    assert [one.net_kopecks for one in priced.lines] == [8000, 4800, 3200]
    (entry,) = (entry for entry in priced.trace if entry.stage == Stage.GOODS_PROMOTION)
    assert (entry.outcome, entry.reason, entry.amount_kopecks) == (TraceOutcome.APPLIED, "n_for_m", 4000)
    assert dict(entry.params) == {"groups": "1", "pieces": "3", "missing": "3"}


def test_groups_are_formed_from_the_dearest_down() -> None:
    priced = priced_with((n_for_m("p", 2, 1),), pieces("a", 100, 1), pieces("b", 900, 1), pieces("c", 800, 2))
    assert priced.discount_kopecks == 800 + 100
    assert [one.takes == () for one in priced.lines] == [False, False, False]


def reason_of(priced: PricedBasket, rule_id: str) -> tuple[str, dict[str, str]]:
    (entry,) = (entry for entry in priced.trace if entry.rule_id == rule_id)
    assert entry.outcome is TraceOutcome.NOT_APPLIED
    return entry.reason, dict(entry.params)


DAIRY = n_for_m("p", 3, 2, GoodsSelector(groups=("dairy",)))


def dairy(line_id: str, count: int, price_kopecks: int = 500, **rules: object) -> BasketLine:
    selling = replace(SellingRules(), **rules)  # type: ignore[arg-type]
    return line(line_id, item(f"i{line_id}", price_kopecks, group="dairy", rules=selling), count * 1000)


@pytest.mark.parametrize(
    ("lines", "reason", "params"),
    [
        ((), "no_goods", {"missing": "3"}),
        ((pieces("x", 500, 9),), "no_goods", {"missing": "3"}),
        ((dairy("a", 1), dairy("b", 1)), "pieces_missing", {"missing": "1", "pieces": "2"}),
        ((dairy("a", 9, discountable=False),), "not_discountable", {}),
        ((dairy("a", 3, floor_kopecks=500),), "floor_reached", {}),
    ],
)
def test_a_promotion_that_does_not_apply_says_why_and_what_is_missing(
    lines: tuple[BasketLine, ...], reason: str, params: dict[str, str]
) -> None:
    assert reason_of(priced_with((DAIRY,), *lines), "p") == (reason, params)


def test_of_two_promotions_for_the_same_pieces_the_better_one_is_taken() -> None:
    two_for_one = n_for_m("better", 2, 1, GoodsSelector(groups=("dairy",)))
    priced = priced_with((DAIRY, two_for_one), dairy("a", 4))
    assert priced.discount_kopecks == 1000
    beaten_by = {"rule_id": "better", "amount_kopecks": "1000", "would_kopecks": "500"}
    assert reason_of(priced, "p") == ("better_promotion", beaten_by)


def test_where_both_save_the_same_neither_is_said_to_be_better() -> None:
    twin = n_for_m("other", 3, 2, GoodsSelector(groups=("dairy",)))
    priced = priced_with((DAIRY, twin), dairy("a", 3))
    taken, left = sorted(priced.trace[:2], key=lambda entry: entry.outcome)
    assert (taken.amount_kopecks, left.reason) == (500, "equal_promotion")
    assert dict(left.params) == {"rule_id": taken.rule_id, "amount_kopecks": "500", "would_kopecks": "500"}


def test_weighed_goods_and_fractions_never_count() -> None:
    cheese = item("cheese", 500, unit=Unit.KILOGRAM, group="dairy")
    priced = priced_with((DAIRY,), line("w", cheese, 3000), dairy("a", 2))
    assert reason_of(priced, "p") == ("pieces_missing", {"missing": "1", "pieces": "2"})


def test_a_return_finds_no_piece_at_zero() -> None:
    priced = priced_with((n_for_m("p", 2, 1),), pieces("a", 1, 1), pieces("b", 2, 1))
    assert [one.net_kopecks for one in priced.lines] == [1, 1]
