"""Stage 5: coupons and promo codes, and the coupons that a receipt prints for the next visit."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.benefit import Benefit
from pos_app.domain.loyalty.rules.figures import Code, CouponCode, Money, Pieces, SomeDays, Times
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.rule import Rule


class CouponTarget(StrEnum):
    """What a coupon's benefit is for: each unit of its goods, or all of them together."""

    EACH_UNIT = "each_unit"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon(Rule):
    """Applies when one of its codes was presented (``Basket.coupons``): a word of ``codes``, or a number of a series.

    ``codes`` are promo codes for everybody; ``prefix`` begins the numbers of a series of single coupons. At least one
    of both. ``single_use``: each number once (the services refuse a used one before it gets into the basket).
    ``target`` TOGETHER takes a PERCENT or a SUM; a PRICE is for each unit.

    Of a single-use coupon: ``offline_most_kopecks`` is what a till without the server takes off for it at the shop's
    risk (0: it refuses); ``freed_by_return``: it may be used again once all the goods have come back.
    """

    codes: Annotated[tuple[CouponCode, ...], Field(max_length=1000)] = ()
    prefix: CouponCode | None = None
    single_use: bool = False
    goods: GoodsSelector = ALL_GOODS
    target: CouponTarget = CouponTarget.TOGETHER
    benefit: Benefit
    most_pieces: Pieces | None = None
    uses_in_all: Times | None = None
    offline_most_kopecks: Money = 0
    freed_by_return: bool = True
    kind: Literal["coupon"] = "coupon"

    def answers_to(self, code: str) -> bool:
        """Whether a presented code is one of this coupon's."""
        return code in self.codes or (
            self.prefix is not None and len(code) > len(self.prefix) and code.startswith(self.prefix)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponPrint(Rule):
    """A coupon printed on the receipt for the next visit, if its goods in the basket come to ``from_kopecks`` in money.

    ``coupon`` is the rule id of a coupon with a ``prefix``; ``valid_days`` count from the day after.
    ``blocked_by_return``: the number ends once all the goods of the receipt that printed it have come back.
    """

    coupon: Code
    goods: GoodsSelector = ALL_GOODS
    from_kopecks: Money = 0
    valid_days: SomeDays = 30
    blocked_by_return: bool = True
    kind: Literal["coupon_print"] = "coupon_print"
