"""Whether a rule is in force on a receipt: window, place and customer first, then the coupon and goods it asks for."""

from collections.abc import Sequence

from pos_app.domain.loyalty.eligibility import Place, unmet_by_customer
from pos_app.domain.loyalty.rules.conditions import NO_CONDITIONS, Conditions
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.window import ALWAYS
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.part import unit_told
from pos_app.domain.pricing.refusal import Refusal, refused


def refusal_of(rule: Rule, facts: Facts, lines: Sequence[int]) -> Refusal | None:
    """Why the rule is not in force, whatever the stages leave; None while it is. ``lines`` hold its goods.

    Conditions on sums are asked when its stage begins (:func:`sum_refusal`).
    """
    conditions = rule.conditions
    unconditional = conditions is NO_CONDITIONS or conditions == NO_CONDITIONS
    if unconditional and (rule.window is ALWAYS or rule.window == ALWAYS):
        return None
    unmet = unmet_by_customer(rule, facts.standing, facts.at, _place(conditions, facts))
    if unmet is not None:
        return Refusal(unmet.reason, unmet.params)
    return None if unconditional else _coupon(conditions, facts) or _goods(conditions, facts, lines)


def sum_refusal(conditions: Conditions, nets: Sequence[Kopecks], lines: Sequence[int]) -> Refusal | None:
    """Why the sums that the earlier stages left (``nets`` by line) are too small for the rule; None if they are not."""
    if conditions.min_basket_kopecks:
        total = sum(nets)
        if total < conditions.min_basket_kopecks:
            return refused(reasons.BASKET_TOO_SMALL, missing_kopecks=conditions.min_basket_kopecks - total)
    if conditions.min_goods_kopecks:
        total = sum(nets[line] for line in lines)
        if total < conditions.min_goods_kopecks:
            return refused(reasons.GOODS_TOO_FEW, missing_kopecks=conditions.min_goods_kopecks - total)
    return None


def _place(conditions: Conditions, facts: Facts) -> Place:
    shop = facts.basket.shop_code
    coalition = facts.compiled.programme.coalition if conditions.partners else None
    partner = None if coalition is None else coalition.partner_of_shop(shop)
    return Place(shop, "" if partner is None else partner.code)


def _coupon(conditions: Conditions, facts: Facts) -> Refusal | None:
    if conditions.coupon is not None and conditions.coupon not in facts.presented:
        return refused(reasons.COUPON_NOT_PRESENTED, coupon=conditions.coupon)
    return None


def _goods(conditions: Conditions, facts: Facts, lines: Sequence[int]) -> Refusal | None:
    if conditions.min_quantity:
        mine = [facts.sheet[line].line for line in lines]
        quantity = sum(line.quantity for line in mine)
        if quantity < conditions.min_quantity:
            return refused(
                reasons.QUANTITY_MISSING,
                missing_quantity=conditions.min_quantity - quantity,
                quantity=quantity,
                **unit_told(line.item.unit for line in mine),
            )
    required = conditions.with_goods
    if required is not None:
        there = [one.line for one in facts.sheet if required.goods.chooses(one.line.item)]
        missing = required.quantity - sum(line.quantity for line in there)
        if missing > 0:
            units = unit_told(line.item.unit for line in there)
            return refused(reasons.OTHER_GOODS_MISSING, missing_quantity=missing, **units)
    return None
