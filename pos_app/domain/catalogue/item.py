"""One article as the till sells it."""

from dataclasses import dataclass, field

from pos_app.domain.money.units import BasisPoints, Kopecks, Unit


@dataclass(frozen=True, slots=True)
class SellingRules:
    """What the law and the shop allow for an item.

    ``floor_kopecks`` is the least price of one whole unit after every discount and all points (tobacco: the list price;
    alcohol: the minimum retail price; None: the programme's floor). ``max_points_share_bp`` narrows the programme's
    share on this item's line.
    """

    discountable: bool = True
    earns: bool = True
    payable_with_points: bool = True
    floor_kopecks: Kopecks | None = None
    max_points_share_bp: BasisPoints | None = None
    age_limit_years: int | None = None
    marking_group: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An article. ``codes`` are canonical GTIN-13 texts; ``article`` is the shop's own number (5 digits where weighed).

    ``price_kopecks`` is the list price of one unit. ``vat_code`` names a rate in the dated table of ``vat.py``.
    ``attributes`` are pairs of name and value, such as ("country", "IT"), sorted.
    """

    item_id: str
    name: str
    article: str
    codes: tuple[str, ...]
    group: str
    brand: str
    unit: Unit
    price_kopecks: Kopecks
    vat_code: str
    rules: SellingRules = field(default_factory=SellingRules)
    tags: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
