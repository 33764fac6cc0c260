"""A programme made ready for pricing: rules by stage, found by the goods they are for. Made once for a version.

Rules that no line of a basket touches cost next to nothing: their entry of the trace is ready beforehand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    CheapestFree,
    GiftWithPurchase,
    NForMPromotion,
    NthDiscount,
)
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.standing_discounts import TierDiscount
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.plan import EarningPlan, plan_earning
from pos_app.domain.pricing.goods_index import GoodsIndex, Mark
from pos_app.domain.pricing.priced import TraceEntry
from pos_app.domain.pricing.trace import not_applied


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule of stages 2 to 5. ``place`` is its place among them, in the order of stages and of the document.

    ``names`` and ``forbids`` are bit masks over what is forbidden anywhere in the programme (rules and stages): which
    of these the rule itself is, and which may not apply where it did. ``sums``: it has conditions on sums.
    """

    place: int
    stage: Stage
    rule: Rule
    rule_id: str
    competes: bool
    exclusive: bool
    names: int
    forbids: int
    on_receipt: bool
    sums: bool


@dataclass(frozen=True, slots=True, eq=False)
class CompiledProgramme:
    """``bars`` are the forbidden names in the order of their bits. ``words`` are promo codes with the coupons they are.

    ``series`` are the prefixes of coupon numbers with their coupons. ``untouched`` are the trace's entries of all rules
    while the basket holds none of their goods; ``untouched_by_nobody`` the same where the customer is not known.
    """

    programme: Programme
    rules: tuple[CompiledRule, ...]
    goods: GoodsIndex
    bars: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    series: tuple[tuple[str, str], ...]
    coupon_rules: dict[str, CompiledRule]
    untouched: tuple[TraceEntry, ...]
    untouched_by_nobody: tuple[TraceEntry, ...]
    earning: EarningPlan

    def coupons_of(self, code: str) -> tuple[str, ...]:
        """Rule ids of the coupons that a presented code is."""
        numbered = tuple(
            rule_id for prefix, rule_id in self.series if len(code) > len(prefix) and code.startswith(prefix)
        )
        return (*self.words.get(code, ()), *numbered)


def tier_rule_id(code: str) -> str:
    """How the trace and the takes name a tier's own discount."""
    return f"tier:{code}"


def compile_programme(programme: Programme) -> CompiledProgramme:
    """Make a programme ready. The result is never changed and may be used for any number of baskets."""
    staged = list(_discount_rules(programme))
    forbidden = {name for _, rule in staged for name in (*rule.forbids, *rule.forbids_stages)}
    bars = tuple(sorted(str(name) for name in forbidden))
    bits = {name: 1 << index for index, name in enumerate(bars)}
    rules: list[CompiledRule] = []
    marks: list[Mark] = []
    for place, (stage, rule) in enumerate(staged):
        rules.append(_compiled(place, stage, rule, bits))
        for part, selector in enumerate(selectors_of(rule)):
            marks.append(Mark(place, part, selector))
    words: dict[str, tuple[str, ...]] = {}
    for coupon in programme.coupons:
        for code in coupon.codes:
            words[code] = (*words.get(code, ()), coupon.rule_id)
    return CompiledProgramme(
        programme=programme,
        rules=tuple(rules),
        goods=GoodsIndex(marks),
        bars=bars,
        words=words,
        series=tuple((coupon.prefix, coupon.rule_id) for coupon in programme.coupons if coupon.prefix is not None),
        coupon_rules={rule.rule_id: rule for rule in rules if isinstance(rule.rule, Coupon)},
        untouched=tuple(_untouched(rule) for rule in rules),
        untouched_by_nobody=tuple(_untouched_by_nobody(rule) for rule in rules),
        earning=plan_earning(programme),
    )


def selectors_of(rule: Rule) -> tuple[GoodsSelector, ...]:
    """The goods that a rule is for: one selection, or one for each part of a bundle, or bought goods and gifts."""
    if isinstance(rule, Bundle):
        return tuple(part.goods for part in rule.parts)
    if isinstance(rule, GiftWithPurchase):
        return (rule.goods, rule.gift)
    selector: GoodsSelector = getattr(rule, "goods", GoodsSelector())
    return (selector,)


def _discount_rules(programme: Programme) -> Iterator[tuple[Stage, Rule]]:
    """Stages 2 to 5 in the order of the document; the discounts of the tiers open stage 4."""
    for promotion in programme.promotions:
        yield Stage.GOODS_PROMOTION, promotion
    for basket_promotion in programme.basket_promotions:
        yield Stage.BASKET_PROMOTION, basket_promotion
    for tier in programme.tiers:
        benefit = PercentOff(tier.discount_bp)
        yield (
            Stage.STANDING_DISCOUNT,
            TierDiscount(tier_rule_id(tier.code), tier.name, tier=tier.code, benefit=benefit),
        )
    for standing_discount in programme.standing_discounts:
        yield Stage.STANDING_DISCOUNT, standing_discount
    for coupon in programme.coupons:
        yield Stage.COUPON, coupon


def _compiled(place: int, stage: Stage, rule: Rule, bits: dict[str, int]) -> CompiledRule:
    forbids = 0
    for name in (*rule.forbids, *rule.forbids_stages):
        forbids |= bits[name]
    conditions = rule.conditions
    return CompiledRule(
        place=place,
        stage=stage,
        rule=rule,
        rule_id=rule.rule_id,
        competes=rule.combination is not Combination.STACKING,
        exclusive=rule.combination is Combination.EXCLUSIVE,
        names=bits.get(rule.rule_id, 0) | bits.get(stage, 0),
        forbids=forbids,
        on_receipt=rule.forbid_scope is ForbidScope.RECEIPT,
        sums=bool(conditions.min_basket_kopecks or conditions.min_goods_kopecks),
    )


def _untouched(rule: CompiledRule) -> TraceEntry:
    reason = reasons.COUPON_NOT_PRESENTED if isinstance(rule.rule, Coupon) else reasons.NO_GOODS
    pieces = _pieces_of_a_group(rule.rule)
    return not_applied(rule.stage.value, rule.rule_id, reason, **({"missing": pieces} if pieces else {}))


def _pieces_of_a_group(rule: Rule) -> int:
    """How many pieces a promotion asks for; 0 for what does not ask for a number."""
    if isinstance(rule, NForMPromotion):
        return rule.take
    if isinstance(rule, CheapestFree):
        return rule.at_least
    if isinstance(rule, NthDiscount):
        return rule.nth
    return sum(part.count for part in rule.parts) if isinstance(rule, Bundle) else 0


def _untouched_by_nobody(rule: CompiledRule) -> TraceEntry:
    if rule.stage is Stage.STANDING_DISCOUNT:
        return not_applied(rule.stage.value, rule.rule_id, reasons.NO_CUSTOMER)
    return _untouched(rule)
