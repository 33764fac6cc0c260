"""Statuses by turnover in a window, with what they give and the privileges that a cashier sees."""

from dataclasses import dataclass

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Code, Days, Money, Rate, SomeDays


@dataclass(frozen=True, slots=True)
class Privilege:
    """Something that is no money: served without a queue, closed sales."""

    code: Code
    name: LocalText


@dataclass(frozen=True, slots=True)
class Tier:
    """A status by turnover: from ``turnover_kopecks`` on, a standing discount and a rate of earning.

    ``max_points_share_bp`` replaces the programme's for customers of the tier (None: the programme's).
    """

    code: Code
    name: LocalText
    turnover_kopecks: Money
    discount_bp: Rate
    earn_bp: Rate
    max_points_share_bp: Rate | None = None
    privileges: tuple[Privilege, ...] = ()


@dataclass(frozen=True, slots=True)
class TierTerms:
    """How turnover is counted: the money of purchases less returns of the last ``window_days`` (None: all ever).

    A tier reached is kept at least ``keep_days`` from the day it was reached, however the turnover falls.
    """

    window_days: SomeDays | None = None
    keep_days: Days = 0


WHOLE_LIFE = TierTerms()
