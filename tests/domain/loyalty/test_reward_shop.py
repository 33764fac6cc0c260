from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ledger.accounts import CUSTOMER_AVAILABLE, PROGRAMME_CHARITY, PROGRAMME_REDEEMED
from pos_app.domain.ledger.points_entries import PointsPosting, points_entry, reward_entry
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.holding.holding import HeldLot, Holding, in_order
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.reward_shop import RewardCase, RewardTaken, give_reward_back, money_for_charity, take_reward
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.rewards import CharityReward, GoodsReward, Reward, ServiceReward

AT = datetime(2026, 3, 14, 12, tzinfo=ZoneInfo("Europe/Moscow"))
DAY = AT.date()
NAME = LocalText("Кружка", "A mug")
MUG = Reward("mug", NAME, points=40_000, gives=GoodsReward("mug-kopilka"), most_per_customer=2)
SHELTER = Reward("shelter", NAME, points=5_050, gives=CharityReward(NAME))
POSTING = PointsPosting("op-1", "c", "p", datetime(2026, 3, 14, 9, tzinfo=UTC))


def who(spendable: int = 10**9) -> Standing:
    return Standing("c", "gold", spendable)


def holding(*amounts: int, ends: date = DAY + timedelta(days=30)) -> Holding:
    return Holding(in_order(HeldLot(f"lot-{n}", DAY, ends + timedelta(days=n), one) for n, one in enumerate(amounts)))


def taken(rule: Reward, case: RewardCase) -> RewardTaken:
    outcome = take_reward(rule, case)
    assert outcome.unmet is None
    assert outcome.taken is not None
    return outcome.taken


def why(rule: Reward, case: RewardCase) -> tuple[str, dict[str, str]]:
    outcome = take_reward(rule, case)
    assert outcome.taken is None
    assert outcome.unmet is not None
    return outcome.unmet.reason, dict(outcome.unmet.params)


def test_a_reward_eats_the_lots_that_burn_soonest() -> None:
    bought = taken(MUG, RewardCase(who(), AT, holding(15_000, 30_000)))
    assert [(part.lot.lot_id, part.points) for part in bought.spending.parts] == [("lot-0", 15_000), ("lot-1", 25_000)]
    assert bought.spending.move.holding.balance == 5_000


def test_what_stands_against_it_is_told_with_what_is_missing() -> None:
    rich = RewardCase(who(), AT, holding(100_000))
    assert why(MUG, replace(rich, taken_before=2)) == ("reward_limit", {"times": "2", "most": "2"})
    assert why(MUG, replace(rich, holding=holding(39_999))) == ("points_missing", {"missing": "1"})
    assert why(MUG, replace(rich, standing=who(30_000))) == ("points_missing", {"missing": "10000"})
    pending = Holding((HeldLot("new", DAY + timedelta(days=1), DAY + timedelta(days=9), 90_000),))
    assert why(MUG, replace(rich, holding=pending)) == ("points_missing", {"missing": "40000"})
    only_silver = replace(MUG, conditions=Conditions(tiers=("silver",)))
    assert why(only_silver, rich) == ("other_tier", {"tier": "gold", "needed": "silver"})


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=5), st.integers(1, 90_000), st.integers(0, 60))
def test_a_reward_given_back_restores_every_lot(amounts: list[int], points: int, days: int) -> None:
    rule = Reward("r", NAME, points=points, gives=ServiceReward(NAME))
    before = holding(*amounts)
    outcome = take_reward(rule, RewardCase(who(), AT, before))
    if points > sum(amounts):
        assert outcome.taken is None
        return
    assert outcome.taken is not None
    after = outcome.taken.spending.move.holding
    assert after.balance == before.balance - points
    back = give_reward_back(outcome.taken, after, AT + timedelta(days=days), PointsRules(return_grace_days=7))
    assert back.move.holding.balance == before.balance
    if days <= 30:
        assert back.move.holding == before
    out, home = (
        points_entry(POSTING, kind, move.changes)
        for kind, move in (("points.reward", outcome.taken.spending.move), ("points.reward", back.move))
    )
    assert sum(leg.amount for entry in (out, home) for leg in entry.legs if leg.account == CUSTOMER_AVAILABLE) == 0


@pytest.mark.parametrize(("rule", "account"), [(MUG, PROGRAMME_REDEEMED), (SHELTER, PROGRAMME_CHARITY)])
def test_the_points_go_where_the_reward_says(rule: Reward, account: str) -> None:
    bought = taken(rule, RewardCase(who(), AT, holding(100_000)))
    entry = reward_entry(POSTING, rule, bought.spending.move.changes)
    assert sum(leg.amount for leg in entry.legs) == 0
    assert [(leg.account, leg.amount) for leg in entry.legs if leg.account != CUSTOMER_AVAILABLE] == [
        (account, rule.points)
    ]


def test_charity_gets_the_worth_of_the_points() -> None:
    assert money_for_charity(SHELTER, PointsRules()) == 5_050
    assert money_for_charity(SHELTER, PointsRules(point_value_kopecks=33)) == 1_666
    assert money_for_charity(MUG, PointsRules()) == 0
