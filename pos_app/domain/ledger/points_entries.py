"""Balanced entries for moves of points that name their lots (``loyalty.holding``), against the programme's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.ledger.accounts import (
    CUSTOMER_AVAILABLE,
    CUSTOMER_DEBT,
    PROGRAMME_CHARITY,
    PROGRAMME_EXPIRED,
    PROGRAMME_ISSUED,
    PROGRAMME_REDEEMED,
)
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.loyalty.holding.workings import LotChange
from pos_app.domain.loyalty.rules.rewards import CharityReward, Reward

POINTS_AWARDED = "points.awarded"
"""Given outside a purchase: welcome, birthday, review, event, referral."""
POINTS_BURNT = "points.burnt"
POINTS_REWARD = "points.reward"
"""Spent in the reward shop."""
POINTS_GIVEN_AWAY = "points.given_away"
"""Given to charity."""

OTHER_SIDES = {
    "points.redeemed": PROGRAMME_REDEEMED,
    "points.restored": PROGRAMME_REDEEMED,
    "points.earned": PROGRAMME_ISSUED,
    "points.taken_back": PROGRAMME_ISSUED,
    POINTS_AWARDED: PROGRAMME_ISSUED,
    POINTS_BURNT: PROGRAMME_EXPIRED,
    POINTS_REWARD: PROGRAMME_REDEEMED,
    POINTS_GIVEN_AWAY: PROGRAMME_CHARITY,
}
"""Kind of entry → the programme's account that stands against the customer's."""


@dataclass(frozen=True, slots=True)
class PointsPosting:
    """Which operation moved the points of whom in which programme, when (UTC)."""

    operation_id: str
    customer_id: str
    programme_id: str
    posted_at: datetime


def reward_entry(posting: PointsPosting, rule: Reward, changes: Sequence[LotChange]) -> Entry:
    """The points of a reward, taken or given back: given away where it is a charity's, else redeemed."""
    kind = POINTS_GIVEN_AWAY if isinstance(rule.gives, CharityReward) else POINTS_REWARD
    return points_entry(posting, kind, changes)


def points_entry(posting: PointsPosting, kind: str, changes: Sequence[LotChange]) -> Entry:
    """One entry with a leg for every lot and for the debt; its id is the operation's and the kind."""
    total = sum(change.points for change in changes)
    legs = [
        Leg(
            CUSTOMER_DEBT if change.lot_id is None else CUSTOMER_AVAILABLE,
            posting.customer_id,
            change.points,
            change.lot_id,
        )
        for change in changes
    ]
    if total:
        legs.append(Leg(OTHER_SIDES[kind], posting.programme_id, -total))
    return Entry(
        entry_id=f"{posting.operation_id}/{kind}",
        operation_id=posting.operation_id,
        book=Book.POINTS,
        kind=kind,
        posted_at=posting.posted_at,
        legs=tuple(legs),
    )
