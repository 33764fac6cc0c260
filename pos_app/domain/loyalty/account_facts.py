"""What the engine asks about a customer beside points, carried from receipt to receipt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pos_app.domain.loyalty.account import AccountFacts, GrantedOffer, RuleUses
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import TraceOutcome
from pos_app.domain.transaction.sale import Sale


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the customer's whole life, to be noted with a receipt: money in kopecks, and purchases."""

    turnover_kopecks: Kopecks
    purchases: int


def facts_after_sale(
    facts: AccountFacts, sale: Sale, day: date, counted: Collection[str], totals: Totals | None = None
) -> AccountFacts:
    """With this receipt of the local ``day``; ``counted``: rules whose uses somebody asks about."""
    return _moved(facts, sale, day, counted, 1, totals)


def facts_after_reward(facts: AccountFacts, rule_id: str, day: date) -> AccountFacts:
    """With a reward that was taken on the local ``day``: it counts among the uses of its rule."""
    turned = _turned_to(facts, day)
    uses = {each.rule_id: each for each in turned.rule_uses}
    before = uses.get(rule_id, RuleUses(rule_id, 0))
    uses[rule_id] = RuleUses(rule_id, before.times + 1, before.times_today + (1 if turned.day == day else 0))
    return replace(turned, rule_uses=tuple(uses[each] for each in sorted(uses)))


def facts_after_undoing(facts: AccountFacts, sale: Sale, day: date, counted: Collection[str]) -> AccountFacts:
    """Without a receipt that came back whole; ``day``: the one that it was posted on."""
    return _moved(facts, sale, day, counted, -1)


def _moved(
    facts: AccountFacts, sale: Sale, day: date, counted: Collection[str], sign: int, totals: Totals | None = None
) -> AccountFacts:
    """All in one new value: a server does this for each receipt of every till."""
    turns = sign > 0 and _begins_anew(facts, day)
    accruals, spends = (0, 0) if turns else (facts.accruals_today, facts.spends_today)
    today = sign if turns or facts.day == day else 0
    changes: dict[str, Any] = {
        "day": day if turns else facts.day,
        "accruals_today": max(0, accruals + (today if sale.earned else 0)),
        "spends_today": max(0, spends + (today if sale.points else 0)),
    }
    before = _uses_of_a_new_day(facts) if turns else facts.rule_uses
    applied = [entry.rule_id for entry in sale.trace if entry.outcome is TraceOutcome.APPLIED]
    if before or applied:
        changes["rule_uses"] = _counted(before, [each for each in applied if each in counted], sign, today)
    if applied and facts.offers:
        changes["offers"] = tuple(_used(offer, sign) if offer.rule_id in applied else offer for offer in facts.offers)
    if sale.coupons or facts.coupons_used:
        changes["coupons_used"] = _coupons(facts.coupons_used, sale.coupons, sign)
    if totals is not None:
        changes |= {"life_turnover_kopecks": totals.turnover_kopecks, "purchases": totals.purchases}
    return replace(facts, **changes)


def _counted(before: tuple[RuleUses, ...], applied: Sequence[str], sign: int, today: int) -> tuple[RuleUses, ...]:
    """With one use more or less for each time that a rule applied; what was never used is left out."""
    uses = {each.rule_id: each for each in before}
    for rule_id in applied:
        known = uses.get(rule_id, RuleUses(rule_id, 0))
        uses[rule_id] = RuleUses(rule_id, max(0, known.times + sign), max(0, known.times_today + today))
    return tuple(uses[rule_id] for rule_id in sorted(uses) if uses[rule_id].times)


def _coupons(before: tuple[str, ...], codes: Sequence[str], sign: int) -> tuple[str, ...]:
    used = list(before)
    for code in codes:
        if sign > 0:
            used.append(code)
        elif code in used:
            used.remove(code)
    return tuple(sorted(used))


def _used(offer: GrantedOffer, sign: int) -> GrantedOffer:
    """Once less, or once more when the receipt came back whole."""
    if offer.uses_left is None:
        return offer
    return replace(offer, uses_left=max(0, offer.uses_left - sign))


def _turned_to(facts: AccountFacts, day: date) -> AccountFacts:
    """Counts of «today» begin anew on a later day; a receipt of an earlier day does not change them."""
    if not _begins_anew(facts, day):
        return facts
    return replace(facts, day=day, rule_uses=_uses_of_a_new_day(facts), accruals_today=0, spends_today=0)


def _begins_anew(facts: AccountFacts, day: date) -> bool:
    return facts.day is None or day > facts.day


def _uses_of_a_new_day(facts: AccountFacts) -> tuple[RuleUses, ...]:
    return tuple(replace(each, times_today=0) for each in facts.rule_uses)
