"""From a rule to the offer it makes to this basket and customer, or to the reason why it makes none."""

from collections.abc import Callable, Mapping, Sequence

from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold
from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf
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
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.standing_discounts import (
    CardDiscount,
    MembershipDiscount,
    PersonalOffer,
    TierDiscount,
    TurnoverLadder,
)
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.gift import GiftOffer, Purchase
from pos_app.domain.pricing.offers.groups import FREE, GroupOffer
from pos_app.domain.pricing.offers.ladder import LadderOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.together import EveryFullSumOffer, SumStep, TogetherOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.refusal import Refusal, refused

Touched = Mapping[int, Sequence[int]]
"""Lines by part of the rule (``compiled_programme.selectors_of``), in the order of the sheet."""


def offer_of(compiled: CompiledRule, facts: Facts, touched: Touched) -> Offer | Refusal:
    """The offer of a rule whose window and conditions hold; only goods that may be discounted are in it."""
    sheet = facts.sheet
    eligible = {
        part: tuple([line for line in lines if sheet[line].line.item.rules.discountable])
        for part, lines in touched.items()
    }
    if not any(eligible.values()):
        return Refusal(reasons.NOT_DISCOUNTABLE)
    rule = compiled.rule
    return _MAKERS[type(rule)](compiled, rule, facts, eligible)


def _n_for_m(compiled: CompiledRule, rule: NForMPromotion, facts: Facts, touched: Touched) -> Offer:
    del facts
    return GroupOffer(compiled, touched[0], rule.take, rule.take - rule.pay, FREE, rule.max_times)


def _nth_discount(compiled: CompiledRule, rule: NthDiscount, facts: Facts, touched: Touched) -> Offer:
    del facts
    return GroupOffer(compiled, touched[0], rule.nth, 1, rule.benefit, rule.max_times)


def _cheapest_free(compiled: CompiledRule, rule: CheapestFree, facts: Facts, touched: Touched) -> Offer:
    del facts
    return CheapestFreeOffer(compiled, touched[0], rule.at_least, rule.free)


def _bundle(compiled: CompiledRule, rule: Bundle, facts: Facts, touched: Touched) -> Offer:
    del facts
    places = [(part.count, frozenset(touched.get(index, ()))) for index, part in enumerate(rule.parts)]
    lines = sorted(frozenset().union(*(lines for _, lines in places)))
    return BundleOffer(compiled, lines, places, rule.benefit, rule.max_times)


def _gift(compiled: CompiledRule, rule: GiftWithPurchase, facts: Facts, touched: Touched) -> Offer:
    del facts
    purchase = Purchase(rule.buy_quantity, rule.buy_kopecks, rule.gift_count)
    return GiftOffer(
        compiled, touched.get(0, ()), touched.get(1, ()), purchase, rule.gift_price_kopecks, rule.max_times
    )


def _quantity_steps(compiled: CompiledRule, rule: QuantitySteps, facts: Facts, touched: Touched) -> Offer:
    articles = {line: facts.sheet[line].line.item.item_id if rule.each_article else "" for line in touched[0]}
    return StepsOffer(compiled, touched[0], rule.steps, articles)


def _fixed_price(compiled: CompiledRule, rule: FixedPrice, facts: Facts, touched: Touched) -> Offer:
    del facts
    benefit = PriceOf(rule.price_kopecks)
    return UnitOffer(compiled, touched[0], benefit, most_quantity=rule.most_quantity)


def _goods_discount(compiled: CompiledRule, rule: GoodsDiscount, facts: Facts, touched: Touched) -> Offer:
    del facts
    return UnitOffer(compiled, touched[0], rule.benefit)


def _threshold(compiled: CompiledRule, rule: Threshold, facts: Facts, touched: Touched) -> Offer:
    del facts
    return TogetherOffer(compiled, touched[0], [SumStep(step.from_kopecks, step.benefit) for step in rule.steps])


