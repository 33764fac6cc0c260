"""The goods of a case: a small shelf, so that rules and baskets meet."""

from pos_app.campaign.engine.chance import Chance
from pos_app.domain.basket.basket import BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.rules.goods import Attribute, GoodsExclusion, GoodsSelector
from pos_app.domain.money.units import ONE, Unit

GROUPS = ("chocolate", "dairy", "tea", "tobacco")
BRANDS = ("north", "south", "west")
TAGS = ("new", "local", "weekly")
COUNTRIES = ("IT", "RU", "RS")
ITEM_IDS = tuple(f"item-{number}" for number in range(8))
_COUNTRY = "country"


def make_shelf(chance: Chance) -> tuple[Item, ...]:
    """One good of each id, any of them weighed or regulated."""
    return tuple(_item(item_id, chance) for item_id in ITEM_IDS)


def make_line(line_id: str, item: Item, chance: Chance) -> BasketLine:
    """Few or many of it, now and then with a discount by hand."""
    if item.unit is Unit.PIECE:
        quantity = ONE * chance.choice((1, 1, 2, 3, 4, 5, 6, 7, chance.randint(1, 40), chance.randint(1, 400)))
    else:
        quantity = chance.choice((1, 999, 1000, 1001, chance.randint(1, 3000), chance.randint(1, 30_000)))
    discount = chance.maybe(15, lambda: make_discount(chance))
    return BasketLine(line_id, item, quantity, discount if item.rules.discountable else None)


def make_discount(chance: Chance) -> ManualDiscount:
    """By hand."""
    if chance.happens(50):
        return ManualDiscount(ManualDiscountKind.PERCENT, chance.rate_bp(), "operator")
    return ManualDiscount(ManualDiscountKind.SUM, chance.kopecks(), "operator")


def make_selector(chance: Chance) -> GoodsSelector:
    """All goods, or some of them, sometimes with exclusions."""
    if chance.happens(35):
        return GoodsSelector()
    way = chance.randrange(5)
    tags = chance.some(TAGS, 1, 2) if way == 3 else ()
    excluding = GoodsExclusion()
    if chance.happens(25):
        out = tuple(tag for tag in TAGS if tag not in tags)
        excluding = GoodsExclusion(tags=chance.some(out, 0, 1), items=chance.some(ITEM_IDS, 1, 2))
    return GoodsSelector(
        groups=chance.some(GROUPS, 1, 3) if way in (0, 1) else (),
        brands=chance.some(BRANDS, 1, 2) if way in (1, 2) else (),
        tags=tags,
        items=tuple(one for one in chance.some(ITEM_IDS, 1, 4) if one not in excluding.items) if way == 4 else (),
        attributes=(Attribute(_COUNTRY, chance.some(COUNTRIES, 1, 2)),) if chance.happens(8) else (),
        excluding=excluding,
    )


def _item(item_id: str, chance: Chance) -> Item:
    price = chance.choice((1, 2, 99, 100, 3333, 9990, chance.randint(1, 300), chance.randint(1, 200_000)))
    rules = SellingRules()
    if chance.happens(30):
        rules = SellingRules(
            discountable=chance.happens(70),
            earns=chance.happens(70),
            payable_with_points=chance.happens(70),
            floor_kopecks=chance.maybe(50, lambda: chance.randint(0, price + 5)),
            max_points_share_bp=chance.maybe(50, lambda: chance.randint(0, 10_000)),
        )
    return Item(
        item_id=item_id,
        name=item_id,
        article=item_id,
        codes=(),
        group=chance.choice(GROUPS),
        brand=chance.choice(BRANDS),
        unit=chance.choice((Unit.PIECE, Unit.PIECE, Unit.PIECE, Unit.KILOGRAM)),
        price_kopecks=price,
        vat_code="",
        rules=rules,
        tags=chance.some(TAGS, 0, 2),
        attributes=((_COUNTRY, chance.choice(COUNTRIES)),) if chance.happens(70) else (),
    )
