"""Which rules of the programme may apply to this basket at all, stage by stage; and why the others may not."""

from dataclasses import dataclass

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.goods_index import Hit
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.resolve import offer_of
from pos_app.domain.pricing.refusal import Refusal
from pos_app.domain.pricing.rounds import Ground, Round
from pos_app.domain.pricing.terms import refusal_of

ROUNDS = (Stage.GOODS_PROMOTION, Stage.BASKET_PROMOTION, Stage.STANDING_DISCOUNT, Stage.COUPON)


@dataclass(frozen=True, slots=True)
class InForce:
    """``rounds`` of stages 2 to 5. ``offers`` by the place of their rule; ``refusals`` of touched rules without one.

    A rule that is in neither touches no line of the basket.
    """

    rounds: tuple[Round, ...]
    offers: dict[int, Offer]
    refusals: dict[int, Refusal]


def rules_in_force(facts: Facts) -> InForce:
    """Ask the rules that touch a line; the others cost nothing."""
    touched = _touched(facts)
    offers: dict[int, Offer] = {}
    refusals: dict[int, Refusal] = {}
    goods: dict[int, tuple[int, ...]] = {}
    for place in sorted(touched):
        parts = touched[place]
        rule = facts.compiled.rules[place]
        lines = parts[0] if len(parts) == 1 and 0 in parts else sorted(set().union(*parts.values()))
        answer = _answer(rule, facts, parts, lines)
        if isinstance(answer, Refusal):
            refusals[place] = answer
        else:
            answer.memory = facts.memory
            offers[place] = answer
            if rule.sums:
                goods[place] = tuple(lines)
    return InForce(_rounds(facts, offers, goods), offers, refusals)


def _touched(facts: Facts) -> dict[int, dict[int, list[int]]]:
    """Lines by place and part of the rules that are for them."""
    touched: dict[int, dict[int, list[int]]] = {}
    goods, memory = facts.compiled.goods, facts.memory
    for line, one in enumerate(facts.sheet):
        item = one.line.item
        known: tuple[Item, list[Hit]] | None = memory.get(id(item))
        if known is None:  # the item is kept beside, so that its id stays its own
            known = (item, goods.marks_of(item))
            memory.keep(id(item), known)
        for place, part in known[1]:
            parts = touched.get(place)
            if parts is None:
                touched[place] = {part: [line]}
            elif part in parts:
                parts[part].append(line)
            else:
                parts[part] = [line]
    return touched


def _answer(rule: CompiledRule, facts: Facts, parts: dict[int, list[int]], lines: list[int]) -> Offer | Refusal:
    if rule.stage is Stage.STANDING_DISCOUNT and facts.standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    if isinstance(rule.rule, Coupon) and rule.rule_id not in facts.presented:
        return Refusal(reasons.COUPON_NOT_PRESENTED)
    return refusal_of(rule.rule, facts, lines) or offer_of(rule, facts, parts)


def _rounds(facts: Facts, offers: dict[int, Offer], goods: dict[int, tuple[int, ...]]) -> tuple[Round, ...]:
    ground = Ground(
        tuple(one.floor_kopecks for one in facts.sheet),
        tuple(one.line.quantity for one in facts.sheet),
        tuple(whole_units(one.line.quantity) if one.line.item.unit is Unit.PIECE else 0 for one in facts.sheet),
    )
    by_stage: dict[Stage, list[Offer]] = {stage: [] for stage in ROUNDS}
    for place in sorted(offers):
        by_stage[offers[place].rule.stage].append(offers[place])
    return tuple(
        Round(
            stage,
            ground,
            tuple(sorted((one for one in found if one.rule.competes), key=lambda one: one.rule.rule_id)),
            tuple(one for one in found if not one.rule.competes),
            goods,
        )
        for stage, found in by_stage.items()
        if found
    )
