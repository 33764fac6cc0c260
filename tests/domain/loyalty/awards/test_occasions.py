from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.account import AwardGiven, Standing
from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.awards.grant import AwardCase
from pos_app.domain.loyalty.awards.occasions import Review, birthday, event, review, welcome
from pos_app.domain.loyalty.awards.outcome import AwardOutcome, CouponGrant
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.awards import (
    BirthdayAward,
    CouponGift,
    EventAward,
    PointsGift,
    ReviewAward,
    WelcomeAward,
    WelcomeOccasion,
)
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.points_rules import PointsRules

MOSCOW = ZoneInfo("Europe/Moscow")
NAME = LocalText("Подарок", "A present")
WHO = Standing("c", "gold", 0, birthday=(2, 29))
POINTS = PointsRules(lot_days=90, pending_days=1)


def case(day: date = date(2026, 3, 14), *given_before: AwardGiven) -> AwardCase:
    return AwardCase(WHO, datetime(day.year, day.month, day.day, 12, tzinfo=MOSCOW), POINTS, given_before)


def why(outcome: AwardOutcome) -> tuple[str, dict[str, str]]:
    assert outcome.given is None
    assert outcome.unmet is not None
    return outcome.unmet.reason, dict(outcome.unmet.params)


BIRTHDAY = BirthdayAward("bday", NAME, gift=PointsGift(30_000), days_before=3, days_after=3, lot_days=7, pending_days=0)
TOLD = date(2026, 1, 1)


def test_a_birthday_gives_a_lot_with_days_of_its_own() -> None:
    day = date(2026, 2, 26)
    assert birthday(BIRTHDAY, case(day), TOLD).given == Accrual(
        "c", "bday", "c/2026-02-28", "birthday", 30_000, day, day + timedelta(days=7)
    )


def test_a_birthday_has_its_reasons() -> None:
    kept = date(2026, 2, 28)
    assert why(birthday(BIRTHDAY, case(date(2026, 3, 4)), TOLD)) == ("outside_window", {"days": "361"})
    assert why(birthday(BIRTHDAY, case(kept), None)) == ("birth_date_unknown", {})
    late = kept - timedelta(days=6)
    assert why(birthday(BIRTHDAY, case(kept), late)) == ("birth_date_told_late", {"days": "6", "needed": "7"})
    assert birthday(BIRTHDAY, case(kept), kept - timedelta(days=7)).given is not None
    before = AwardGiven("bday", "c/2026-02-28", date(2026, 2, 25))
    assert why(birthday(BIRTHDAY, case(kept, before), TOLD)) == ("already_given", {"source": "c/2026-02-28"})
    last_year = AwardGiven("bday", "c/2025-02-28", date(2025, 2, 28))
    assert birthday(BIRTHDAY, case(kept, last_year), TOLD).given is not None


def test_a_welcome_is_for_its_occasion_and_once_in_a_life() -> None:
    rule = WelcomeAward("hello", NAME, gift=CouponGift("first", 10))
    registered = welcome(rule, case(), WelcomeOccasion.REGISTERED)
    assert registered.given == CouponGrant("c", "hello", "c", "first", date(2026, 3, 24))
    assert why(welcome(rule, case(), WelcomeOccasion.FIRST_PURCHASE)) == ("other_occasion", {"occasion": "registered"})
    again = welcome(
        rule, case(date(2030, 1, 1), AwardGiven("hello", "c", date(2026, 3, 14))), WelcomeOccasion.REGISTERED
    )
    assert why(again)[0] == "already_given"


def test_a_welcome_waits_for_the_programme_s_days() -> None:
    rule = WelcomeAward("hello", NAME, gift=PointsGift(10_000))
    given_points = welcome(rule, case(), WelcomeOccasion.REGISTERED).given
    assert isinstance(given_points, Accrual)
    assert (given_points.active_day, given_points.expires_day) == (date(2026, 3, 15), date(2026, 6, 13))
    assert given_points.lot.lot_id == "hello/c"
    assert given_points.lot.remaining == 10_000


def test_a_review_is_told_soon_and_with_words() -> None:
    rule = ReviewAward("review", NAME, gift=PointsGift(500), min_comment_chars=10)
    visit = Review("r-1", date(2026, 3, 1), "  very good ")
    assert why(review(rule, case(), visit)) == ("comment_too_short", {"missing": "1"})
    assert review(rule, case(), replace(visit, comment="very good!")).given is not None
    assert why(review(rule, case(date(2026, 3, 16)), visit)) == ("too_late", {"days": "15", "most": "14"})
    before = AwardGiven("review", "r-1", date(2026, 3, 2))
    assert (
        why(review(rule, case(date(2026, 3, 14), before), replace(visit, comment="very good!")))[0] == "already_given"
    )


def test_an_event_is_known_by_its_code() -> None:
    rule = EventAward("bottles", NAME, gift=PointsGift(500), event="bottle-back")
    assert event(rule, case(), "bottle-back", "machine-7/881").given is not None
    assert why(event(rule, case(), "course", "x")) == ("other_event", {"event": "course"})


def test_the_head_of_the_rule_counts_too() -> None:
    rule = EventAward("bottles", NAME, gift=PointsGift(500), event="b", conditions=Conditions(tiers=("silver",)))
    assert why(event(rule, case(), "b", "x")) == ("other_tier", {"tier": "gold", "needed": "silver"})


LIMITED: list[Callable[[int], EventAward]] = [
    lambda most: EventAward("e", NAME, gift=PointsGift(1), event="e", most_per_customer=most),
    lambda most: EventAward("e", NAME, gift=PointsGift(1), event="e", most_per_year=most),
    lambda most: EventAward("e", NAME, gift=PointsGift(1), event="e", most_per_day=most),
]


@given(st.lists(st.integers(0, 500), max_size=40), st.integers(1, 4), st.sampled_from(range(3)))
def test_no_history_passes_a_limit(offsets: list[int], most: int, kind: int) -> None:
    rule = LIMITED[kind](most)
    past: list[AwardGiven] = []
    for number, offset in enumerate(sorted(offsets)):
        day = date(2026, 1, 1) + timedelta(days=offset)
        if event(rule, case(day, *past), "e", f"id-{number}").given is not None:
            past.append(AwardGiven("e", f"id-{number}", day))
    periods = [lambda day: 0, lambda day: day.year, lambda day: day]
    counts: dict[object, int] = {}
    for one in past:
        key = periods[kind](one.day)
        counts[key] = counts.get(key, 0) + 1
    wanted: dict[object, int] = {}
    for offset in offsets:
        key = periods[kind](date(2026, 1, 1) + timedelta(days=offset))
        wanted[key] = wanted.get(key, 0) + 1
    assert counts == {key: min(most, times) for key, times in wanted.items()}


@pytest.mark.parametrize("day", [date(2026, 2, 25), date(2026, 3, 3)])
def test_both_ends_of_the_window_are_in_it(day: date) -> None:
    assert birthday(BIRTHDAY, case(day), TOLD).given is not None
