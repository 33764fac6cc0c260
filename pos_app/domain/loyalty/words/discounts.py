"""Each rule of stages 2 to 5 as one part of a sentence: what it does, without its head."""

from collections.abc import Callable
from typing import Any

from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponTarget
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
from pos_app.domain.loyalty.words.benefits import benefit_words
from pos_app.domain.loyalty.words.goods import goods_words
from pos_app.domain.loyalty.words.speaker import Speaker


def _at_most(say: Speaker, times: int | None) -> str:
    if times is None:
        return ""
    return say.pick(", в чеке не больше ", ", on a receipt at most ") + say.counted(times, "time", than=True)


def _n_for_m(say: Speaker, rule: NForMPromotion) -> str:
    words = say.pick(f"возьми {rule.take}, заплати за {rule.pay}", f"take {rule.take}, pay for {rule.pay}")
    return f"{words}: {goods_words(say, rule.goods)}{_at_most(say, rule.max_times)}"


def _cheapest_free(say: Speaker, rule: CheapestFree) -> str:
    pieces, free = say.counted(rule.at_least, "piece", than=True), say.counted(rule.free, "piece")
    return say.pick(
        f"от {pieces}: {goods_words(say, rule.goods)}; самые дешёвые в подарок: {free}",
        f"from {pieces}: {goods_words(say, rule.goods)}; the cheapest are free: {free}",
    )


def _bundle(say: Speaker, rule: Bundle) -> str:
    parts = " + ".join(f"{part.count} × {goods_words(say, part.goods)}" for part in rule.parts)
    whole = say.pick("за комплект", "for the bundle")
    return f"{parts}: {benefit_words(say, rule.benefit)} {whole}{_at_most(say, rule.max_times)}"


def _nth_discount(say: Speaker, rule: NthDiscount) -> str:
    nth = say.pick(f"каждая {rule.nth}-я штука", f"every piece no. {rule.nth}")
    return f"{nth}: {benefit_words(say, rule.benefit)}; {goods_words(say, rule.goods)}{_at_most(say, rule.max_times)}"


def _quantity_steps(say: Speaker, rule: QuantitySteps) -> str:
    steps = "; ".join(
        f"{say.pick('от', 'from')} {say.quantity(step.from_quantity)}: {benefit_words(say, step.benefit)}"
        for step in rule.steps
    )
    counted = say.pick("каждый товар отдельно", "each article for itself")
    if not rule.each_article:
        counted = say.pick("все вместе", "all together")
    return f"{goods_words(say, rule.goods)} ({counted}): {steps}"


def _fixed_price(say: Speaker, rule: FixedPrice) -> str:
    words = f"{goods_words(say, rule.goods)}: {say.pick('цена', 'a price of')} {say.money(rule.price_kopecks)}"
    if rule.most_quantity is not None:
        words += f"{say.pick(', не больше ', ', at most ')}{say.quantity(rule.most_quantity)}"
    return words


def _gift(say: Speaker, rule: GiftWithPurchase) -> str:
    bought = say.money(rule.buy_kopecks) if rule.buy_kopecks is not None else say.quantity(rule.buy_quantity or 0)
    gift, price = f"{rule.gift_count} × {goods_words(say, rule.gift)}", say.money(rule.gift_price_kopecks)
    return say.pick(
        f"{goods_words(say, rule.goods)} от {bought}: в подарок {gift}, по цене {price}",
        f"{goods_words(say, rule.goods)} from {bought}: as a gift {gift}, at {price}",
    ) + _at_most(say, rule.max_times)


def _simple(
    say: Speaker, rule: GoodsDiscount | TierDiscount | MembershipDiscount | PersonalOffer, whose: str = ""
) -> str:
    return f"{whose}{benefit_words(say, rule.benefit)}: {goods_words(say, rule.goods)}"


