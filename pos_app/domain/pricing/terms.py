"""Whether a rule is in force: its window, then its conditions in the order in which a customer would ask about them."""

from collections.abc import Sequence
from datetime import date, timedelta

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.rules.conditions import NO_CONDITIONS, BirthdayWindow, Conditions
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.window import ALWAYS, Closed, Window, closed_because
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.refusal import Refusal, refused


def refusal_of(rule: Rule, facts: Facts, lines: Sequence[int]) -> Refusal | None:
    """Why the rule is not in force, whatever the stages leave; None while it is. ``lines`` hold its goods.

    Conditions on sums are asked when its stage begins (:func:`sum_refusal`).
    """
    if rule.window is not ALWAYS and rule.window != ALWAYS:
        closed = _closed(rule.window, facts)
        if closed is not None:
            return closed
    conditions = rule.conditions
    if conditions is NO_CONDITIONS or conditions == NO_CONDITIONS:
        return None
    return (
        _place(conditions, facts)
        or _customer(rule.rule_id, conditions, facts)
        or _coupon(conditions, facts)
        or _goods(conditions, facts, lines)
    )


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


def _closed(window: Window, facts: Facts) -> Refusal | None:
    closed = closed_because(window, facts.at)
    if closed is None:
        return None
    if closed is Closed.NOT_BEGUN:
        return refused(reasons.NOT_BEGUN, from_day=str(window.from_day))
    if closed is Closed.OVER:
        return refused(reasons.OVER, to_day=str(window.to_day))
    if closed is Closed.OTHER_WEEKDAY:
        return refused(reasons.OTHER_WEEKDAY, weekdays=",".join(window.weekdays))
    later = [hours for hours in window.hours if (hours.from_time.hour, hours.from_time.minute) > _minute(facts)]
    following = min(later or window.hours, key=lambda hours: hours.from_time)
    return refused(reasons.OTHER_HOURS, from_time=f"{following.from_time:%H:%M}", to_time=f"{following.to_time:%H:%M}")


def _minute(facts: Facts) -> tuple[int, int]:
    return facts.at.hour, facts.at.minute


def _place(conditions: Conditions, facts: Facts) -> Refusal | None:
    shop = facts.basket.shop_code
    if conditions.shops and shop not in conditions.shops:
        return refused(reasons.OTHER_SHOP, shops=",".join(conditions.shops))
    if conditions.partners:
        coalition = facts.compiled.programme.coalition
        partner = None if coalition is None else coalition.partner_of_shop(shop)
        if partner is None or partner.code not in conditions.partners:
            return refused(reasons.OTHER_PARTNER, partners=",".join(conditions.partners))
    return None


def _customer(rule_id: str, conditions: Conditions, facts: Facts) -> Refusal | None:
    who = facts.standing
    if who is None:
        return Refusal(reasons.NO_CUSTOMER) if conditions.asks_for_customer else None
    if conditions.tiers and who.tier_code not in conditions.tiers:
        return refused(reasons.OTHER_TIER, tier=who.tier_code or "", needed=",".join(conditions.tiers))
    if conditions.memberships and not any(who.is_member(code, facts.day) for code in conditions.memberships):
        return refused(reasons.NO_MEMBERSHIP, needed=",".join(conditions.memberships))
    if conditions.customer_tags and not any(tag in conditions.customer_tags for tag in who.tags):
        return refused(reasons.OTHER_CUSTOMERS, needed=",".join(conditions.customer_tags))
    barred = [tag for tag in who.tags if tag in conditions.without_customer_tags]
    if barred:
        return refused(reasons.OTHER_CUSTOMERS, without=barred[0])
    if conditions.birthday is not None and not near_birthday(conditions.birthday, who.birthday, facts.day):
        window = conditions.birthday
        return refused(reasons.NO_BIRTHDAY, days_before=window.days_before, days_after=window.days_after)
    return _visits(conditions, who) or _uses(rule_id, conditions, who)


def _visits(conditions: Conditions, who: Standing) -> Refusal | None:
    purchase = who.purchases + 1
    first, last = conditions.from_purchase, conditions.to_purchase
    if (first is not None and purchase < first) or (last is not None and purchase > last):
        return refused(reasons.OTHER_PURCHASE, purchase=purchase, from_purchase=first or 1, to_purchase=last or "")
    return None


def _uses(rule_id: str, conditions: Conditions, who: Standing) -> Refusal | None:
    ever, today = conditions.uses_per_customer, conditions.uses_per_customer_day
    if ever is None and today is None:
        return None
    uses = who.uses_of(rule_id)
    if ever is not None and uses.times >= ever:
        return refused(reasons.USED_UP, uses=uses.times, most=ever)
    if today is not None and uses.times_today >= today:
        return refused(reasons.USED_UP_TODAY, uses=uses.times_today, most=today)
    return None


def _coupon(conditions: Conditions, facts: Facts) -> Refusal | None:
    if conditions.coupon is not None and conditions.coupon not in facts.presented:
        return refused(reasons.COUPON_NOT_PRESENTED, coupon=conditions.coupon)
    return None


def _goods(conditions: Conditions, facts: Facts, lines: Sequence[int]) -> Refusal | None:
    if conditions.min_quantity:
        quantity = sum(facts.sheet[line].line.quantity for line in lines)
        if quantity < conditions.min_quantity:
            return refused(
                reasons.QUANTITY_MISSING, missing_quantity=conditions.min_quantity - quantity, quantity=quantity
            )
    required = conditions.with_goods
    if required is not None:
        quantity = sum(one.line.quantity for one in facts.sheet if required.goods.chooses(one.line.item))
        if quantity < required.quantity:
            return refused(reasons.OTHER_GOODS_MISSING, missing_quantity=required.quantity - quantity)
    return None


def near_birthday(window: BirthdayWindow, birthday: tuple[int, int] | None, day: date) -> bool:
    """Whether ``day`` is within the window around the birthday (month, day) of this, the last or the next year."""
    if birthday is None:
        return False
    for year in (day.year - 1, day.year, day.year + 1):
        kept = _birthday_in(year, birthday)
        if kept - timedelta(days=window.days_before) <= day <= kept + timedelta(days=window.days_after):
            return True
    return False


def _birthday_in(year: int, birthday: tuple[int, int]) -> date:
    month, day = birthday
    leap_day = (month, day) == (2, 29)
    leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 2, 28) if leap_day and not leap_year else date(year, month, day)
