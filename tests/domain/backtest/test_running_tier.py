from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.backtest.running_tier import RunningTier
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.tiers import TierTerms
from pos_app.domain.loyalty.turnover import TurnoverMove, tier_on, turnover_on
from tests.domain.goods import programme, tier

FIRST = date(2026, 1, 1)

terms = st.builds(TierTerms, st.one_of(st.none(), st.integers(1, 40)), st.integers(0, 30))
steps = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 400)), max_size=25)


def ladder(tier_terms: TierTerms) -> Programme:
    tiers = (tier("silver", 300, 0, 0), tier("gold", 900, 0, 0), tier("black", 1500, 0, 0))
    return replace(programme(tiers=tiers), tier_terms=tier_terms)


@given(terms, steps, st.integers(0, 80))
def test_it_says_at_every_receipt_what_the_whole_history_says(
    tier_terms: TierTerms, bought: list[tuple[int, int]], rest: int
) -> None:
    rules = ladder(tier_terms)
    running, moves, day = RunningTier(rules), [], FIRST
    for days, kopecks in bought:
        day += timedelta(days=days)
        assert running.tier_on(day) == tier_on(rules, moves, day).tier
        assert running.turnover_on(day) == turnover_on(moves, tier_terms, day)
        running.bought(day, kopecks)
        moves.append(TurnoverMove(day, kopecks))
    day += timedelta(days=rest)
    assert running.tier_on(day) == tier_on(rules, moves, day).tier
    assert running.life_turnover_kopecks == sum(move.kopecks for move in moves)
