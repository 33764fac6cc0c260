"""A random rule of every kind, by the name of its kind."""

from collections.abc import Callable
from typing import Any

from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.goods import make_selector
from pos_app.campaign.engine.rule_head import COUPON_CONDITION, MEMBERSHIP, TIERS, make_head
from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold, ThresholdStep
from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponPrint, CouponTarget
from pos_app.domain.loyalty.rules.earning import (
    AfterLadder,
    EarnByReceipt,
    EarnForGroup,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
    ReceiptStep,
)
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    BundlePart,
    CheapestFree,
    FixedPrice,
    GiftWithPurchase,
    GoodsDiscount,
    NForMPromotion,
    NthDiscount,
    QuantityStep,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.standing_discounts import (
    CardDiscount,
    LadderStep,
    MembershipDiscount,
    PersonalOffer,
    TierDiscount,
    TurnoverLadder,
)

Make = Callable[[str, Chance], Rule]


def benefit(chance: Chance) -> PercentOff | SumOff | PriceOf:
    """A part, a sum or a price."""
    return PriceOf(chance.choice((0, chance.kopecks()))) if chance.happens(30) else reduction(chance)


def reduction(chance: Chance) -> PercentOff | SumOff:
    """A part or a sum."""
    if chance.happens(60):
        return PercentOff(chance.rate_bp(), chance.maybe(20, chance.kopecks))
    return SumOff(chance.kopecks())


def _times(chance: Chance) -> int | None:
    return chance.maybe(30, lambda: chance.randint(1, 3))


def _rising(chance: Chance, count: int) -> list[int]:
    """Different sums from little to much."""
    return sorted(chance.sample(range(1, 300_000), count))


def _steps(chance: Chance) -> tuple[QuantityStep, ...]:
    starts = sorted(chance.sample(range(1, 12), chance.randint(1, 3)))
    return tuple(QuantityStep(1000 * start, benefit(chance)) for start in starts)


def _gift(rule_id: str, chance: Chance) -> GiftWithPurchase:
    by_quantity = chance.happens(50)
    return GiftWithPurchase(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        buy_quantity=1000 * chance.randint(1, 4) if by_quantity else None,
        buy_kopecks=None if by_quantity else chance.kopecks(),
        gift=make_selector(chance),
        gift_count=chance.randint(1, 2),
        gift_price_kopecks=chance.choice((0, 0, 100)),
        max_times=chance.choice((1, None, 2)),
    )


def _n_for_m(rule_id: str, chance: Chance) -> NForMPromotion:
    take = chance.randint(2, 5)
    head = make_head(rule_id, chance)
    return NForMPromotion(
        **head, goods=make_selector(chance), take=take, pay=chance.randint(1, take - 1), max_times=_times(chance)
    )


def _cheapest(rule_id: str, chance: Chance) -> CheapestFree:
    least = chance.randint(2, 5)
    return CheapestFree(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        at_least=least,
        free=chance.randint(1, least - 1),
    )


def _bundle(rule_id: str, chance: Chance) -> Bundle:
    parts = tuple(BundlePart(make_selector(chance), chance.randint(1, 2)) for _ in range(chance.randint(1, 3)))
    return Bundle(**make_head(rule_id, chance), parts=parts, benefit=benefit(chance), max_times=_times(chance))


def _ladder(rule_id: str, chance: Chance) -> TurnoverLadder:
    count = chance.randint(1, 3)
    rates = sorted(chance.sample(range(1, 3000), count))
    steps = tuple(LadderStep(start, rate) for start, rate in zip(_rising(chance, count), rates, strict=True))
    return TurnoverLadder(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        steps=steps,
        counts_this_receipt=chance.happens(40),
        whole_life=chance.happens(50),
    )


def _coupon(rule_id: str, chance: Chance) -> Coupon:
    made = benefit(chance)
    each = isinstance(made, PriceOf) or chance.happens(40)
    return Coupon(
        **make_head(rule_id, chance, conditions=rule_id != COUPON_CONDITION),
        codes=(f"WORD-{rule_id.upper()}",),
        prefix=f"N{rule_id.upper()}",
        goods=make_selector(chance),
        target=CouponTarget.EACH_UNIT if each else CouponTarget.TOGETHER,
        benefit=made,
        most_pieces=chance.maybe(25, lambda: chance.randint(1, 4)),
    )


def _by_receipt(rule_id: str, chance: Chance) -> EarnByReceipt:
    count = chance.randint(1, 3)
    rates = sorted(chance.sample(range(1, 2000), count))
    steps = tuple(ReceiptStep(start, rate) for start, rate in zip(_rising(chance, count), rates, strict=True))
    return EarnByReceipt(**_earning_head(rule_id, chance), steps=steps)