def _tier_discount(say: Speaker, rule: TierDiscount) -> str:
    return _simple(say, rule, say.pick(f"уровню {rule.tier} ", f"for tier {rule.tier} "))


def _membership(say: Speaker, rule: MembershipDiscount) -> str:
    return _simple(say, rule, say.pick(f"членам {rule.membership} ", f"for members of {rule.membership} "))


def _personal(say: Speaker, rule: PersonalOffer) -> str:
    return _simple(say, rule, say.pick("кому предложено: ", "to whom it is offered: "))


def _threshold(say: Speaker, rule: Threshold) -> str:
    steps = "; ".join(
        f"{say.pick('от', 'from')} {say.money(step.from_kopecks)}: {benefit_words(say, step.benefit)}"
        for step in rule.steps
    )
    return f"{goods_words(say, rule.goods)} {steps}"


def _every_full_sum(say: Speaker, rule: EveryFullSum) -> str:
    off, each = say.money(rule.off_kopecks), say.money(rule.each_kopecks)
    words = say.pick(f"скидка {off} за каждые {each}", f"{off} off for every {each}")
    return f"{words}: {goods_words(say, rule.goods)}{_at_most(say, rule.max_times)}"


def _card(say: Speaker, rule: CardDiscount) -> str:
    words = say.pick("скидка, записанная на карте", "the discount that the card states")
    if rule.rate_bp:
        words += say.pick(f", без неё {say.percent(rule.rate_bp)}", f", without one {say.percent(rule.rate_bp)}")
    words += say.pick(f", не больше {say.percent(rule.most_bp)}", f", at most {say.percent(rule.most_bp)}")
    return f"{words}: {goods_words(say, rule.goods)}"


def _ladder(say: Speaker, rule: TurnoverLadder) -> str:
    steps = "; ".join(
        f"{say.pick('от', 'from')} {say.money(step.from_kopecks)} — {say.percent(step.rate_bp)}" for step in rule.steps
    )
    turnover = (
        say.pick("всех покупок", "all purchases")
        if rule.whole_life
        else say.pick("за период уровня", "the tier window")
    )
    words = say.pick(f"скидка по обороту {turnover}", f"a discount by the turnover of {turnover}")
    if rule.counts_this_receipt:
        words += say.pick(" вместе с этим чеком", " with this receipt")
    return f"{words} ({steps}): {goods_words(say, rule.goods)}"


def _coupon(say: Speaker, rule: Coupon) -> str:
    codes = [*rule.codes, *([f"{rule.prefix}…"] if rule.prefix else [])]
    target = "" if rule.target is CouponTarget.TOGETHER else say.pick(" на единицу", " a unit")
    words = f"{say.either(codes)}: {benefit_words(say, rule.benefit)}{target}, {goods_words(say, rule.goods)}"
    if rule.single_use:
        words += say.pick(", номер действует один раз", ", each number once")
    if rule.most_pieces is not None:
        words += f"{say.pick(', не больше ', ', at most ')}{say.counted(rule.most_pieces, 'piece', than=True)}"
    if rule.uses_in_all is not None:
        words += f"{say.pick(', всего ', ', in all ')}{say.counted(rule.uses_in_all, 'time')}"
    return words


DISCOUNT_WORDS: dict[type, Callable[[Speaker, Any], str]] = {
    NForMPromotion: _n_for_m,
    CheapestFree: _cheapest_free,
    Bundle: _bundle,
    NthDiscount: _nth_discount,
    QuantitySteps: _quantity_steps,
    FixedPrice: _fixed_price,
    GiftWithPurchase: _gift,
    GoodsDiscount: _simple,
    Threshold: _threshold,
    EveryFullSum: _every_full_sum,
    CardDiscount: _card,
    TurnoverLadder: _ladder,
    TierDiscount: _tier_discount,
    MembershipDiscount: _membership,
    PersonalOffer: _personal,
    Coupon: _coupon,
}
"""By the class of the rule."""
