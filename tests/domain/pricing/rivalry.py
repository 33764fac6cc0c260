"""Hypothesis strategies: small baskets whose goods many rules of every stage compete for."""

from dataclasses import replace

from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import GoodsSelector, Programme
from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold, ThresholdStep
from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponTarget
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    BundlePart,
    CheapestFree,
    FixedPrice,
    GoodsDiscount,
    NForMPromotion,
    NthDiscount,
    QuantityStep,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.standing_discounts import CardDiscount, LadderStep, TierDiscount, TurnoverLadder
from pos_app.domain.money.units import Unit
from tests.domain.goods import CUSTOMER, basket, item, off, percent, programme, tier

GROUPS = ("a", "b", "c")
CODES = ("SPRING", "FRIEND")
prices = st.one_of(st.integers(2, 60), st.sampled_from([100, 100, 200, 999, 1000, 1500]), st.integers(100, 3000))
rates = st.one_of(st.sampled_from([500, 1000, 1500, 2000, 5000, 10_000]), st.integers(1, 9999))
selectors = st.one_of(
    st.just(GoodsSelector()),
    st.sets(st.sampled_from(GROUPS), min_size=1, max_size=2).map(sorted).map(tuple).map(GoodsSelector),
)
percents = st.builds(PercentOff, rates, st.one_of(st.none(), st.none(), st.none(), st.integers(1, 500)))
sums = st.builds(SumOff, st.integers(1, 700))
reductions = st.one_of(percents, percents, sums)
benefits: st.SearchStrategy[Benefit] = st.one_of(reductions, st.builds(PriceOf, st.integers(0, 800)))


@st.composite
def shelves(draw: st.DrawFn, most_lines: int, most_pieces: int) -> tuple[BasketLine, ...]:
    """Lines of a few pieces or of a weight."""
    drawn = []
    for index in range(draw(st.integers(1, most_lines))):
        weighed = draw(st.integers(0, 5)) == 0
        price = draw(prices)
        rules = SellingRules(
            discountable=draw(st.integers(0, 9)) > 0,
            floor_kopecks=draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, price))),
        )
        unit = Unit.KILOGRAM if weighed else Unit.PIECE
        goods = item(f"i{index}", price, unit=unit, group=draw(st.sampled_from(GROUPS)), rules=rules)
        quantity = draw(st.integers(50, 2500)) if weighed else 1000 * draw(st.integers(1, most_pieces))
        by_hand = draw(st.one_of(*[st.none()] * 5, st.integers(1, 5000).map(percent), st.integers(1, 300).map(off)))
        drawn.append(BasketLine(f"l{index}", goods, quantity, by_hand))
    return tuple(drawn)


@st.composite
def goods_promotions(draw: st.DrawFn, rule_id: str) -> Rule:
    """Stage 2."""
    name, goods = LocalText(rule_id, rule_id), draw(selectors)
    times = draw(st.one_of(st.none(), st.none(), st.integers(1, 2)))
    kind = draw(st.integers(0, 6))
    if kind == 0:
        take = draw(st.integers(2, 4))
        return NForMPromotion(rule_id, name, goods, take, draw(st.integers(1, take - 1)), times)
    if kind == 1:
        return NthDiscount(
            rule_id, name, goods=goods, nth=draw(st.integers(2, 3)), benefit=draw(benefits), max_times=times
        )
    if kind == 2:
        return GoodsDiscount(rule_id, name, goods=goods, benefit=draw(reductions))
    if kind == 3:
        return FixedPrice(rule_id, name, goods=goods, price_kopecks=draw(st.integers(0, 900)))
    if kind == 4:
        steps = (QuantityStep(2000, draw(benefits_without_cap)), QuantityStep(4000, draw(benefits_without_cap)))
        return QuantitySteps(rule_id, name, goods=goods, steps=steps, each_article=draw(st.booleans()))
    if kind == 5:
        least = draw(st.integers(2, 4))
        return CheapestFree(rule_id, name, goods=goods, at_least=least, free=draw(st.integers(1, least - 1)))
    first, second = draw(st.permutations(GROUPS))[:2]
    parts = (BundlePart(GoodsSelector((first,)), draw(st.integers(1, 2))), BundlePart(GoodsSelector((second,))))
    return Bundle(rule_id, name, parts=parts, benefit=draw(benefits), max_times=times)


benefits_without_cap: st.SearchStrategy[Benefit] = st.one_of(
    st.builds(PercentOff, rates), sums, st.builds(PriceOf, st.integers(0, 800))
)


