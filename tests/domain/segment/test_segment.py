"""A person's segment follows from recency, frequency and money; more of any of them never makes him worth less."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.segment.segment import WINDOW_DAYS, Habit, Segment, SegmentTerms, segment_of

TODAY = date(2026, 3, 2)
TERMS = SegmentTerms()
WORTH = {
    Segment.BEST: 6, Segment.LOYAL: 5, Segment.PROMISING: 4, Segment.NEW: 3,
    Segment.COOLING: 4, Segment.AT_RISK: 3, Segment.PASSING: 2, Segment.ASLEEP: 1, Segment.NEVER: 0,
}  # fmt: skip
habits = st.builds(
    lambda away, visits, kopecks: Habit(TODAY - timedelta(days=away), visits, kopecks, True),
    st.integers(0, WINDOW_DAYS - 1),
    st.integers(1, 40),
    st.integers(0, 80_000_00),
)


@pytest.mark.parametrize(
    ("away", "visits", "roubles", "segment"),
    [
        (0, 12, 30_000, Segment.BEST),
        (30, 11, 30_000, Segment.LOYAL),
        (30, 12, 29_999, Segment.LOYAL),
        (5, 2, 500, Segment.PROMISING),
        (5, 1, 500, Segment.NEW),
        (31, 12, 500, Segment.COOLING),
        (90, 3, 30_000, Segment.COOLING),
        (91, 12, 500, Segment.AT_RISK),
        (180, 12, 500, Segment.AT_RISK),
        (31, 1, 500, Segment.PASSING),
        (180, 11, 500, Segment.PASSING),
        (181, 40, 90_000, Segment.ASLEEP),
    ],
)
def test_at_the_edges(away: int, visits: int, roubles: int, segment: Segment) -> None:
    assert segment_of(Habit(TODAY - timedelta(days=away), visits, roubles * 100, True), TERMS, TODAY) is segment


def test_without_a_purchase_in_the_window() -> None:
    assert segment_of(Habit(None, 0, 0, False), TERMS, TODAY) is Segment.NEVER
    assert segment_of(Habit(None, 0, 0, True), TERMS, TODAY) is Segment.ASLEEP
    assert segment_of(Habit(TODAY, 0, -500, True), TERMS, TODAY) is Segment.ASLEEP


@given(habits, st.integers(0, 100), st.integers(0, 10), st.integers(0, 50_000_00))
def test_more_never_makes_somebody_worth_less(habit: Habit, days: int, visits: int, kopecks: int) -> None:
    assert habit.last_day is not None
    better = replace(
        habit,
        last_day=min(TODAY, habit.last_day + timedelta(days=days)),
        visits=habit.visits + visits,
        kopecks=habit.kopecks + kopecks,
    )
    assert WORTH[segment_of(better, TERMS, TODAY)] >= WORTH[segment_of(habit, TERMS, TODAY)]


@given(habits)
def test_who_buys_today_is_here_lately(habit: Habit) -> None:
    today = replace(habit, last_day=TODAY, visits=habit.visits + 1)
    assert segment_of(today, TERMS, TODAY) in (Segment.BEST, Segment.LOYAL, Segment.PROMISING)
