"""Plausible receipts of the demo shop, to measure and to try programmes with: the same for a seed on every machine."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import NO_POINTS, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.money.units import ONE, Kopecks, Quantity, Unit
from pos_app.domain.pricing.compiled_programme import CompiledProgramme, compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from resources.demo.rows import CustomerRow
from resources.demo.shop import demo_shop
from sync.protocol.encoding import encode

FIRST_DAY = date(2026, 1, 12)
DAYS = 90
_OPENS, _OPEN_MINUTES = 8, 14 * 60
_LINE_WEIGHTS = (14, 16, 15, 12, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1, 1)
"""How often a basket has 1, 2, 3 … lines."""
_PIECES = (1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 6)
_WITH_CUSTOMER, _SPENDING, _BY_CARD, _BY_HAND = 65, 25, 68, 3
"""Percent of receipts: with a customer; of those, with points; paid by card; with a discount by hand."""


@dataclass(frozen=True, slots=True)
class DemoTables:
    """What else a sale needs of the shop."""

    zone: ZoneInfo
    vat_rates: tuple[VatRate, ...]


@dataclass(frozen=True, slots=True)
class ReceiptMaker:
    """Receipt ``number`` of ``count`` (from 0) depends on the seed and the number alone; its time rises with it."""

    seed: int
    count: int
    compiled: CompiledProgramme
    goods: tuple[Item, ...]
    popularity: tuple[int, ...]
    customers: tuple[CustomerRow, ...]
    shop: DemoTables

    def receipt(self, number: int) -> Sale:
        """One sale, as the till would have stored it under the demo programme."""
        chance = Random(f"{self.seed}/receipt/{number}")
        at = self._time(number)
        who = chance.choice(self.customers) if chance.randrange(100) < _WITH_CUSTOMER else None
        basket = self._basket(number, at, who, chance)
        standing = None
        if who is not None:
            points = sum(lot.points for lot in who.lots)
            standing = Standing(who.customer_id, who.tier_code, points, turnover_kopecks=who.turnover_kopecks)
        priced = price(basket, standing, self.compiled, at.astimezone(self.shop.zone))
        local_day = at.astimezone(self.shop.zone).date()
        head = ReceiptHead(f"1-{number + 1:06d}", "1", f"shift-{local_day.isoformat()}", "demo-operator", at, local_day)
        tenders = _tenders(priced.money_kopecks, chance)
        balance = None if standing is None else standing.spendable
        return build_sale(basket, priced, tenders, head, self.compiled.programme, self.shop.vat_rates, balance)

    def receipt_line(self, number: int) -> bytes:
        """The sale as one line of JSON, in the till's own encoding."""
        return encode(self.receipt(number))

    def _time(self, number: int) -> datetime:
        """Spread over the opening hours of the days, in order."""
        minute = number * DAYS * _OPEN_MINUTES // max(self.count, 1)
        day, minute_of_day = divmod(minute, _OPEN_MINUTES)
        opens = datetime.combine(FIRST_DAY + timedelta(days=day), datetime.min.time(), self.shop.zone)
        second = number * 7 % 60
        return (opens + timedelta(hours=_OPENS, minutes=minute_of_day, seconds=second)).astimezone(UTC)

    def _basket(self, number: int, at: datetime, who: CustomerRow | None, chance: Random) -> Basket:
        lines = chance.choices(range(1, len(_LINE_WEIGHTS) + 1), _LINE_WEIGHTS)[0]
        chosen = dict.fromkeys(chance.choices(self.goods, cum_weights=self.popularity, k=lines))
        made = tuple(_line(place, item, chance) for place, item in enumerate(chosen, start=1))
        spends = who is not None and chance.randrange(100) < _SPENDING
        mode = chance.choice((PointsMode.ALL, PointsMode.WHOLE_ROUBLES, PointsMode.SUM))
        kopecks = 100 * chance.randint(10, 300) if mode is PointsMode.SUM else 0
        return Basket(
            receipt_id=f"demo-{self.seed}-{number:09d}",
            opened_at=at,
            lines=made,
            customer_id=None if who is None else who.customer_id,
            points=PointsChoice(mode, kopecks) if spends else NO_POINTS,
        )


def receipt_maker(count: int, seed: int) -> ReceiptMaker:
    """A maker of ``count`` receipts over 90 days."""
    shop = demo_shop(FIRST_DAY, seed=1)
    # few goods are in many baskets: the n-th of the list is bought 1/n as often as the first, after a shuffle
    order = list(shop.goods)
    Random(f"{seed}/popularity").shuffle(order)
    weights = [1_000_000 // place for place in range(1, len(order) + 1)]
    return ReceiptMaker(
        seed=seed,
        count=count,
        compiled=compile_programme(read_programme(shop.programme_text)),
        goods=tuple(order),
        popularity=tuple(accumulate(weights)),
        customers=shop.customers,
        shop=DemoTables(ZoneInfo(shop.shop.timezone), shop.vat_rates),
    )


def _line(place: int, item: Item, chance: Random) -> BasketLine:
    quantity: Quantity = chance.randint(80, 2500) if item.unit is Unit.KILOGRAM else chance.choice(_PIECES) * ONE
    discount = None
    if item.rules.discountable and chance.randrange(100) < _BY_HAND:
        discount = ManualDiscount(ManualDiscountKind.PERCENT, chance.choice((500, 1000)), "demo-operator")
    return BasketLine(f"l{place}", item, quantity, discount)


def _tenders(money_kopecks: Kopecks, chance: Random) -> tuple[Tender, ...]:
    if money_kopecks == 0:
        return ()
    if chance.randrange(100) < _BY_CARD:
        return (Tender(TenderKind.CARD, money_kopecks, money_kopecks),)
    note = chance.choice((5_000, 10_000, 50_000))
    given = -(-money_kopecks // note) * note
    return (Tender(TenderKind.CASH, money_kopecks, given, given - money_kopecks),)
