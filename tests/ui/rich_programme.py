"""The demo till's programme with rules of many kinds: some apply, some nearly, some not, each for its own reason."""

from dataclasses import replace
from datetime import date, time

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import GoodsSelector, NForMPromotion, Programme
from pos_app.domain.loyalty.rules.basket_promotions import Threshold, ThresholdStep
from pos_app.domain.loyalty.rules.benefit import PercentOff, SumOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.earning import EarnMultiplier, EarnPerVisit
from pos_app.domain.loyalty.rules.goods_promotions import CheapestFree, GiftWithPurchase, GoodsDiscount
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.standing_discounts import MembershipDiscount
from pos_app.domain.loyalty.rules.window import Hours, Weekday, Window

_CHOCOLATE = GoodsSelector(groups=("chocolate",))
_TEA = GoodsSelector(items=("item-4600000000800",))


def rich(programme: Programme) -> Programme:
    """The same programme, next version, with the rules."""
    return replace(
        programme,
        version=programme.version + 1,
        promotions=(
            *programme.promotions,
            CheapestFree(
                "sweet", LocalText("Самая дешёвая сладость", "The cheapest sweet"), goods=_CHOCOLATE, at_least=4
            ),
            NForMPromotion("coffee", LocalText("Кофе: 2 по цене 1", "Coffee: 2 for 1"), _item("701"), 2, 1),
            NForMPromotion("cheese", LocalText("Сыр: 3 по цене 2", "Cheese: 3 for 2"), _item("305"), 3, 2),
            GiftWithPurchase(
                "tea", LocalText("Чай в подарок", "Tea as a gift"), buy_kopecks=100_000, gift=_TEA, max_times=1
            ),
            GoodsDiscount(
                "happy-hours",
                LocalText("Счастливые часы", "Happy hours"),
                window=Window(hours=(Hours(time(9), time(12)),)),
                benefit=PercentOff(1000),
            ),
            GoodsDiscount(
                "wednesday",
                LocalText("Среда – день скидок", "Wednesday discounts"),
                window=Window(weekdays=(Weekday.WED,)),
                benefit=PercentOff(500),
            ),
            GoodsDiscount(
                "spring",
                LocalText("Весенняя распродажа", "Spring sale"),
                window=Window(from_day=date(2026, 4, 1)),
                benefit=PercentOff(500),
            ),
        ),
        basket_promotions=(
            Threshold(
                "big-basket",
                LocalText("Скидка на большой чек", "Discount on a large receipt"),
                steps=(ThresholdStep(110_000, SumOff(10_000)), ThresholdStep(200_000, SumOff(25_000))),
            ),
        ),
        standing_discounts=(
            MembershipDiscount(
                "club", LocalText("Скидка клуба", "Club discount"), membership="club", benefit=PercentOff(200)
            ),
        ),
        coupons=(
            Coupon(
                "spring-coupon",
                LocalText("Купон из газеты", "Newspaper coupon"),
                codes=("SPRING",),
                benefit=SumOff(5_000),
            ),
        ),
        earning_rules=(
            EarnPerVisit("visit", LocalText("Баллы за визит", "Points for a visit"), points=500),
            EarnMultiplier(
                "dairy-double",
                LocalText("Двойные баллы за молоко", "Double points for milk"),
                goods=_item("107"),
                multiplier_bp=20_000,
            ),
            EarnMultiplier(
                "gold-hour",
                LocalText("Тройные баллы от 2 000 ₽", "Triple points from 2,000 ₽"),
                conditions=Conditions(min_basket_kopecks=200_000),
                multiplier_bp=30_000,
            ),
        ),
        memberships=(Membership("club", LocalText("Клуб гурманов", "Gourmet club"), ("item-club",), 365),),
    )


def _item(code: str) -> GoodsSelector:
    return GoodsSelector(items=(f"item-4600000000{code}",))