def _earning_head(rule_id: str, chance: Chance) -> dict[str, Any]:
    return {
        **make_head(rule_id, chance),
        "goods": make_selector(chance),
        "discounted_goods": chance.happens(75),
        "most_points": chance.maybe(20, lambda: chance.randint(1, 5000)),
        "lot_days": chance.maybe(20, lambda: chance.randint(1, 60)),
        "pending_days": chance.maybe(20, lambda: chance.randint(0, 20)),
    }


PROMOTIONS: dict[str, Make] = {
    "n_for_m": _n_for_m,
    "cheapest_free": _cheapest,
    "bundle": _bundle,
    "nth_discount": lambda rule_id, chance: NthDiscount(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        nth=chance.randint(2, 4),
        benefit=benefit(chance),
        max_times=_times(chance),
    ),
    "quantity_steps": lambda rule_id, chance: QuantitySteps(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        steps=_steps(chance),
        each_article=chance.happens(50),
    ),
    "fixed_price": lambda rule_id, chance: FixedPrice(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        price_kopecks=chance.kopecks(),
        most_quantity=chance.maybe(30, lambda: chance.choice((1000, 2000, 2500))),
    ),
    "gift_with_purchase": _gift,
    "goods_discount": lambda rule_id, chance: GoodsDiscount(
        **make_head(rule_id, chance), goods=make_selector(chance), benefit=reduction(chance)
    ),
}

BASKET_PROMOTIONS: dict[str, Make] = {
    "threshold": lambda rule_id, chance: Threshold(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        steps=tuple(ThresholdStep(start, reduction(chance)) for start in _rising(chance, chance.randint(1, 3))),
    ),
    "every_full_sum": lambda rule_id, chance: EveryFullSum(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        each_kopecks=chance.kopecks() + 1000,
        off_kopecks=chance.kopecks(),
        max_times=_times(chance),
    ),
}

STANDING_DISCOUNTS: dict[str, Make] = {
    "card_discount": lambda rule_id, chance: CardDiscount(
        **make_head(rule_id, chance),
        goods=make_selector(chance),
        rate_bp=chance.rate_bp(),
        most_bp=chance.choice((10_000, 10_000, 500)),
    ),
    "turnover_ladder": _ladder,
    "tier_discount": lambda rule_id, chance: TierDiscount(
        **make_head(rule_id, chance),
        tier=chance.choice(TIERS),
        goods=make_selector(chance),
        benefit=PercentOff(chance.rate_bp()),
    ),
    "membership_discount": lambda rule_id, chance: MembershipDiscount(
        **make_head(rule_id, chance), membership=MEMBERSHIP, goods=make_selector(chance), benefit=benefit(chance)
    ),
    "personal_offer": lambda rule_id, chance: PersonalOffer(
        **make_head(rule_id, chance), goods=make_selector(chance), benefit=benefit(chance)
    ),
}

COUPONS: dict[str, Make] = {"coupon": _coupon}

EARNING_RULES: dict[str, Make] = {
    "earn_rate": lambda rule_id, chance: EarnRate(**_earning_head(rule_id, chance), rate_bp=chance.rate_bp()),
    "earn_by_receipt": _by_receipt,
    "earn_per_item": lambda rule_id, chance: EarnPerItem(
        **_earning_head(rule_id, chance), points=chance.randint(1, 1000)
    ),
    "earn_for_group": lambda rule_id, chance: EarnForGroup(
        **_earning_head(rule_id, chance), points=chance.randint(1, 5000)
    ),
    "earn_per_visit": lambda rule_id, chance: EarnPerVisit(
        **_earning_head(rule_id, chance), points=chance.randint(1, 5000)
    ),
    "earn_ladder": lambda rule_id, chance: EarnLadder(
        **_earning_head(rule_id, chance),
        points=tuple(chance.randint(0, 500) for _ in range(chance.randint(1, 4))),
        after=chance.choice(tuple(AfterLadder)),
    ),
    "earn_multiplier": lambda rule_id, chance: EarnMultiplier(
        **_earning_head(rule_id, chance), multiplier_bp=chance.choice((0, 15_000, 20_000, 30_000, 3333))
    ),
}

COUPON_PRINTS: dict[str, Make] = {
    "coupon_print": lambda rule_id, chance: CouponPrint(
        **make_head(rule_id, chance),
        coupon=COUPON_CONDITION,
        goods=make_selector(chance),
        from_kopecks=chance.choice((0, chance.kopecks())),
    ),
}
