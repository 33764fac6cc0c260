"""What the engine asks about a customer beside points, carried from receipt to receipt."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from pos_app.domain.loyalty.account import AccountFacts, GrantedOffer, RuleUses
from pos_app.domain.pricing.priced import TraceOutcome
from pos_app.domain.transaction.sale import Sale


def facts_after_sale(facts: AccountFacts, sale: Sale, day: date, counted: Collection[str]) -> AccountFacts:
    """With this receipt of the local ``day``; ``counted``: rules whose uses somebody asks about."""
    return _moved(_turned_to(facts, day), sale, day, counted, 1)


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


def _moved(facts: AccountFacts, sale: Sale, day: date, counted: Collection[str], sign: int) -> AccountFacts:
    today = sign if facts.day == day else 0
    uses = {each.rule_id: each for each in facts.rule_uses}
    for entry in sale.trace:
        if entry.rule_id in counted and entry.outcome is TraceOutcome.APPLIED:
            before = uses.get(entry.rule_id, RuleUses(entry.rule_id, 0))
            times, times_today = before.times + sign, before.times_today + today
            uses[entry.rule_id] = RuleUses(entry.rule_id, max(0, times), max(0, times_today))
    applied = {entry.rule_id for entry in sale.trace if entry.outcome is TraceOutcome.APPLIED}
    coupons = list(facts.coupons_used)
    for code in sale.coupons:
        if sign > 0:
            coupons.append(code)
        elif code in coupons:
            coupons.remove(code)
    return replace(
        facts,
        rule_uses=tuple(uses[rule_id] for rule_id in sorted(uses) if uses[rule_id].times),
        offers=tuple(_used(offer, sign) if offer.rule_id in applied else offer for offer in facts.offers),
        coupons_used=tuple(sorted(coupons)),
        accruals_today=max(0, facts.accruals_today + (today if sale.earned else 0)),
        spends_today=max(0, facts.spends_today + (today if sale.points else 0)),
    )


def _used(offer: GrantedOffer, sign: int) -> GrantedOffer:
    """Once less, or once more when the receipt came back whole."""
    if offer.uses_left is None:
        return offer
    return replace(offer, uses_left=max(0, offer.uses_left - sign))


def _turned_to(facts: AccountFacts, day: date) -> AccountFacts:
    """Counts of «today» begin anew on a later day; a receipt of an earlier day does not change them."""
    if facts.day is not None and day <= facts.day:
        return facts
    uses = tuple(replace(each, times_today=0) for each in facts.rule_uses)
    return replace(facts, day=day, rule_uses=uses, accruals_today=0, spends_today=0)
