"""The stages of a sale's arithmetic, in their order (loyalty-rules «Stages»)."""

from enum import StrEnum


class Stage(StrEnum):
    """Each stage sees what the earlier ones left of each line. Stage 1, the list price, is no rule and has no name."""

    GOODS_PROMOTION = "goods_promotion"
    BASKET_PROMOTION = "basket_promotion"
    STANDING_DISCOUNT = "standing_discount"
    COUPON = "coupon"
    MANUAL_DISCOUNT = "manual_discount"
    POINTS = "points"
    CASH_ROUNDING = "cash_rounding"
    EARNING = "earning"

    @property
    def place(self) -> int:
        """Its place among the stages: a rule may forbid what stands at its own or a later place."""
        return tuple(Stage).index(self)


DISCOUNT_STAGES = tuple(Stage)[: Stage.POINTS.place]
"""Stages whose rules take from lines (``PricedLine.takes``)."""
