"""A friend brought along: points for both on the friend's first purchase, a part of what friends buy, capped."""

from dataclasses import dataclass

from pos_app.domain.loyalty.rules.figures import Days, Money, PointsSum, Rate, SomeDays, SomePoints, Times
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Rule):
    """Points in hundredths. A first purchase counts from ``min_purchase_kopecks`` of money.

    ``share_bp`` of the money of friends' purchases (5 % of 100.00 roubles are 5.00 points) during ``share_days`` after
    they joined (None: always). ``most_friends`` are rewarded in all, ``most_points_per_month`` to one referrer in a
    calendar month, of all kinds together.
    """

    friend_points: PointsSum = 0
    referrer_points: PointsSum = 0
    min_purchase_kopecks: Money = 0
    share_bp: Rate = 0
    share_days: SomeDays | None = None
    most_friends: Times | None = None
    most_points_per_month: SomePoints | None = None
    lot_days: SomeDays | None = None
    pending_days: Days | None = None
