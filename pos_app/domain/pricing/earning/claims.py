"""Which earning rules are in force on which lines, as far as that does not depend on the money paid.

Points move money about; the best use of points asks again and again what would be earned, so this is done once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.rules.earning import (
    AfterLadder,
    EarnForGroup,
    EarningRule,
    EarnLadder,
    EarnPerItem,
    EarnPerVisit,
)
from pos_app.domain.money.units import BasisPoints, Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.base_rate import base_rate, partner_of
from pos_app.domain.pricing.earning.plan import EARNING_STAGE, EarningPlan
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.refusal import Refusal, refused
from pos_app.domain.pricing.terms import refusal_of
from pos_app.domain.pricing.worksheet import SheetLine


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule that may give something on these lines. ``points``: what it gives on the receipt or for each unit."""

    place: int
    rule: EarningRule
    lines: tuple[int, ...]
    points: Points = 0


@dataclass(frozen=True, slots=True)
class Claims:
    """``refusal``: why nothing at all is earned, whatever is paid. ``refusals``: by place, why a rule is not in force.

    ``eligible``: lines that earn. ``rate_bp``: what each of them earns before any rule.
    """

    plan: EarningPlan
    facts: Facts
    refusal: Refusal | None
    eligible: tuple[int, ...]
    rate_bp: BasisPoints
    claims: tuple[Claim, ...]
    refusals: dict[int, Refusal]
    touched: dict[int, list[int]]
    worked_out: dict[object, Any] = field(default_factory=dict, compare=False)
    """Rates that were worked out for levels already; the best use of points asks for the same ones again."""


def claims_of(plan: EarningPlan, facts: Facts) -> Claims:
    """Look at the customer, the shop, the clock and the goods."""
    programme, sheet, standing = plan.programme, facts.sheet, facts.standing
    touched = plan.touched(sheet)
    partner = partner_of(programme, facts.basket.shop_code)
    eligible = tuple(index for index, one in enumerate(sheet) if _earns(plan, one) and EARNING_STAGE not in one.bars)
    refusal = _nothing_at_all(plan, facts, eligible, issues=partner is None or partner.issues)
    if refusal is not None or standing is None:
        return Claims(plan, facts, refusal or Refusal(reasons.NO_CUSTOMER), eligible, 0, (), {}, touched)
    rate = base_rate(programme, standing, facts.day, partner)
    claims: list[Claim] = []
    refusals: dict[int, Refusal] = {}
    earning = set(eligible)
    for place in sorted(place for place in touched if place < len(plan.rules)):
        rule = plan.rules[place]
        lines, why = _lines(rule, touched[place], earning, facts.sheet)
        why = why or refusal_of(rule, facts, touched[place])
        if why is None:
            points, why = _fixed_points(rule, standing)
            if why is None:
                claims.append(Claim(place, rule, lines, points))
                continue
        refusals[place] = why
    return Claims(plan, facts, None, eligible, rate, tuple(claims), refusals, touched)


def _earns(plan: EarningPlan, one: SheetLine) -> bool:
    terms = plan.programme.earning
    return (
        one.line.item.rules.earns and terms.goods.chooses(one.line.item) and (terms.discounted_goods or not one.takes)
    )


def _nothing_at_all(plan: EarningPlan, facts: Facts, eligible: Sequence[int], *, issues: bool) -> Refusal | None:
    standing, most = facts.standing, plan.programme.earning.most_accruals_per_day
    if standing is None:
        return Refusal(reasons.NO_CUSTOMER)
    if not issues:
        return Refusal(reasons.PARTNER_ISSUES_NONE)
    if most is not None and standing.accruals_today >= most:
        return refused(reasons.ACCRUALS_TODAY, times=standing.accruals_today)
    if not eligible:
        barring = [one.bars[EARNING_STAGE] for one in facts.sheet if EARNING_STAGE in one.bars]
        return refused(reasons.FORBIDDEN, rule_id=barring[0]) if barring else Refusal(reasons.NO_ELIGIBLE_LINES)
    return None


def _lines(
    rule: EarningRule, touched: Sequence[int], earning: set[int], sheet: Sequence[SheetLine]
) -> tuple[tuple[int, ...], Refusal | None]:
    """The rule's lines that earn by it; or why there is none."""
    lines = [index for index in touched if index in earning]
    if not lines:
        return (), Refusal(reasons.NOT_EARNING)
    if not rule.discounted_goods:
        lines = [index for index in lines if not sheet[index].takes]
        if not lines:
            return (), Refusal(reasons.DISCOUNTED)
    free = [index for index in lines if rule.rule_id not in sheet[index].bars]
    if not free:
        return (), refused(reasons.FORBIDDEN, rule_id=sheet[lines[0]].bars[rule.rule_id])
    return tuple(free), None


def _fixed_points(rule: EarningRule, standing: Standing) -> tuple[Points, Refusal | None]:
    """What a rule with points of its own gives, for each unit or once; 0 for rates and multipliers."""
    if isinstance(rule, EarnPerItem | EarnForGroup):
        return rule.points, None
    if isinstance(rule, EarnPerVisit):
        today = standing.uses_of(rule.rule_id).times_today
        if rule.most_per_day is not None and today >= rule.most_per_day:
            return 0, refused(reasons.USED_UP_TODAY, uses=today, most=rule.most_per_day)
        return rule.points, None
    if isinstance(rule, EarnLadder):
        return _rung(rule, standing.purchases + 1)
    return 0, None


def _rung(rule: EarnLadder, purchase: int) -> tuple[Points, Refusal | None]:
    """What the customer's n-th purchase gives."""
    count = len(rule.points)
    if purchase > count and rule.after is AfterLadder.NOTHING:
        return 0, refused(reasons.OTHER_PURCHASE, purchase=purchase, from_purchase=1, to_purchase=count)
    last = min(purchase, count) if rule.after is not AfterLadder.AGAIN else (purchase - 1) % count + 1
    points = rule.points[last - 1]
    return points, None if points else Refusal(reasons.TOO_LITTLE)
