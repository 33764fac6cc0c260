"""Points or coupons outside a purchase: welcome, birthday, review, event. Each with its own limits."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import Amount, Code, Days, NearDays, SomeDays, SomePoints, Times
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class PointsGift:
    """Hundredths of a point."""

    points: SomePoints
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class CouponGift:
    """A number of the coupon series with that rule id, valid for so many days."""

    coupon: Code
    valid_days: SomeDays = 30
    kind: Literal["coupon"] = "coupon"


Gift = Annotated[PointsGift | CouponGift, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Award(Rule):
    """Head of the awards. ``lot_days``, ``pending_days``: None are the programme's.

    Limits count what this rule gave to the customer before: ever, in a calendar year, on a local day.
    """

    _: KW_ONLY
    gift: Gift
    most_per_customer: Times | None = None
    most_per_year: Times | None = None
    most_per_day: Times | None = None
    lot_days: SomeDays | None = None
    pending_days: Days | None = None


class WelcomeOccasion(StrEnum):
    """What is welcomed."""

    REGISTERED = "registered"
    PROFILE_FILLED = "profile_filled"
    FIRST_PURCHASE = "first_purchase"


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeAward(Award):
    """Once in a customer's life, whatever the limits say."""

    occasion: WelcomeOccasion = WelcomeOccasion.REGISTERED
    kind: Literal["welcome"] = "welcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayAward(Award):
    """Once for each birthday, given ``days_before`` it or, if that was missed, until ``days_after`` it.

    The birth date must have been told ``told_days_before`` the birthday or earlier.
    """

    days_before: NearDays = 0
    days_after: NearDays = 0
    told_days_before: Days = 7
    kind: Literal["birthday"] = "birthday"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAward(Award):
    """For rating a visit, once for each receipt, with a comment of at least ``min_comment_chars`` characters."""

    min_comment_chars: Amount = 0
    within_days: SomeDays = 14
    kind: Literal["review"] = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAward(Award):
    """For an event that some other system reports under its code: a course, a bottle given back, a survey."""

    event: Code
    kind: Literal["event"] = "event"
