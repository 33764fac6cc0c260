"""The head of a random rule: window, conditions, combination, what it forbids."""

from datetime import date, time
from typing import Any

from pos_app.campaign.engine.chance import Chance
from pos_app.campaign.engine.goods import make_selector
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.conditions import BirthdayWindow, Conditions, RequiredGoods
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope
from pos_app.domain.loyalty.rules.window import Hours, Weekday, Window

TIERS = ("silver", "gold")
MEMBERSHIP = "club"
COUPON_CONDITION = "coupon-0"
"""The rule id of a coupon that every programme has."""
SHOP, PARTNER = "shop-1", "own"
CUSTOMER_TAGS = ("student", "family")


def make_head(rule_id: str, chance: Chance, *, conditions: bool = True) -> dict[str, Any]:
    """The common keys of a rule. About every second rule has nothing but its name."""
    head: dict[str, Any] = {"rule_id": rule_id, "name": LocalText(rule_id, rule_id)}
    if chance.happens(45):
        head["combination"] = chance.choice(tuple(Combination))
    if chance.happens(15):
        head["window"] = _window(chance)
    if conditions and chance.happens(30):
        head["conditions"] = _conditions(chance)
    if chance.happens(12):
        head["forbid_scope"] = chance.choice(tuple(ForbidScope))
    return head


def _window(chance: Chance) -> Window:
    """Mostly one that holds on the day of the cases, 14 March 2026, a Saturday."""
    way = chance.randrange(4)
    if way == 0:
        return Window(date(2026, 3, chance.randint(10, 16)), date(2026, 3, chance.randint(16, 31)))
    if way == 1:
        return Window(weekdays=chance.some(tuple(Weekday), 1))
    if way == 2:
        return Window(hours=(Hours(time(chance.randint(8, 13)), time(chance.randint(14, 23))),))
    return Window(from_day=date(2026, 3, 1))


def _conditions(chance: Chance) -> Conditions:
    made: dict[str, Any] = {}
    for name, make in _SINGLE.items():
        if chance.happens(9):
            made[name] = make(chance)
    return Conditions(**made)


_SINGLE: dict[str, Any] = {
    "needs_customer": lambda chance: True,
    "tiers": lambda chance: chance.some(TIERS, 1),
    "memberships": lambda chance: (MEMBERSHIP,),
    "customer_tags": lambda chance: chance.some(CUSTOMER_TAGS, 1),
    "without_customer_tags": lambda chance: chance.some(CUSTOMER_TAGS, 1),
    "shops": lambda chance: chance.choice(((SHOP,), ("shop-2",))),
    "partners": lambda chance: (PARTNER,),
    "coupon": lambda chance: COUPON_CONDITION,
    "min_basket_kopecks": lambda chance: chance.kopecks(),
    "min_goods_kopecks": lambda chance: chance.kopecks(),
    "min_quantity": lambda chance: 1000 * chance.randint(1, 6),
    "with_goods": lambda chance: RequiredGoods(make_selector(chance), 1000 * chance.randint(1, 3)),
    "birthday": lambda chance: BirthdayWindow(chance.randint(0, 10), chance.randint(0, 10)),
    "from_purchase": lambda chance: chance.randint(1, 3),
    "to_purchase": lambda chance: chance.randint(3, 9),
    "uses_per_customer": lambda chance: chance.randint(1, 3),
    "uses_per_customer_day": lambda chance: 1,
}
