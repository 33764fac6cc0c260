"""A tier by turnover in a window: equal to walking through every single day; a sale that came back never was."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme, Tier
from pos_app.domain.loyalty.rules.tiers import TierTerms
from pos_app.domain.loyalty.tier import tier_for_turnover, tier_with_receipt
from pos_app.domain.loyalty.turnover import TurnoverMove, tier_on, turnover_on
from tests.domain.goods import programme, tier

START = date(2026, 1, 1)
TIERS = (tier("silver", 1000, 0, 0), tier("gold", 3000, 0, 0), tier("top", 7000, 0, 0))


def rules(window_days: int | None, keep_days: int) -> Programme:
    return replace(programme(tiers=TIERS), tier_terms=TierTerms(window_days, keep_days))


def at(offset: int) -> date:
    return START + timedelta(days=offset)


moves_drawn = st.lists(st.builds(TurnoverMove, st.integers(0, 120).map(at), st.integers(1, 5000)), max_size=12)
windows = st.one_of(st.none(), st.integers(1, 60))


def walked(programme_rules: Programme, moves: list[TurnoverMove], day: date) -> Tier | None:
    """Day by day, as one would do it by hand."""
    held: Tier | None = None
    since = START
    on = START
    while on <= day:
        reached = tier_for_turnover(programme_rules, turnover_on(moves, programme_rules.tier_terms, on))
        height = -1 if reached is None else reached.turnover_kopecks
        before = -1 if held is None else held.turnover_kopecks
        if height > before:
            held, since = reached, on
        elif height < before and on > since + timedelta(days=programme_rules.tier_terms.keep_days):
            held = reached
        on += timedelta(days=1)
    return held


@given(moves_drawn, windows, st.integers(0, 40), st.integers(0, 200))
def test_the_tier_is_what_walking_day_by_day_gives(
    moves: list[TurnoverMove], window_days: int | None, keep_days: int, offset: int
) -> None:
    programme_rules = rules(window_days, keep_days)
    assert tier_on(programme_rules, moves, at(offset)).tier == walked(programme_rules, moves, at(offset))


@given(moves_drawn, windows, st.integers(0, 40), st.integers(0, 4999))
def test_a_sale_that_came_back_in_parts_is_as_if_it_had_never_been(
    moves: list[TurnoverMove], window_days: int | None, keep_days: int, part: int
) -> None:
    programme_rules = rules(window_days, keep_days)
    bought = TurnoverMove(at(60), 5000)
    back = [TurnoverMove(bought.day, -part), TurnoverMove(bought.day, part - 5000)]
    for offset in (60, 61, 90, 150):
        with_it = tier_on(programme_rules, [back[1], bought, *moves, back[0]], at(offset))
        without = tier_on(programme_rules, moves, at(offset))
        assert with_it == without


def test_it_rises_at_once_is_kept_and_falls_when_the_window_has_passed() -> None:
    programme_rules = rules(30, 45)
    moves = [TurnoverMove(at(0), 3000)]
    risen = tier_on(programme_rules, moves, at(0))
    assert (risen.tier, risen.since_day, risen.kept_until_day, risen.turnover_kopecks) == (
        TIERS[1],
        at(0),
        at(45),
        3000,
    )
    assert tier_on(programme_rules, moves, at(29)).turnover_kopecks == 3000
    assert tier_on(programme_rules, moves, at(30)).turnover_kopecks == 0
    assert tier_on(programme_rules, moves, at(45)).tier == TIERS[1]
    fallen = tier_on(programme_rules, moves, at(46))
    assert (fallen.tier, fallen.since_day, fallen.kept_until_day) == (None, None, None)


def test_spending_points_or_the_balance_have_no_say() -> None:
    assert tier_on(rules(None, 0), [TurnoverMove(at(0), 999)], at(9)).tier is None
    assert tier_on(rules(None, 0), [TurnoverMove(at(0), 1000)], at(999)).tier == TIERS[0]


def test_the_receipt_in_hand_may_lift_the_customer_and_never_lowers_him() -> None:
    standing = Standing("c", "silver", 0, turnover_kopecks=2900)
    assert tier_with_receipt(rules(None, 0), standing, 99) == TIERS[0]
    assert tier_with_receipt(rules(None, 0), standing, 100) == TIERS[1]
    kept = replace(standing, tier_code="top", turnover_kopecks=0)
    assert tier_with_receipt(rules(None, 0), kept, 3000) == TIERS[2]
    assert tier_with_receipt(rules(None, 0), replace(standing, tier_code=None, turnover_kopecks=0), 10) is None
