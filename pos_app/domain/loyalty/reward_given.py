"""A reward of the reward shop that was handed over at a till for points."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.loyalty.rules.rewards import RewardGoods
from pos_app.domain.money.units import Points
from pos_app.domain.reservation.redemption import RedemptionPart


@dataclass(frozen=True, slots=True)
class RewardGiven:
    """``reward_id`` is its operation's id and the receipt that the points were set aside for.

    ``name``: as the customer knows it. ``certificate``: the number that was handed out, "" for other rewards;
    ``valid_days`` of it. ``redemption``: out of which reservations the points came, together all of ``points``.
    """

    reward_id: str
    customer_id: str
    operator_id: str
    till_code: str
    given_at: datetime
    business_day: date
    programme_id: str
    programme_version: int
    rule_id: str
    name: str
    gives: RewardGoods
    points: Points
    redemption: tuple[RedemptionPart, ...]
    certificate: str = ""
    valid_days: int = 0
