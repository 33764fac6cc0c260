"""Which rules are in force for a customer at a time, whatever the basket comes to."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pos_app.campaign.engine.everything_tried.goods import Line
from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.conditions import BirthdayWindow, Conditions
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import Bundle, GiftWithPurchase
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.standing_discounts import (
    CardDiscount,
    MembershipDiscount,
    PersonalOffer,
    TierDiscount,
    TurnoverLadder,
)
from pos_app.domain.loyalty.rules.window import Window

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Situation:
    """Who buys what, where and when."""

    def __init__(
        self, basket: Basket, lines: Sequence[Line], who: Standing | None, programme: Programme, at: datetime
    ) -> None:
        self.basket, self.lines, self.who, self.programme, self.at = basket, lines, who, programme, at
        self.granted: dict[str, tuple[str, ...]] = {}
        self.presented = {coupon.rule_id for coupon in programme.coupons if any(map(coupon.answers_to, basket.coupons))}

    def stages(self) -> list[tuple[Stage, list[Rule]]]:
        """The rules in force by stage, in the document's order; a tier's own discount opens its stage."""
        programme, who = self.programme, self.who
        standing: list[Rule] = []
        for tier in programme.tiers:
            if who is not None and tier.code == who.tier_code and tier.discount_bp:
                benefit = PercentOff(tier.discount_bp)
                standing.append(TierDiscount(f"tier:{tier.code}", tier.name, tier=tier.code, benefit=benefit))
        standing += [one for one in programme.standing_discounts if self._is_for_customer(one)]
        coupons: list[Rule] = [one for one in programme.coupons if one.rule_id in self.presented]
        found: list[tuple[Stage, list[Rule]]] = [
            (Stage.GOODS_PROMOTION, list(programme.promotions)),
            (Stage.BASKET_PROMOTION, list(programme.basket_promotions)),
            (Stage.STANDING_DISCOUNT, standing),
            (Stage.COUPON, coupons),
        ]
        return [(stage, [rule for rule in rules if self._holds(rule)]) for stage, rules in found]

    def _is_for_customer(self, rule: Rule) -> bool:
        """Whether a standing discount is this customer's; ``granted`` are the articles that an offer is narrowed to."""
        who, day = self.who, self.at.date()
        if who is None:
            return False
        if isinstance(rule, CardDiscount):
            return min(who.card_discount_bp or rule.rate_bp, rule.most_bp) > 0
        if isinstance(rule, TierDiscount):
            return rule.tier == who.tier_code
        if isinstance(rule, MembershipDiscount):
            return any(one.code == rule.membership and day <= one.until_day for one in who.memberships)
        if isinstance(rule, PersonalOffer):
            for offer in who.offers:
                over = offer.until_day is not None and offer.until_day < day
                if offer.rule_id == rule.rule_id and not over and offer.uses_left != 0:
                    self.granted[rule.rule_id] = offer.items
                    return True
            return False
        return isinstance(rule, TurnoverLadder)

    def _holds(self, rule: Rule) -> bool:
        conditions = rule.conditions
        return (
            _is_open(rule.window, self.at)
            and self._place_holds(conditions)
            and self._customer_holds(rule.rule_id, conditions)
            and (conditions.coupon is None or conditions.coupon in self.presented)
            and self._quantities_hold(rule, conditions)
        )

    def _place_holds(self, conditions: Conditions) -> bool:
        shop, coalition = self.basket.shop_code, self.programme.coalition
        partners = [] if coalition is None else [one.code for one in coalition.partners if shop in one.shops]
        here = not conditions.shops or shop in conditions.shops
        return here and (not conditions.partners or any(one in conditions.partners for one in partners))

    def _customer_holds(self, rule_id: str, asked: Conditions) -> bool:
        who, day = self.who, self.at.date()
        if who is None:
            return not asked.asks_for_customer
        uses = [one for one in who.rule_uses if one.rule_id == rule_id]
        ever, today = sum(one.times for one in uses[:1]), sum(one.times_today for one in uses[:1])
        members = [one.code for one in who.memberships if day <= one.until_day]
        return (
            (not asked.tiers or who.tier_code in asked.tiers)
            and (not asked.memberships or any(one in asked.memberships for one in members))
            and (not asked.customer_tags or any(one in asked.customer_tags for one in who.tags))
            and not any(one in asked.without_customer_tags for one in who.tags)
            and (asked.birthday is None or _near(asked.birthday, who.birthday, day))
            and (asked.from_purchase is None or asked.from_purchase <= who.purchases + 1)
            and (asked.to_purchase is None or who.purchases + 1 <= asked.to_purchase)
            and (asked.uses_per_customer is None or ever < asked.uses_per_customer)
            and (asked.uses_per_customer_day is None or today < asked.uses_per_customer_day)
        )

    def _quantities_hold(self, rule: Rule, asked: Conditions) -> bool:
        mine = sum(self.lines[line].quantity for line in goods_of(rule, self.lines))
        other = asked.with_goods
        needed = other is None or other.quantity <= sum(
            line.quantity for line in self.lines if other.goods.chooses(line.item)
        )
        return mine >= asked.min_quantity and needed


def goods_of(rule: Rule, lines: Sequence[Line]) -> list[int]:
    """All lines of the rule's goods, discountable or not."""
    selectors: list[GoodsSelector]
    if isinstance(rule, Bundle):
        selectors = [part.goods for part in rule.parts]
    elif isinstance(rule, GiftWithPurchase):
        selectors = [rule.goods, rule.gift]
    else:
        selectors = [rule.goods]  # type: ignore[attr-defined]  # every other kind has its goods
    return [index for index, line in enumerate(lines) if any(one.chooses(line.item) for one in selectors)]


def _is_open(window: Window, at: datetime) -> bool:
    now = (at.hour, at.minute)
    hours = [
        ((one.from_time.hour, one.from_time.minute), (one.to_time.hour, one.to_time.minute)) for one in window.hours
    ]
    return (
        (window.from_day is None or window.from_day <= at.date())
        and (window.to_day is None or at.date() <= window.to_day)
        and (not window.weekdays or _WEEK[at.weekday()] in window.weekdays)
        and (not hours or any(begin <= now and (end == (0, 0) or now < end) for begin, end in hours))
    )


def _near(window: BirthdayWindow, birthday: tuple[int, int] | None, day: date) -> bool:
    """Whether one of the days around ``day`` is the birthday; 29 February is kept on the 28th in other years."""
    if birthday is None:
        return False
    for days in range(-window.days_after, window.days_before + 1):
        other = day + timedelta(days=days)
        leap = other.year % 4 == 0 and (other.year % 100 != 0 or other.year % 400 == 0)
        kept = (2, 28) if birthday == (2, 29) and not leap else birthday
        if (other.month, other.day) == kept:
            return True
    return False
