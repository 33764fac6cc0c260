"""Whether a rule is for this customer, at this time, in this shop; and if not, the one reason and what is missing.

What depends on the goods of a receipt (sums, quantities, coupons) is asked by the stages of pricing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.birthday import birthday_near, days_to_birthday
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.window import closed_because

NO_CUSTOMER: Final = "no_customer"
OTHER_SHOP: Final = "other_shop"
"""``shop``: where it is sold."""
OTHER_PARTNER: Final = "other_partner"
"""``partner``: whose shop it is."""
OTHER_TIER: Final = "other_tier"
"""``tier``: the customer's, empty for none."""
NOT_A_MEMBER: Final = "not_a_member"
"""``memberships``: those of which one is asked for."""
TAG_MISSING: Final = "tag_missing"
"""``tags``: those of which the customer has none."""
TAG_EXCLUDED: Final = "tag_excluded"
"""``tag``: the one that leaves the customer out."""
BIRTHDAY_AWAY: Final = "birthday_away"
"""``days`` to the next birthday."""
BIRTHDAY_UNKNOWN: Final = "birthday_unknown"
PURCHASES_MISSING: Final = "purchases_missing"
"""``missing`` purchases before it begins."""
PURCHASES_OVER: Final = "purchases_over"
"""``purchases`` made before this one: it was for the first ones."""
USES_OVER: Final = "uses_over"
"""``times``: as often as the rule may apply to a customer, it did."""
USES_OVER_TODAY: Final = "uses_over_today"
"""``times``: as often as the rule may apply to a customer on one day, it did."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is sold: the shop's code and that of the coalition's partner to whom the shop belongs ("": none)."""

    shop_code: str = ""
    partner_code: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A reason key and the params of its sentence, as in the trace."""

    reason: str
    params: tuple[tuple[str, str], ...] = ()


def unmet(reason: str, **params: str | int) -> Unmet:
    """The reason with its params as text."""
    return Unmet(reason, tuple((name, str(value)) for name, value in params.items()))


def unmet_by_customer(rule: Rule, standing: Standing | None, at: datetime, place: Place = NOWHERE) -> Unmet | None:
    """The first of window, shop, partner and customer that does not fit the rule; None where all do.

    ``at`` is in the shop's local zone.
    """
    closed = closed_because(rule.window, at)
    if closed is not None:
        return unmet(closed.value)
    conditions = rule.conditions
    if conditions.shops and place.shop_code not in conditions.shops:
        return unmet(OTHER_SHOP, shop=place.shop_code)
    if conditions.partners and place.partner_code not in conditions.partners:
        return unmet(OTHER_PARTNER, partner=place.partner_code)
    if standing is None:
        # an excluded tag restricts those who are known, nobody else
        return unmet(NO_CUSTOMER) if conditions.asks_for_customer else None
    return _unmet_by_person(conditions, standing, at) or _unmet_by_counts(rule, standing)


def _unmet_by_person(conditions: Conditions, standing: Standing, at: datetime) -> Unmet | None:
    if conditions.tiers and standing.tier_code not in conditions.tiers:
        return unmet(OTHER_TIER, tier=standing.tier_code or "")
    if conditions.memberships and not any(standing.is_member(code, at.date()) for code in conditions.memberships):
        return unmet(NOT_A_MEMBER, memberships=", ".join(conditions.memberships))
    if conditions.customer_tags and not any(tag in standing.tags for tag in conditions.customer_tags):
        return unmet(TAG_MISSING, tags=", ".join(conditions.customer_tags))
    for tag in conditions.without_customer_tags:
        if tag in standing.tags:
            return unmet(TAG_EXCLUDED, tag=tag)
    if conditions.birthday is None:
        return None
    if standing.birthday is None:
        return unmet(BIRTHDAY_UNKNOWN)
    window = conditions.birthday
    if birthday_near(standing.birthday, at.date(), window.days_before, window.days_after) is None:
        return unmet(BIRTHDAY_AWAY, days=days_to_birthday(standing.birthday, at.date()))
    return None


def _unmet_by_counts(rule: Rule, standing: Standing) -> Unmet | None:
    conditions = rule.conditions
    this_purchase = standing.purchases + 1
    if conditions.from_purchase is not None and this_purchase < conditions.from_purchase:
        return unmet(PURCHASES_MISSING, missing=conditions.from_purchase - this_purchase)
    if conditions.to_purchase is not None and this_purchase > conditions.to_purchase:
        return unmet(PURCHASES_OVER, purchases=standing.purchases)
    if conditions.uses_per_customer is None and conditions.uses_per_customer_day is None:
        return None
    uses = standing.uses_of(rule.rule_id)
    if conditions.uses_per_customer is not None and uses.times >= conditions.uses_per_customer:
        return unmet(USES_OVER, times=uses.times)
    if conditions.uses_per_customer_day is not None and uses.times_today >= conditions.uses_per_customer_day:
        return unmet(USES_OVER_TODAY, times=uses.times_today)
    return None
