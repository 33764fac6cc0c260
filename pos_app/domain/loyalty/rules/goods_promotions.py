"""Stage 2: promotions on goods. A piece serves at most one promotion that is not stacking.

A promotion over several pieces gives its benefit as a sum split over all the pieces of its group (loyalty-rules
«Units»), at most ``max_times`` groups on a receipt (None: as many as there are).
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.benefit import Benefit, Reduction
from pos_app.domain.loyalty.rules.figures import Money, Pieces, SomeAmount, SomeMoney, Times
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.rule import Rule

ManyPieces = Annotated[int, Field(ge=2, le=100, description="whole pieces, at least two")]
PaidPieces = Annotated[int, Field(ge=1, le=99, description="whole pieces")]


@dataclass(frozen=True, slots=True)
class NForMPromotion(Rule):
    """Take ``take`` pieces of the selected goods, pay for ``pay``: the cheapest of each such group are the gift."""

    goods: Annotated[GoodsSelector, Field(default=ALL_GOODS)]
    take: ManyPieces
    pay: PaidPieces
    max_times: Times | None = None
    kind: Literal["n_for_m"] = "n_for_m"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheapestFree(Rule):
    """Of all the pieces of the selected goods, ``at_least`` or more together, the ``free`` cheapest are the gift, once.

    Unlike N for M the whole of the goods is one group: seven pieces give what three give.
    """

    goods: GoodsSelector = ALL_GOODS
    at_least: ManyPieces
    free: PaidPieces = 1
    kind: Literal["cheapest_free"] = "cheapest_free"


@dataclass(frozen=True, slots=True)
class BundlePart:
    """``count`` pieces of these goods belong into the bundle."""

    goods: GoodsSelector
    count: Pieces = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle(Rule):
    """Goods bought together: all ``parts`` make one bundle. The benefit is for a whole bundle."""

    parts: Annotated[tuple[BundlePart, ...], Field(min_length=1, max_length=10)]
    benefit: Benefit
    max_times: Times | None = None
    kind: Literal["bundle"] = "bundle"


@dataclass(frozen=True, slots=True, kw_only=True)
class NthDiscount(Rule):
    """Of every ``nth`` pieces of the selected goods, formed from the dearest down, the cheapest has the benefit."""

    goods: GoodsSelector = ALL_GOODS
    nth: ManyPieces
    benefit: Benefit
    max_times: Times | None = None
    kind: Literal["nth_discount"] = "nth_discount"


@dataclass(frozen=True, slots=True)
class QuantityStep:
    """From ``from_quantity`` (thousandths) on, every unit has the benefit."""

    from_quantity: SomeAmount
    benefit: Benefit


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitySteps(Rule):
    """The more the cheaper: the highest step reached is for all units. Steps rise.

    ``each_article``: every article is counted for itself; else all the selected goods together.
    """

    goods: GoodsSelector = ALL_GOODS
    steps: Annotated[tuple[QuantityStep, ...], Field(min_length=1, max_length=20)]
    each_article: bool = True
    kind: Literal["quantity_steps"] = "quantity_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPrice(Rule):
    """The selected goods cost ``price_kopecks`` a unit, the first ``most_quantity`` of a receipt (None: all)."""

    goods: GoodsSelector = ALL_GOODS
    price_kopecks: Money
    most_quantity: SomeAmount | None = None
    kind: Literal["fixed_price"] = "fixed_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftWithPurchase(Rule):
    """For ``buy_quantity`` or, where that is None, ``buy_kopecks`` of ``goods``: ``gift_count`` pieces of ``gift``.

    The gift lies in the basket and costs ``gift_price_kopecks`` a piece, never less than its floor. What was bought is
    not counted as a gift, and the gift not as bought. Exactly one of the two is given.
    """

    goods: GoodsSelector = ALL_GOODS
    buy_quantity: SomeAmount | None = None
    buy_kopecks: SomeMoney | None = None
    gift: GoodsSelector
    gift_count: Pieces = 1
    gift_price_kopecks: Money = 0
    max_times: Times | None = 1
    kind: Literal["gift_with_purchase"] = "gift_with_purchase"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDiscount(Rule):
    """A part or a sum off every unit of the selected goods; with hours in its window, happy hours."""

    goods: GoodsSelector = ALL_GOODS
    benefit: Reduction
    kind: Literal["goods_discount"] = "goods_discount"
