"""A friend brought along: points for both on the friend's first purchase, a part of what friends buy, within caps.

Returns of a friend's purchase take back their part of what it gave (:func:`due_after_returns`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from pos_app.domain.loyalty.accrual import Accrual, accrual, lot_terms
from pos_app.domain.loyalty.eligibility import Unmet, unmet, unmet_by_time
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks, Points

FRIEND_FIRST: Final = "friend_first_purchase"
"""For the friend, on the first purchase that counts."""
REFERRER_FIRST: Final = "referrer_first_purchase"
"""For the one who brought the friend."""
FRIEND_SHARE: Final = "friend_purchase_share"
"""For the one who brought the friend, a part of a purchase."""

OWN_CODE: Final = "own_code"
"""Nobody brings himself."""
NOT_NEW: Final = "not_new"
"""The friend had bought before he was brought."""
BELOW_MIN_PURCHASE: Final = "below_min_purchase"
"""``missing_kopecks`` of money to a first purchase that counts."""
FRIENDS_LIMIT: Final = "friends_limit"
"""``friends`` were rewarded already."""
MONTH_LIMIT: Final = "month_limit"
"""``points`` (hundredths) were given in this calendar month already."""
SHARE_OVER: Final = "share_over"
"""The days of the share are over: ``days`` since the friend joined."""
NO_SHARE: Final = "no_share"
"""The programme gives no part, or less than a hundredth of a point."""


@dataclass(frozen=True, slots=True)
class FriendPurchase:
    """A purchase of somebody who was brought along. ``joined_day``: when he gave the code.

    ``was_new``: he had bought nothing before he joined. ``first_rewarded``: an earlier purchase counted as his first.
    """

    friend_id: str
    referrer_id: str
    receipt_id: str
    money_kopecks: Kopecks
    at: datetime
    joined_day: date
    was_new: bool
    first_rewarded: bool


@dataclass(frozen=True, slots=True)
class ReferrerPast:
    """What the one who brought friends got before: for how many of them, and points in this calendar month, all kinds.

    ``this_friend``: this friend is among them.
    """

    friends_rewarded: int = 0
    points_this_month: Points = 0
    this_friend: bool = False


@dataclass(frozen=True, slots=True)
class ReferralOutcome:
    """What a purchase gave to both, and for each kind that it did not give the one reason."""

    accruals: tuple[Accrual, ...]
    unmet: tuple[tuple[str, Unmet], ...]


def referral_rewards(
    rule: Referral, points: PointsRules, purchase: FriendPurchase, past: ReferrerPast
) -> ReferralOutcome:
    """Everything that the friend's purchase gives. Points are cut to what the month's cap leaves."""
    given: list[Accrual] = []
    missing: list[tuple[str, Unmet]] = []
    why_not_first = _why_not_first(rule, purchase)
    terms = lot_terms(points, rule.lot_days, rule.pending_days)
    day = purchase.at.date()

    def give(customer_id: str, kind: str, amount: Points, why: Unmet | None) -> None:
        if why is not None:
            missing.append((kind, why))
        elif amount == 0:
            missing.append((kind, unmet(NO_SHARE)))
        else:
            source = f"{kind}/{purchase.receipt_id}"
            given.append(accrual(customer_id, rule.rule_id, source, kind, amount, day, terms))

    give(purchase.friend_id, FRIEND_FIRST, rule.friend_points, why_not_first)
    left = None if rule.most_points_per_month is None else max(0, rule.most_points_per_month - past.points_this_month)
    over = unmet(MONTH_LIMIT, points=past.points_this_month) if left == 0 else None
    amount = rule.referrer_points if left is None else min(rule.referrer_points, left)
    too_many = _too_many(rule, past)
    give(purchase.referrer_id, REFERRER_FIRST, amount, why_not_first or too_many or over)
    if left is not None and why_not_first is None and too_many is None:
        left -= amount
        over = unmet(MONTH_LIMIT, points=past.points_this_month + amount) if left == 0 else None
    share = part_floor(purchase.money_kopecks, rule.share_bp)
    amount = share if left is None else min(share, left)
    give(purchase.referrer_id, FRIEND_SHARE, amount, _why_no_share(rule, purchase, past) or (over if share else None))
    return ReferralOutcome(tuple(given), tuple(missing))


def due_after_returns(given: Points, money_kopecks: Kopecks, returned_kopecks: Kopecks) -> Points:
    """Of points that a purchase of ``money_kopecks`` gave, what is due back once so much of its money came back.

    A return takes the difference of two such sums, so a full return takes all. Without money all is due at once.
    """
    if returned_kopecks >= money_kopecks:
        return given
    return div_floor(given * returned_kopecks, money_kopecks)


def _why_not_first(rule: Referral, purchase: FriendPurchase) -> Unmet | None:
    closed = unmet_by_time(rule.window, purchase.at)
    if closed is not None:
        return closed
    if purchase.friend_id == purchase.referrer_id:
        return unmet(OWN_CODE)
    if not purchase.was_new or purchase.first_rewarded:
        return unmet(NOT_NEW)
    missing = rule.min_purchase_kopecks - purchase.money_kopecks
    return unmet(BELOW_MIN_PURCHASE, missing_kopecks=missing) if missing > 0 else None


def _too_many(rule: Referral, past: ReferrerPast) -> Unmet | None:
    if rule.most_friends is not None and past.friends_rewarded >= rule.most_friends and not past.this_friend:
        return unmet(FRIENDS_LIMIT, friends=past.friends_rewarded)
    return None


def _why_no_share(rule: Referral, purchase: FriendPurchase, past: ReferrerPast) -> Unmet | None:
    closed = unmet_by_time(rule.window, purchase.at)
    if closed is not None:
        return closed
    if purchase.friend_id == purchase.referrer_id:
        return unmet(OWN_CODE)
    days = (purchase.at.date() - purchase.joined_day).days
    if rule.share_days is not None and purchase.at.date() > purchase.joined_day + timedelta(days=rule.share_days):
        return unmet(SHARE_OVER, days=days)
    return _too_many(rule, past)