def _every_full_sum(compiled: CompiledRule, rule: EveryFullSum, facts: Facts, touched: Touched) -> Offer:
    del facts
    return EveryFullSumOffer(compiled, touched[0], rule.each_kopecks, rule.off_kopecks, rule.max_times)


def _card(compiled: CompiledRule, rule: CardDiscount, facts: Facts, touched: Touched) -> Offer | Refusal:
    if facts.standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    rate_bp = min(facts.standing.card_discount_bp or rule.rate_bp, rule.most_bp)
    if rate_bp == 0:
        return Refusal(reasons.NO_RATE)
    return UnitOffer(compiled, touched[0], PercentOff(rate_bp))


def _ladder(compiled: CompiledRule, rule: TurnoverLadder, facts: Facts, touched: Touched) -> Offer | Refusal:
    who = facts.standing
    if who is None:
        return Refusal(reasons.NO_CUSTOMER)
    turnover = who.life_turnover_kopecks if rule.whole_life else who.turnover_kopecks
    return LadderOffer(compiled, touched[0], rule.steps, turnover, counts_this_receipt=rule.counts_this_receipt)


def _tier(compiled: CompiledRule, rule: TierDiscount, facts: Facts, touched: Touched) -> Offer | Refusal:
    if facts.standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    if facts.standing.tier_code != rule.tier:
        return refused(reasons.OTHER_TIER, tier=facts.standing.tier_code or "", needed=rule.tier)
    if isinstance(rule.benefit, PercentOff) and rule.benefit.rate_bp == 0:
        return Refusal(reasons.NO_RATE)
    return UnitOffer(compiled, touched[0], rule.benefit)


def _membership(compiled: CompiledRule, rule: MembershipDiscount, facts: Facts, touched: Touched) -> Offer | Refusal:
    if facts.standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    if not facts.standing.is_member(rule.membership, facts.day):
        return refused(reasons.NO_MEMBERSHIP, needed=rule.membership)
    return UnitOffer(compiled, touched[0], rule.benefit)


def _personal(compiled: CompiledRule, rule: PersonalOffer, facts: Facts, touched: Touched) -> Offer | Refusal:
    if facts.standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    granted = facts.standing.offer_of(rule.rule_id, facts.day)
    if granted is None:
        return Refusal(reasons.NO_OFFER)
    lines = touched[0]
    if granted.items:
        lines = [line for line in lines if facts.sheet[line].line.item.item_id in granted.items]
        if not lines:
            return Refusal(reasons.NO_GOODS)
    return UnitOffer(compiled, lines, rule.benefit)


def _coupon(compiled: CompiledRule, rule: Coupon, facts: Facts, touched: Touched) -> Offer | Refusal:
    if rule.rule_id not in facts.presented:
        return Refusal(reasons.COUPON_NOT_PRESENTED)
    benefit = rule.benefit
    if rule.target is CouponTarget.TOGETHER and not isinstance(benefit, PriceOf):
        return TogetherOffer(compiled, touched[0], [SumStep(0, benefit)], rule.most_pieces)
    return UnitOffer(compiled, touched[0], benefit, most_pieces=rule.most_pieces)


_MAKERS: Mapping[type[Rule], Callable[..., Offer | Refusal]] = {
    NForMPromotion: _n_for_m,
    NthDiscount: _nth_discount,
    CheapestFree: _cheapest_free,
    Bundle: _bundle,
    GiftWithPurchase: _gift,
    QuantitySteps: _quantity_steps,
    FixedPrice: _fixed_price,
    GoodsDiscount: _goods_discount,
    Threshold: _threshold,
    EveryFullSum: _every_full_sum,
    CardDiscount: _card,
    TurnoverLadder: _ladder,
    TierDiscount: _tier,
    MembershipDiscount: _membership,
    PersonalOffer: _personal,
    Coupon: _coupon,
}
