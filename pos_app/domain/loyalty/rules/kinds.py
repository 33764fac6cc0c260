"""The rule kinds of each list of a programme, told apart by their ``kind``."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from pos_app.domain.loyalty.rules.awards import BirthdayAward, EventAward, ReviewAward, WelcomeAward
from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold
from pos_app.domain.loyalty.rules.earning import (
    EarnByReceipt,
    EarnForGroup,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
)
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    CheapestFree,
    FixedPrice,
    GiftWithPurchase,
    GoodsDiscount,
    NForMPromotion,
    NthDiscount,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.standing_discounts import (
    CardDiscount,
    MembershipDiscount,
    PersonalOffer,
    TierDiscount,
    TurnoverLadder,
)

FIRST_KIND = "n_for_m"
"""The kind of a promotion that states none: the first documents knew no other."""


def _kind_of_promotion(value: object) -> str | None:
    if isinstance(value, dict):
        kind = value.get("kind", FIRST_KIND)
        return kind if isinstance(kind, str) else None
    return getattr(value, "kind", None)


Promotion = Annotated[
    Annotated[NForMPromotion, Tag("n_for_m")]
    | Annotated[CheapestFree, Tag("cheapest_free")]
    | Annotated[Bundle, Tag("bundle")]
    | Annotated[NthDiscount, Tag("nth_discount")]
    | Annotated[QuantitySteps, Tag("quantity_steps")]
    | Annotated[FixedPrice, Tag("fixed_price")]
    | Annotated[GiftWithPurchase, Tag("gift_with_purchase")]
    | Annotated[GoodsDiscount, Tag("goods_discount")],
    Discriminator(_kind_of_promotion),
]
"""Stage 2."""

BasketPromotion = Annotated[Threshold | EveryFullSum, Field(discriminator="kind")]
"""Stage 3."""

StandingDiscount = Annotated[
    CardDiscount | TurnoverLadder | TierDiscount | MembershipDiscount | PersonalOffer, Field(discriminator="kind")
]
"""Stage 4."""

Earning = Annotated[
    EarnRate | EarnByReceipt | EarnPerItem | EarnForGroup | EarnPerVisit | EarnLadder | EarnMultiplier,
    Field(discriminator="kind"),
]
"""Stage 9."""

AnyAward = Annotated[WelcomeAward | BirthdayAward | ReviewAward | EventAward, Field(discriminator="kind")]
"""Outside a purchase."""
