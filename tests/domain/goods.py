"""Goods, baskets and programmes for the tests of the rules, and hypothesis strategies that draw them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import NO_POINTS, LinePoints, PointsChoice
from pos_app.domain.loyalty.programme import (
    GoodsSelector,
    LocalText,
    NForMPromotion,
    PointsRules,
    Programme,
    ReceiptPicture,
    Tier,
)
from pos_app.domain.money.units import Unit

MOSCOW = ZoneInfo("Europe/Moscow")
OPENED_AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
AT = OPENED_AT.astimezone(MOSCOW)
CUSTOMER = "0190a000-0000-7000-8000-000000000001"


def item(
    item_id: str,
    price_kopecks: int,
    *,
    unit: Unit = Unit.PIECE,
    group: str = "grocery",
    rules: SellingRules | None = None,
    tags: tuple[str, ...] = (),
) -> Item:
    """An article known by its id."""
    return Item(
        item_id=item_id,
        name=f"Goods {item_id}",
        article=item_id,
        codes=(),
        group=group,
        brand="brand",
        unit=unit,
        price_kopecks=price_kopecks,
        vat_code="vat22",
        rules=rules or SellingRules(),
        tags=tags,
    )


def basket(
    *lines: BasketLine,
    customer_id: str | None = CUSTOMER,
    points: PointsChoice = NO_POINTS,
) -> Basket:
    """A basket as it stands before payment."""
    return Basket("0190a000-0000-7000-8000-00000000ffff", OPENED_AT, lines, customer_id, points)


def line(line_id: str, goods: Item, quantity: int, discount: ManualDiscount | None = None) -> BasketLine:
    """A line; ``quantity`` in thousandths."""
    return BasketLine(line_id, goods, quantity, discount)


def pieces(line_id: str, price_kopecks: int, count: int, discount: ManualDiscount | None = None) -> BasketLine:
    """A line of whole pieces of an article of its own."""
    return BasketLine(line_id, item(f"item-{line_id}", price_kopecks), count * 1000, discount)


def percent(value_bp: int) -> ManualDiscount:
    """A discount by hand in basis points."""
    return ManualDiscount(ManualDiscountKind.PERCENT, value_bp, "op-1")


def off(kopecks: int) -> ManualDiscount:
    """A discount by hand in kopecks on the line."""
    return ManualDiscount(ManualDiscountKind.SUM, kopecks, "op-1")


def by_line(**wishes: LinePoints) -> PointsChoice:
    """Choices for single lines and nothing for the rest."""
    return PointsChoice(lines=tuple(sorted(wishes.items())))


def standing(spendable: int = 10**9, tier_code: str | None = None) -> Standing:
    """The customer of the tests; ``spendable`` in hundredths of a point."""
    return Standing(CUSTOMER, tier_code, spendable)


def tier(code: str, turnover_kopecks: int, discount_bp: int, earn_bp: int) -> Tier:
    """A tier named by its code."""
    return Tier(code, LocalText(code, code), turnover_kopecks, discount_bp, earn_bp)


def n_for_m(rule_id: str, take: int, pay: int, selector: GoodsSelector | None = None) -> NForMPromotion:
    """A promotion on all goods unless a selector narrows it."""
    return NForMPromotion(rule_id, LocalText(rule_id, rule_id), selector or GoodsSelector(), take, pay)


def programme(
    *,
    floor_kopecks: int = 1,
    picture: ReceiptPicture = ReceiptPicture.DISCOUNT,
    points: PointsRules | None = None,
    base_earn_bp: int = 500,
    tiers: tuple[Tier, ...] = (),
    promotions: tuple[NForMPromotion, ...] = (),
) -> Programme:
    """The programme of the worked examples unless told otherwise: floor 1 kopeck, share 50 %, 5 % earned."""
    return Programme(
        programme_id="test",
        version=1,
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        name=LocalText("Проба", "Test"),
        floor_kopecks=floor_kopecks,
        receipt_picture=picture,
        points=points or PointsRules(),
        base_earn_bp=base_earn_bp,
        tiers=tiers,
        promotions=promotions,
    )