@st.composite
def basket_promotions(draw: st.DrawFn, rule_id: str) -> Rule:
    """Stage 3."""
    name, goods = LocalText(rule_id, rule_id), draw(selectors)
    if draw(st.booleans()):
        first = draw(st.integers(1, 3000))
        steps = (ThresholdStep(first, draw(reductions)), ThresholdStep(first + 500, draw(reductions)))
        return Threshold(rule_id, name, goods=goods, steps=steps)
    each = draw(st.integers(200, 2000))
    return EveryFullSum(rule_id, name, goods=goods, each_kopecks=each, off_kopecks=draw(st.integers(1, 300)))


@st.composite
def standing_discounts(draw: st.DrawFn, rule_id: str) -> Rule:
    """Stage 4."""
    name, goods = LocalText(rule_id, rule_id), draw(selectors)
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return CardDiscount(rule_id, name, goods=goods, rate_bp=draw(rates), most_bp=draw(rates))
    if kind == 1:
        steps = (LadderStep(0, draw(st.integers(0, 500))), LadderStep(draw(st.integers(1, 4000)), draw(rates)))
        return TurnoverLadder(rule_id, name, goods=goods, steps=steps, counts_this_receipt=draw(st.booleans()))
    return TierDiscount(rule_id, name, tier="silver", goods=goods, benefit=draw(percents))


@st.composite
def coupons(draw: st.DrawFn, rule_id: str) -> Rule:
    """Stage 5."""
    target = draw(st.sampled_from(CouponTarget))
    benefit = draw(reductions if target is CouponTarget.TOGETHER else benefits)
    return Coupon(
        rule_id,
        LocalText(rule_id, rule_id),
        codes=(draw(st.sampled_from(CODES)),),
        goods=draw(selectors),
        target=target,
        benefit=benefit,
    )


STAGES = {
    Stage.GOODS_PROMOTION: goods_promotions,
    Stage.BASKET_PROMOTION: basket_promotions,
    Stage.STANDING_DISCOUNT: standing_discounts,
    Stage.COUPON: coupons,
}


@st.composite
def rival_programmes(draw: st.DrawFn, most_rules: int) -> Programme:
    """Rules of all stages that compete, stack, exclude and forbid each other."""
    rules: dict[Stage, list[Rule]] = {stage: [] for stage in STAGES}
    count = draw(st.integers(1, most_rules))
    stages = [draw(st.sampled_from([Stage.GOODS_PROMOTION, Stage.GOODS_PROMOTION, *STAGES])) for _ in range(count)]
    for index, stage in enumerate(stages):
        rule = draw(STAGES[stage](f"r{index}"))
        rule = replace(rule, combination=draw(st.sampled_from([*[Combination.BEST] * 4, *Combination])))
        if draw(st.integers(0, 3)) == 0:
            least = draw(st.integers(0, 4000))
            conditions = draw(
                st.sampled_from([Conditions(min_basket_kopecks=least), Conditions(min_goods_kopecks=least)])
            )
            if not isinstance(rule, Bundle) or conditions.min_goods_kopecks == 0:
                rule = replace(rule, conditions=conditions)
        if draw(st.integers(0, 3)) == 0:
            later = [f"r{other}" for other in range(count) if other != index and stages[other].place > stage.place]
            beside = [f"r{other}" for other in range(index + 1, count) if stages[other] is stage]
            forbidden = tuple(sorted(draw(st.sets(st.sampled_from([*later, *beside])))) if later or beside else ())
            behind = [one for one in (*STAGES, Stage.MANUAL_DISCOUNT) if one.place > stage.place]
            rule = replace(
                rule,
                forbids=forbidden,
                forbids_stages=tuple(sorted(draw(st.sets(st.sampled_from(behind), max_size=1)))),
                forbid_scope=draw(st.sampled_from(ForbidScope)),
            )
        rules[stage].append(rule)
    plain = programme(
        floor_kopecks=draw(st.sampled_from([1, 1, 0, 50])),
        tiers=(tier("silver", 0, draw(st.sampled_from([0, 0, 300, 1000])), 100),) if draw(st.booleans()) else (),
    )
    return replace(
        plain,
        promotions=tuple(rules[Stage.GOODS_PROMOTION]),
        basket_promotions=tuple(rules[Stage.BASKET_PROMOTION]),
        standing_discounts=tuple(rules[Stage.STANDING_DISCOUNT]),
        coupons=tuple(rules[Stage.COUPON]),
    )


who = st.one_of(
    st.none(),
    st.builds(
        Standing,
        st.just(CUSTOMER),
        st.sampled_from([None, "silver"]),
        st.just(0),
        card_discount_bp=st.sampled_from([0, 700]),
        life_turnover_kopecks=st.sampled_from([0, 2000]),
    ),
)


@st.composite
def contested_baskets(draw: st.DrawFn, most_lines: int, most_pieces: int) -> Basket:
    """A basket of a known customer with all coupons."""
    return replace(basket(*draw(shelves(most_lines, most_pieces))), coupons=tuple(sorted(CODES)))
