"""Coupons that a receipt prints for the next visit, if enough money is paid for their goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pos_app.domain.loyalty.rules.coupons import CouponPrint
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.earning.claims import Claims
from pos_app.domain.pricing.earning.forbidding import forbids, shared_lines
from pos_app.domain.pricing.earning.plan import EARNING_STAGE
from pos_app.domain.pricing.earning.tally import Tally
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.priced import PrintedCoupon, TraceEntry
from pos_app.domain.pricing.refusal import Refusal, refused
from pos_app.domain.pricing.terms import refusal_of, sum_refusal
from pos_app.domain.pricing.trace import applied, not_applied


@dataclass(frozen=True, slots=True)
class Prints:
    """What to print, and the entry of every rule of this kind in the order of the document."""

    coupons: tuple[PrintedCoupon, ...]
    entries: tuple[TraceEntry, ...]


NO_PRINTS = Prints((), ())


def coupon_prints(claims: Claims, counted: Tally, money: Sequence[Kopecks]) -> Prints:
    """Look at every rule that prints coupons; goods on which it may not apply do not count."""
    plan, facts = claims.plan, claims.facts
    if not plan.prints:
        return NO_PRINTS
    took: list[tuple[Rule, frozenset[int]]] = []
    if counted.rates is not None:
        took = [(plan.rules[place], lines) for place, lines in sorted(counted.rates.took.items())]
    coupons: list[PrintedCoupon] = []
    entries: list[TraceEntry] = []
    for place, rule in enumerate(plan.prints, len(plan.rules)):
        touched = claims.touched.get(place)
        lines, why = ([], Refusal(reasons.NO_GOODS)) if touched is None else _free(rule, facts, touched, took)
        why = why or _refusal(rule, facts, lines, money)
        if why is not None:
            entries.append(not_applied(EARNING_STAGE, rule.rule_id, why.reason, **dict(why.params)))
            continue
        printed = PrintedCoupon(
            rule.rule_id, rule.coupon, facts.day + timedelta(days=1), facts.day + timedelta(days=rule.valid_days)
        )
        coupons.append(printed)
        took.append((rule, frozenset(lines)))
        entries.append(
            applied(
                EARNING_STAGE,
                rule.rule_id,
                reasons.COUPON_PRINTED,
                0,
                coupon=rule.coupon,
                from_day=printed.from_day.isoformat(),
                until_day=printed.until_day.isoformat(),
            )
        )
    return Prints(tuple(coupons), tuple(entries))


def _free(
    rule: CouponPrint, facts: Facts, touched: Sequence[int], took: Sequence[tuple[Rule, frozenset[int]]]
) -> tuple[list[int], Refusal | None]:
    """The lines of the rule on which nothing forbids it; or who does."""
    by = ""
    lines = []
    for line in touched:
        bars = facts.sheet[line].bars
        barring = bars.get(rule.rule_id) or bars.get(EARNING_STAGE)
        if barring is None:
            lines.append(line)
        by = by or barring or ""
    for other, others in took:
        if forbids(other, rule) or forbids(rule, other):
            met = shared_lines(other, others, rule, frozenset(lines)) if others else frozenset()
            by = by or (other.rule_id if met else "")
            lines = [line for line in lines if line not in met]
    return lines, None if lines else refused(reasons.FORBIDDEN, rule_id=by)


def _refusal(rule: CouponPrint, facts: Facts, lines: Sequence[int], money: Sequence[Kopecks]) -> Refusal | None:
    why = refusal_of(rule, facts, lines) or sum_refusal(rule.conditions, money, lines)
    missing = rule.from_kopecks - sum(money[line] for line in lines)
    if why is None and missing > 0:
        return refused(reasons.SUM_MISSING, missing_kopecks=missing)
    return why
