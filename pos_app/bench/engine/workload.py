"""What is measured: the demo shop's goods under programmes of many rules, as a large shop would have them."""

from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import GoodsSelector, NForMPromotion, PointsRules, Programme, ReceiptPicture, Tier
from pos_app.domain.loyalty.rules.basket_promotions import Threshold, ThresholdStep
from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.earning import EarnMultiplier, EarnPerItem, EarnRate
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    BundlePart,
    FixedPrice,
    GoodsDiscount,
    NthDiscount,
    QuantityStep,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.rule import Combination, Rule
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer, TierDiscount
from pos_app.domain.money.units import ONE, Unit
from resources.demo.shop import demo_shop

AT = datetime(2026, 3, 14, 14, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Moscow"))
CUSTOMER = Standing("bench-customer", "gold", 5_000_00, turnover_kopecks=12_000_000, purchases=40)
_FEW_GOODS, _ARTICLES = 8, 3
"""A rule for single articles names one to three of them; the smallest baskets are drawn from all goods."""


class Workload:
    """The same goods, baskets and programmes for a seed on every machine."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        self._goods = demo_shop(AT.date(), seed=1).goods
        self._groups = sorted({item.group for item in self._goods})
        self._brands = sorted({item.brand for item in self._goods if item.brand})

    def programme(self, rules: int) -> Programme:
        """So many active rules: of ten, six promotions, two earning rules, a coupon, an offer or a threshold."""
        chance = Random(f"{self._seed}/rules")
        lists: dict[str, list[Rule]] = {"promotions": [], "basket": [], "standing": [], "coupons": [], "earning": []}
        for number in range(rules):
            self._add_rule(lists, number, chance)
        return Programme(
            programme_id=f"bench-{rules}",
            version=1,
            starts_at=datetime(2026, 1, 1, tzinfo=UTC),
            name=LocalText("Замер", "Bench"),
            floor_kopecks=1,
            receipt_picture=ReceiptPicture.DISCOUNT,
            points=PointsRules(),
            base_earn_bp=300,
            tiers=(Tier("gold", LocalText("Золотой", "Gold"), 10_000_000, 500, 500),),
            promotions=tuple(lists["promotions"]),  # type: ignore[arg-type]  # each list holds the kinds of its stage
            basket_promotions=tuple(lists["basket"]),  # type: ignore[arg-type]
            standing_discounts=tuple(lists["standing"]),  # type: ignore[arg-type]
            coupons=tuple(lists["coupons"]),  # type: ignore[arg-type]
            earning_rules=tuple(lists["earning"]),  # type: ignore[arg-type]
        )

    def baskets(self, lines: int, count: int) -> tuple[Basket, ...]:
        """Baskets of different goods; the customer pays with points wherever he can."""
        chance = Random(f"{self._seed}/baskets/{lines}")
        return tuple(self._basket(lines, chance) for _ in range(count))

    def _basket(self, lines: int, chance: Random) -> Basket:
        chosen = chance.sample(self._goods, lines)
        return Basket(
            receipt_id="bench",
            opened_at=AT,
            lines=tuple(
                BasketLine(f"l{place:04d}", item, _quantity(item, chance)) for place, item in enumerate(chosen)
            ),
            customer_id=CUSTOMER.customer_id,
            points=PointsChoice(PointsMode.ALL),
            coupons=("BENCH-8", "BENCH-18"),
        )

    def _add_rule(self, lists: dict[str, list[Rule]], number: int, chance: Random) -> None:
        rule_id, name = f"rule-{number}", LocalText(f"Правило {number}", f"Rule {number}")
        way = number % 10
        if way < 6:
            lists["promotions"].append(self._promotion(rule_id, name, way, chance))
        elif way == 6:
            rate = EarnRate(rule_id, name, goods=self._group_or_brand(chance), rate_bp=700)
            bonus = EarnPerItem(rule_id, name, goods=self._articles(chance), points=500)
            lists["earning"].append(chance.choice((rate, bonus)))
        elif way == 7:
            goods = self._articles(chance)
            lists["earning"].append(EarnMultiplier(rule_id, name, goods=goods, multiplier_bp=20_000))
        elif way == 8:
            goods = self._group_or_brand(chance)
            lists["coupons"].append(
                Coupon(rule_id, name, codes=(f"BENCH-{number}",), goods=goods, benefit=PercentOff(1000))
            )
        else:
            self._add_for_customers(lists, rule_id, name, chance)

    def _add_for_customers(self, lists: dict[str, list[Rule]], rule_id: str, name: LocalText, chance: Random) -> None:
        if chance.randrange(3) == 0:
            steps = (ThresholdStep(1_000_00, PercentOff(300)), ThresholdStep(3_000_00, PercentOff(500)))
            lists["basket"].append(Threshold(rule_id, name, goods=self._group_or_brand(chance), steps=steps))
        elif chance.randrange(2) == 0:
            goods = self._group_or_brand(chance)
            lists["standing"].append(TierDiscount(rule_id, name, tier="gold", goods=goods, benefit=PercentOff(700)))
        else:
            lists["standing"].append(PersonalOffer(rule_id, name, goods=self._articles(chance), benefit=SumOff(1000)))

    def _promotion(self, rule_id: str, name: LocalText, way: int, chance: Random) -> Rule:
        """Mostly for single articles, as leaflets are; some for a whole group or brand."""
        goods = self._group_or_brand(chance) if chance.randrange(5) == 0 else self._articles(chance)
        if way == 0:
            return NForMPromotion(rule_id, name, goods, 3, 2)
        if way == 1:
            return FixedPrice(rule_id, name, goods=self._articles(chance), price_kopecks=chance.randint(20, 90) * 100)
        if way == 2:
            return GoodsDiscount(rule_id, name, goods=goods, benefit=PercentOff(chance.choice((500, 1000, 2000))))
        if way == 3:
            steps = (QuantityStep(2 * ONE, PercentOff(500)), QuantityStep(4 * ONE, PercentOff(1500)))
            return QuantitySteps(rule_id, name, goods=goods, steps=steps)
        if way == 4:
            return NthDiscount(rule_id, name, goods=goods, nth=2, benefit=PercentOff(5000))
        if chance.randrange(2) == 0:
            stacking = Conditions(min_basket_kopecks=500_00)
            benefit = PercentOff(200)
            return GoodsDiscount(
                rule_id, name, goods=goods, benefit=benefit, combination=Combination.STACKING, conditions=stacking
            )
        parts = (BundlePart(self._articles(chance)), BundlePart(self._articles(chance)))
        return Bundle(rule_id, name, parts=parts, benefit=PriceOf(150_00))

    def _articles(self, chance: Random) -> GoodsSelector:
        chosen = chance.sample(self._goods, chance.randint(1, _ARTICLES))
        return GoodsSelector(items=tuple(sorted(item.item_id for item in chosen)))

    def _group_or_brand(self, chance: Random) -> GoodsSelector:
        if chance.randrange(2) == 0:
            return GoodsSelector(groups=(chance.choice(self._groups),))
        return GoodsSelector(brands=(chance.choice(self._brands),))


def _quantity(item: Item, chance: Random) -> int:
    return chance.randint(100, 2000) if item.unit is Unit.KILOGRAM else ONE * chance.choice((1, 1, 1, 2, 2, 3, 4))
