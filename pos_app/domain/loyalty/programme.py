"""The loyalty programme as data: one versioned document with a start time, the same on every till and the server.

Loaded from JSON by ``programme_document.py``, which refuses an unsound document with every error at once. Its rules
are in ``rules/``, one file per family.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.coalition import Coalition
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponPrint
from pos_app.domain.loyalty.rules.earning import PLAIN_EARNING, EarningTerms
from pos_app.domain.loyalty.rules.figures import Code, Moment, Money, Rate
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import NForMPromotion
from pos_app.domain.loyalty.rules.kinds import AnyAward, BasketPromotion, Earning, Promotion, StandingDiscount
from pos_app.domain.loyalty.rules.manual_limits import NO_MANUAL_LIMITS, ManualLimits
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.loyalty.rules.offline import OFFLINE_DEFAULTS, OfflineTerms
from pos_app.domain.loyalty.rules.points_rules import DebtPolicy, PointsRules
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.loyalty.rules.rewards import Reward
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.tiers import WHOLE_LIFE, Tier, TierTerms

__all__ = [
    "ALL_GOODS",
    "DebtPolicy",
    "GoodsSelector",
    "LocalText",
    "NForMPromotion",
    "PointsRules",
    "Programme",
    "ReceiptPicture",
    "Tier",
]


class ReceiptPicture(StrEnum):
    """The two lawful pictures of points on a receipt (FNS letter ED-3-20/6387@)."""

    DISCOUNT = "discount"
    COUNTER_PERFORMANCE = "counter_performance"


@dataclass(frozen=True, slots=True)
class Programme:
    """A version of a loyalty programme, in force from ``starts_at`` (UTC) until a later version starts.

    Figures are whole numbers in the units that their names end in; points are hundredths of a point, rates basis
    points. ``floor_kopecks``: least price of one unit after all discounts and points. ``tiers`` stand from the lowest
    turnover up.
    """

    programme_id: Code
    version: Annotated[int, Field(ge=1, le=1_000_000_000)]
    starts_at: Moment
    name: LocalText
    floor_kopecks: Annotated[Money, Field(default=1)]
    receipt_picture: ReceiptPicture
    points: PointsRules
    base_earn_bp: Rate
    tiers: Annotated[tuple[Tier, ...], Field(default=())]
    promotions: Annotated[tuple[Promotion, ...], Field(default=())]
    basket_promotions: tuple[BasketPromotion, ...] = ()
    standing_discounts: tuple[StandingDiscount, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    manual: ManualLimits = NO_MANUAL_LIMITS
    cash_rounding: CashRounding | None = None
    earning: EarningTerms = PLAIN_EARNING
    earning_rules: tuple[Earning, ...] = ()
    coupon_prints: tuple[CouponPrint, ...] = ()
    awards: tuple[AnyAward, ...] = ()
    referral: Referral | None = None
    tier_terms: TierTerms = WHOLE_LIFE
    memberships: tuple[Membership, ...] = ()
    coalition: Coalition | None = None
    money_account: MoneyAccount | None = None
    certificates: tuple[CertificateSeries, ...] = ()
    rewards: tuple[Reward, ...] = ()
    offline: OfflineTerms = OFFLINE_DEFAULTS

    def staged_rules(self) -> Iterator[tuple[Stage, Rule]]:
        """Every rule that works on a receipt with its stage, in the order of stages and of the document."""
        lists: tuple[tuple[Stage, tuple[Rule, ...]], ...] = (
            (Stage.GOODS_PROMOTION, self.promotions),
            (Stage.BASKET_PROMOTION, self.basket_promotions),
            (Stage.STANDING_DISCOUNT, self.standing_discounts),
            (Stage.COUPON, self.coupons),
            (Stage.EARNING, self.earning_rules),
            (Stage.EARNING, self.coupon_prints),
        )
        for stage, rules in lists:
            for rule in rules:
                yield stage, rule
