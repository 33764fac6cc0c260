"""What a rule gives for the goods that it gets: (takes by line, single things used by line)."""

from collections.abc import Sequence

from pos_app.campaign.engine.everything_tried.goods import (
    Line,
    Part,
    Parts,
    Pieces,
    Takes,
    capped,
    limit_of,
    off,
    split,
    used_of,
)
from pos_app.campaign.engine.everything_tried.groups import bundles_of, cheapest_of, gifts_of, groups_of
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold
from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponTarget
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    CheapestFree,
    FixedPrice,
    GiftWithPurchase,
    NForMPromotion,
    NthDiscount,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.standing_discounts import CardDiscount, TurnoverLadder
from pos_app.domain.money.units import Kopecks


def give(
    rule: Rule, parts: Parts, lines: Sequence[Line], who: Standing | None, basket_kopecks: Kopecks
) -> tuple[Takes, Pieces]:
    """``parts`` in the order of lines; ``basket_kopecks`` is what the earlier stages left of the whole basket."""
    if isinstance(rule, NForMPromotion):
        return groups_of(parts, rule.take, rule.take - rule.pay, PercentOff(10_000), rule.max_times)
    if isinstance(rule, NthDiscount):
        return groups_of(parts, rule.nth, 1, rule.benefit, rule.max_times)
    if isinstance(rule, CheapestFree):
        return cheapest_of(parts, rule)
    if isinstance(rule, Bundle):
        return bundles_of(list(lines), parts, rule)
    if isinstance(rule, GiftWithPurchase):
        return gifts_of(list(lines), parts, rule)
    if isinstance(rule, QuantitySteps):
        return _steps(parts, rule, lines)
    if isinstance(rule, Threshold | EveryFullSum):
        return _by_sum(parts, rule)
    most_pieces = rule.most_pieces if isinstance(rule, Coupon) else None
    parts = _dearest(parts, most_pieces, rule.most_quantity if isinstance(rule, FixedPrice) else None)
    if isinstance(rule, Coupon) and rule.target is CouponTarget.TOGETHER and not isinstance(rule.benefit, PriceOf):
        return _together(parts, rule.benefit)
    benefit = _unit_benefit(rule, who, basket_kopecks)
    amounts = {line: min(off(benefit, part.base, part.quantity), part.room) for line, part in parts.items()}
    amounts = capped(amounts, limit_of(benefit))
    return amounts, {line: parts[line].pieces or 1 for line, amount in amounts.items() if amount}


def is_for_every_unit(rule: Rule) -> bool:
    """A benefit on every unit without a limit: what it gives on a line has nothing to do with other lines."""
    grouping = (NForMPromotion, NthDiscount, CheapestFree, Bundle, GiftWithPurchase, QuantitySteps)
    if isinstance(rule, (*grouping, Threshold, EveryFullSum)):
        return False
    if isinstance(rule, Coupon) and (rule.target is CouponTarget.TOGETHER or rule.most_pieces is not None):
        return False
    if isinstance(rule, FixedPrice):
        return rule.most_quantity is None
    return getattr(getattr(rule, "benefit", None), "most_kopecks", None) is None


def _unit_benefit(rule: Rule, who: Standing | None, basket_kopecks: Kopecks) -> Benefit:
    if isinstance(rule, FixedPrice):
        return PriceOf(rule.price_kopecks)
    if isinstance(rule, CardDiscount) and who is not None:
        return PercentOff(min(who.card_discount_bp or rule.rate_bp, rule.most_bp))
    if isinstance(rule, TurnoverLadder) and who is not None:
        turnover = who.life_turnover_kopecks if rule.whole_life else who.turnover_kopecks
        turnover += basket_kopecks if rule.counts_this_receipt else 0
        reached = [step for step in rule.steps if step.from_kopecks <= turnover]
        # The last step that is reached counts, also on a ladder that goes down.
        return PercentOff(max(reached, key=lambda step: step.from_kopecks).rate_bp if reached else 0)
    benefit: Benefit = rule.benefit  # type: ignore[attr-defined]  # all other kinds have one
    return benefit


def _dearest(parts: Parts, most_pieces: int | None, most_quantity: int | None) -> Parts:
    """The dearest units within the limits."""
    if most_pieces is None and most_quantity is None:
        return parts
    chosen: dict[int, Part] = {}
    for line, whole in sorted(parts.items(), key=lambda pair: (-(pair[1].base * 1000 // pair[1].quantity), pair[0])):
        part = whole
        if most_pieces is not None:
            if most_pieces == 0:
                continue
            part = part.some(most_pieces)
        if most_quantity is not None and part.quantity > most_quantity:
            if part.pieces:
                if most_quantity < 1000:
                    continue
                part = part.some(most_quantity // 1000)
            elif most_quantity == 0:
                continue
            else:
                share = part.base * most_quantity // part.quantity, part.room * most_quantity // part.quantity
                part = Part(*share, most_quantity, 0)
        chosen[line] = part
        most_pieces = None if most_pieces is None else most_pieces - (part.pieces or 1)
        most_quantity = None if most_quantity is None else most_quantity - part.quantity
    return dict(sorted(chosen.items()))


def _steps(parts: Parts, rule: QuantitySteps, lines: Sequence[Line]) -> tuple[Takes, Pieces]:
    by_step: dict[int, Takes] = {}
    for line, part in parts.items():
        article = lines[line].item.item_id
        quantity = sum(
            other.quantity
            for index, other in parts.items()
            if not rule.each_article or lines[index].item.item_id == article
        )
        reached = [
            (step.from_quantity, place) for place, step in enumerate(rule.steps) if step.from_quantity <= quantity
        ]
        if reached:
            place = max(reached)[1]
            by_step.setdefault(place, {})[line] = min(
                off(rule.steps[place].benefit, part.base, part.quantity), part.room
            )
    takes: Takes = {}
    for place, amounts in by_step.items():
        takes |= capped(amounts, limit_of(rule.steps[place].benefit))
    return takes, {line: parts[line].pieces or 1 for line in takes}


def _by_sum(parts: Parts, rule: Threshold | EveryFullSum) -> tuple[Takes, Pieces]:
    total = sum(part.base for part in parts.values())
    if isinstance(rule, EveryFullSum):
        times = min(total // rule.each_kopecks, total if rule.max_times is None else rule.max_times)
        return _together(parts, SumOff(times * rule.off_kopecks)) if times else ({}, {})
    reached = [step for step in rule.steps if step.from_kopecks <= total]
    return _together(parts, max(reached, key=lambda step: step.from_kopecks).benefit) if reached else ({}, {})


def _together(parts: Parts, benefit: PercentOff | SumOff) -> tuple[Takes, Pieces]:
    amount = off(benefit, sum(part.base for part in parts.values()))
    most = limit_of(benefit)
    return split(amount if most is None else min(amount, most), parts), used_of(parts)
