"""The reward shop: what points buy beside goods on a receipt; and points given to a good cause.

Points of a reward leave the soonest-expiring lots, as on a receipt; a reward that is given back restores them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.eligibility import NOWHERE, Place, Unmet, unmet, unmet_by_customer
from pos_app.domain.loyalty.holding import moves
from pos_app.domain.loyalty.holding.holding import Holding
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.rewards import CharityReward, Reward
from pos_app.domain.money.points import points_to_kopecks
from pos_app.domain.money.units import Kopecks, Points

REWARD_LIMIT: Final = "reward_limit"
"""``times`` the customer took it, ``most`` are allowed."""
POINTS_MISSING: Final = "points_missing"
"""``missing`` hundredths of a point to the reward."""


@dataclass(frozen=True, slots=True)
class RewardCase:
    """Who asks, when (the shop's local zone, aware) and where, what he holds.

    ``taken_before``: how often he took this reward, less what he gave back. Of what he holds no more than
    ``standing.spendable`` may be spent: less than all where the till has no server.
    """

    standing: Standing
    at: datetime
    holding: Holding
    taken_before: int = 0
    place: Place = NOWHERE

    @property
    def spendable(self) -> Points:
        """What may be spent now."""
        return min(self.holding.spendable(self.at.date()), self.standing.spendable)


@dataclass(frozen=True, slots=True)
class RewardTaken:
    """The points that left their lots, kept for a reward that comes back; what is due for them the rule says."""

    customer_id: str
    rule: Reward
    spending: moves.Spending


@dataclass(frozen=True, slots=True)
class RewardOutcome:
    """Either ``taken`` or ``unmet`` is there."""

    rule_id: str
    taken: RewardTaken | None = None
    unmet: Unmet | None = None


def take_reward(rule: Reward, case: RewardCase) -> RewardOutcome:
    """The reward for its points; or the one reason why not, with what is missing."""
    why = unmet_by_customer(rule, case.standing, case.at, case.place) or _limit(rule, case)
    if why is not None:
        return RewardOutcome(rule.rule_id, unmet=why)
    spending = moves.spend(case.holding, rule.points, case.at.date())
    return RewardOutcome(rule.rule_id, RewardTaken(case.standing.customer_id, rule, spending))


def why_not_reward(rule: Reward, standing: Standing, at: datetime, place: Place = NOWHERE) -> Unmet | None:
    """The one reason why a reward is not to be had now, by what the till knows; None if it is.

    ``at``: the shop's local zone, aware. How often he took it stands among the uses of the rule.
    """
    why = unmet_by_customer(rule, standing, at, place)
    if why is not None:
        return why
    return _limit_of(rule, standing.uses_of(rule.rule_id).times, standing.spendable)


def give_reward_back(taken: RewardTaken, holding: Holding, at: datetime, points: PointsRules) -> moves.GivenBack:
    """All its points go back to their lots; those that burnt since live the programme's days of grace."""
    return moves.give_back(holding, taken.spending.parts, taken.rule.points, at.date(), points.return_grace_days)


def money_for_charity(rule: Reward, points: PointsRules) -> Kopecks:
    """What the shop pays to the cause: the worth of the points, rounded down; 0 for what is no charity."""
    if not isinstance(rule.gives, CharityReward):
        return 0
    return points_to_kopecks(rule.points, points.point_value_kopecks)


def _limit(rule: Reward, case: RewardCase) -> Unmet | None:
    return _limit_of(rule, case.taken_before, case.spendable)


def _limit_of(rule: Reward, taken_before: int, spendable: Points) -> Unmet | None:
    if rule.most_per_customer is not None and taken_before >= rule.most_per_customer:
        return unmet(REWARD_LIMIT, times=taken_before, most=rule.most_per_customer)
    missing = rule.points - spendable
    return unmet(POINTS_MISSING, missing=missing) if missing > 0 else None
