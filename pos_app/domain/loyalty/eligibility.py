"""Whether a rule is for this customer, at this time, in this shop; and if not, the one reason and what is missing.

The reasons are those of the trace (``pricing.reasons``). What depends on the goods of a receipt (sums, quantities,
coupons) is asked by the stages of pricing.
"""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.birthday import birthday_near
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.window import Closed, Window, closed_because
from pos_app.domain.pricing import reasons


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
    conditions = rule.conditions
    closed = unmet_by_time(rule.window, at)
    if closed is not None:
        return closed
    if conditions.shops and place.shop_code not in conditions.shops:
        return unmet(reasons.OTHER_SHOP, shops=",".join(conditions.shops))
    if conditions.partners and place.partner_code not in conditions.partners:
        return unmet(reasons.OTHER_PARTNER, partners=",".join(conditions.partners))
    if standing is None:
        # an excluded tag restricts those who are known, nobody else
        return unmet(reasons.NO_CUSTOMER) if conditions.asks_for_customer else None
    return _unmet_by_person(conditions, standing, at) or _unmet_by_counts(rule, standing)


def unmet_by_time(window: Window, at: datetime) -> Unmet | None:
    """Why the window does not hold at a local time, with the time when it does; None while it holds."""
    closed = closed_because(window, at)
    if closed is None:
        return None
    if closed is Closed.NOT_BEGUN:
        return unmet(reasons.NOT_BEGUN, from_day=str(window.from_day))
    if closed is Closed.OVER:
        return unmet(reasons.OVER, to_day=str(window.to_day))
    if closed is Closed.OTHER_WEEKDAY:
        return unmet(reasons.OTHER_WEEKDAY, weekdays=",".join(window.weekdays))
    later = [hours for hours in window.hours if (hours.from_time.hour, hours.from_time.minute) > (at.hour, at.minute)]
    following = min(later or window.hours, key=lambda hours: hours.from_time)
    return unmet(reasons.OTHER_HOURS, from_time=f"{following.from_time:%H:%M}", to_time=f"{following.to_time:%H:%M}")


def _unmet_by_person(conditions: Conditions, standing: Standing, at: datetime) -> Unmet | None:
    if conditions.tiers and standing.tier_code not in conditions.tiers:
        return unmet(reasons.OTHER_TIER, tier=standing.tier_code or "", needed=",".join(conditions.tiers))
    if conditions.memberships and not any(standing.is_member(code, at.date()) for code in conditions.memberships):
        return unmet(reasons.NO_MEMBERSHIP, needed=",".join(conditions.memberships))
    if conditions.customer_tags and not any(tag in standing.tags for tag in conditions.customer_tags):
        return unmet(reasons.OTHER_CUSTOMERS, needed=",".join(conditions.customer_tags))
    for tag in conditions.without_customer_tags:
        if tag in standing.tags:
            return unmet(reasons.OTHER_CUSTOMERS, without=tag)
    window, birthday = conditions.birthday, standing.birthday
    if window is None:
        return None
    if birthday is None or birthday_near(birthday, at.date(), window.days_before, window.days_after) is None:
        return unmet(reasons.NO_BIRTHDAY, days_before=window.days_before, days_after=window.days_after)
    return None


def _unmet_by_counts(rule: Rule, standing: Standing) -> Unmet | None:
    conditions = rule.conditions
    purchase, first, last = standing.purchases + 1, conditions.from_purchase, conditions.to_purchase
    if (first is not None and purchase < first) or (last is not None and purchase > last):
        return unmet(reasons.OTHER_PURCHASE, purchase=purchase, from_purchase=first or 1, to_purchase=last or "")
    ever, today = conditions.uses_per_customer, conditions.uses_per_customer_day
    if ever is None and today is None:
        return None
    uses = standing.uses_of(rule.rule_id)
    if ever is not None and uses.times >= ever:
        return unmet(reasons.USED_UP, uses=uses.times, most=ever)
    if today is not None and uses.times_today >= today:
        return unmet(reasons.USED_UP_TODAY, uses=uses.times_today, most=today)
    return None
