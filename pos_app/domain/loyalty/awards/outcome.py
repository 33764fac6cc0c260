"""What became of an award: points, a coupon, or exactly one reason why nothing was given."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.eligibility import Unmet

ALREADY_GIVEN: Final = "already_given"
"""``source``: what it was given for."""
LIMIT_REACHED: Final = "limit_reached"
"""``times`` in all."""
YEAR_LIMIT_REACHED: Final = "year_limit_reached"
"""``times`` in this calendar year."""
DAY_LIMIT_REACHED: Final = "day_limit_reached"
"""``times`` on this day."""
OTHER_OCCASION: Final = "other_occasion"
"""The rule welcomes something else: ``occasion``."""
BIRTH_DATE_UNKNOWN: Final = "birth_date_unknown"
BIRTH_DATE_TOLD_LATE: Final = "birth_date_told_late"
"""``days`` before the birthday it was told, ``needed`` days are asked for."""
OUTSIDE_WINDOW: Final = "outside_window"
"""``days`` to the next birthday."""
COMMENT_TOO_SHORT: Final = "comment_too_short"
"""``missing`` characters."""
TOO_LATE: Final = "too_late"
"""``days`` since the visit, at most ``most``."""
OTHER_EVENT: Final = "other_event"


@dataclass(frozen=True, slots=True)
class CouponGrant:
    """A number of the coupon series ``coupon`` for the customer, until the close of ``until_day``."""

    customer_id: str
    rule_id: str
    source: str
    coupon: str
    until_day: date


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """Either ``given`` or ``unmet`` is there."""

    rule_id: str
    given: Accrual | CouponGrant | None = None
    unmet: Unmet | None = None
