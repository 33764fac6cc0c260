from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.awards.referral import (
    FriendPurchase,
    ReferralOutcome,
    ReferrerPast,
    due_after_returns,
    referral_rewards,
)
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.loyalty.rules.window import Window

RULE = Referral(
    "friends",
    LocalText("Друзья", "Friends"),
    friend_points=20_000,
    referrer_points=30_000,
    min_purchase_kopecks=50_000,
    share_bp=500,
    share_days=90,
    most_friends=3,
    most_points_per_month=40_000,
    lot_days=30,
    pending_days=14,
)
JOINED = date(2026, 3, 1)
FIRST = FriendPurchase(
    "friend", "me", "r-1", 100_000, datetime(2026, 3, 14, 12, tzinfo=ZoneInfo("Europe/Moscow")), JOINED, True, False
)
NOTHING_YET = ReferrerPast()


def points_of(outcome: ReferralOutcome) -> dict[str, int]:
    return {one.reason: one.points for one in outcome.accruals}


def reasons_of(outcome: ReferralOutcome) -> dict[str, str]:
    return {kind: why.reason for kind, why in outcome.unmet}


def test_a_first_purchase_rewards_both_and_gives_its_part() -> None:
    outcome = referral_rewards(RULE, PointsRules(), FIRST, NOTHING_YET)
    assert points_of(outcome) == {
        "friend_first_purchase": 20_000,
        "referrer_first_purchase": 30_000,
        "friend_purchase_share": 5000,
    }
    assert [one.customer_id for one in outcome.accruals] == ["friend", "me", "me"]
    assert {one.active_day for one in outcome.accruals} == {date(2026, 3, 28)}
    assert {one.expires_day for one in outcome.accruals} == {date(2026, 4, 27)}
    assert len({(one.rule_id, one.source) for one in outcome.accruals}) == 3


def test_later_purchases_give_their_part_until_its_days_are_over() -> None:
    later = replace(FIRST, first_rewarded=True)
    outcome = referral_rewards(RULE, PointsRules(), later, ReferrerPast(1, 0, True))
    assert points_of(outcome) == {"friend_purchase_share": 5000}
    assert reasons_of(outcome) == {"friend_first_purchase": "not_new", "referrer_first_purchase": "not_new"}
    last = replace(later, at=later.at + timedelta(days=77))
    assert points_of(referral_rewards(RULE, PointsRules(), last, NOTHING_YET)) == {"friend_purchase_share": 5000}
    over = referral_rewards(RULE, PointsRules(), replace(last, at=last.at + timedelta(days=1)), NOTHING_YET)
    assert reasons_of(over)["friend_purchase_share"] == "share_over"


@pytest.mark.parametrize(
    ("purchase", "past", "reasons"),
    [
        (replace(FIRST, money_kopecks=49_999), NOTHING_YET, ("below_min_purchase", "below_min_purchase", None)),
        (replace(FIRST, friend_id="me"), NOTHING_YET, ("own_code", "own_code", "own_code")),
        (replace(FIRST, was_new=False), NOTHING_YET, ("not_new", "not_new", None)),
        (FIRST, ReferrerPast(3, 0), (None, "friends_limit", "friends_limit")),
        (FIRST, ReferrerPast(1, 40_000), (None, "month_limit", "month_limit")),
        (replace(FIRST, money_kopecks=19, first_rewarded=True), NOTHING_YET, ("not_new", "not_new", "no_share")),
    ],
)
def test_what_is_not_given_has_its_reason(
    purchase: FriendPurchase, past: ReferrerPast, reasons: tuple[str | None, str | None, str | None]
) -> None:
    told = reasons_of(referral_rewards(RULE, PointsRules(), purchase, past))
    kinds = ("friend_first_purchase", "referrer_first_purchase", "friend_purchase_share")
    assert tuple(told.get(kind) for kind in kinds) == reasons


def test_a_rule_that_has_ended_gives_nothing() -> None:
    ended = replace(RULE, window=Window(to_day=date(2026, 3, 13)))
    assert set(reasons_of(referral_rewards(ended, PointsRules(), FIRST, NOTHING_YET)).values()) == {"over"}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 900_000)), max_size=15),
    st.integers(1, 60_000),
    st.integers(1, 4),
)
def test_no_purchases_pass_the_month_s_cap_or_the_number_of_friends(
    purchases: list[tuple[int, int]], most: int, friends: int
) -> None:
    rule = replace(RULE, most_points_per_month=most, most_friends=friends)
    total, rewarded = 0, set[str]()
    for number, (friend, money) in enumerate(purchases):
        purchase = replace(
            FIRST,
            friend_id=f"f{friend}",
            receipt_id=f"r-{number}",
            money_kopecks=money,
            first_rewarded=f"f{friend}" in rewarded,
        )
        past = ReferrerPast(len(rewarded), total, f"f{friend}" in rewarded)
        outcome = referral_rewards(rule, PointsRules(), purchase, past)
        total += sum(one.points for one in outcome.accruals if one.customer_id == "me")
        if any(one.customer_id == "me" for one in outcome.accruals):
            rewarded.add(f"f{friend}")
        assert all(one.points > 0 for one in outcome.accruals)
        assert len(outcome.accruals) + len(outcome.unmet) == 3
    assert total <= most
    assert len(rewarded) <= friends


@given(st.integers(0, 50_000), st.lists(st.integers(0, 30_000), min_size=1, max_size=6))
def test_returns_of_the_friend_s_purchase_take_back_all_in_the_end(points: int, parts: list[int]) -> None:
    money, back, taken = sum(parts), 0, 0
    for part in parts:
        before = due_after_returns(points, money, back) if back else 0
        back += part
        due = due_after_returns(points, money, back) - before
        assert due >= 0
        taken += due
    assert taken == points or money == 0
