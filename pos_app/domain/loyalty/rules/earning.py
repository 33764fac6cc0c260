"""Stage 9: what a purchase earns. The base is the money paid for each line, after discounts and points.

Every line has a rate: that of the customer's tier, else the programme's ``base_earn_bp``. Rules change it, multiply
it, or give points beside it; the receipt's total is floored once to ``PointsRules.earn_step``.
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import Days, Money, Multiplier, PointsSum, Rate, SomeDays, SomePoints, Times
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class EarningTerms:
    """What holds for all earning on a receipt.

    ``goods``: what earns at all. ``discounted_goods``: also what a rule or a hand discounted.
    ``nothing_while_spending``: a receipt that is paid in part with points earns nothing. ``min_basket_kopecks``: money
    part of the whole basket below which nothing is earned. ``most_points``: hundredths on one receipt.
    """

    goods: GoodsSelector = ALL_GOODS
    discounted_goods: bool = True
    nothing_while_spending: bool = False
    min_basket_kopecks: Money = 0
    most_points: SomePoints | None = None
    most_accruals_per_day: Times | None = None


PLAIN_EARNING = EarningTerms()


@dataclass(frozen=True, slots=True)
class EarningRule(Rule):
    """Head of the earning rules. ``most_points``: hundredths that the rule gives on one receipt.

    ``lot_days`` and ``pending_days`` replace the programme's for these points (None: the programme's).
    ``discounted_goods``: also for goods that a rule or a hand discounted.
    """

    _: KW_ONLY
    goods: GoodsSelector = ALL_GOODS
    discounted_goods: bool = True
    most_points: SomePoints | None = None
    lot_days: SomeDays | None = None
    pending_days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnRate(EarningRule):
    """Per rouble. BEST: at least this rate on its goods; STACKING: so much more; EXCLUSIVE: this, even if lower."""

    rate_bp: Rate
    kind: Literal["earn_rate"] = "earn_rate"


@dataclass(frozen=True, slots=True)
class ReceiptStep:
    """From a money part of ``from_kopecks`` of the rule's goods on."""

    from_kopecks: Money
    rate_bp: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnByReceipt(EarningRule):
    """Per rouble, by the size of the receipt: the highest step reached is the rate of all its goods. Steps rise."""

    steps: Annotated[tuple[ReceiptStep, ...], Field(min_length=1, max_length=20)]
    kind: Literal["earn_by_receipt"] = "earn_by_receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnPerItem(EarningRule):
    """``points`` for each whole unit (piece or kilogram) of its goods; a part of a kilogram earns its part, floored."""

    points: SomePoints
    kind: Literal["earn_per_item"] = "earn_per_item"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnForGroup(EarningRule):
    """``points`` once, if the receipt holds any of its goods; how many or how dear, the conditions say."""

    points: SomePoints
    kind: Literal["earn_for_group"] = "earn_for_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnPerVisit(EarningRule):
    """``points`` once for the receipt, on at most ``most_per_day`` receipts of a customer and day."""

    points: SomePoints
    most_per_day: Times | None = 1
    kind: Literal["earn_per_visit"] = "earn_per_visit"


class AfterLadder(StrEnum):
    """What the purchases after the last step of a ladder earn."""

    NOTHING = "nothing"
    LAST = "last"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnLadder(EarningRule):
    """``points[n - 1]`` for the customer's n-th purchase: 1st 100, 2nd 150, 3rd 200."""

    points: Annotated[tuple[PointsSum, ...], Field(min_length=1, max_length=100)]
    after: AfterLadder = AfterLadder.NOTHING
    kind: Literal["earn_ladder"] = "earn_ladder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnMultiplier(EarningRule):
    """What the rates give on its goods, times ``multiplier_bp``. BEST: the largest; STACKING ones multiply on."""

    multiplier_bp: Multiplier
    kind: Literal["earn_multiplier"] = "earn_multiplier"
