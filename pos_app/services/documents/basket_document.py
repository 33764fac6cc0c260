"""A basket as a document: what `./till price` reads. Little is required; the rest says nothing by default."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.loyalty.points_choice import LinePointsMode, PointsMode
from pos_app.domain.loyalty.rules.figures import Moment
from pos_app.domain.money.units import Unit
from pos_app.services.documents.figures import Money, Name, Rate, Text, Thousandths


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRulesDocument:
    """What the law and the shop allow for the goods.

    ``floor_kopecks``: least price of a unit after all discounts and points (null: the programme's);
    ``max_points_share_bp``: most of the line that points may pay (null: the programme's).
    """

    discountable: bool = True
    earns: bool = True
    payable_with_points: bool = True
    floor_kopecks: Money | None = None
    max_points_share_bp: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDocument:
    """Goods. ``price_kopecks`` is the list price of one unit; ``attributes`` map names to values.

    Group, brand, tags and attributes are what rules choose by.
    """

    item_id: Name
    price_kopecks: Money
    unit: Unit = Unit.PIECE
    name: Text = ""
    article: Text = ""
    codes: tuple[Text, ...] = ()
    group: Text = ""
    brand: Text = ""
    vat_code: Text = ""
    tags: tuple[Text, ...] = ()
    attributes: dict[Text, Text] = field(default_factory=dict)
    rules: GoodsRulesDocument = GoodsRulesDocument()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountDocument:
    """A discount by hand. ``value``: basis points for percent, kopecks on the whole of it for sum."""

    kind: ManualDiscountKind
    value: Annotated[int, Field(ge=1, le=100_000_000_000, description="basis points or kopecks, by the kind")]
    operator_id: Text = ""
    approved_by: Text | None = None
    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDocument:
    """A position. ``line_id`` is unique in the basket; without one it is the line's number, from 1."""

    item: GoodsDocument
    quantity: Thousandths = 1000
    line_id: Name | None = None
    manual_discount: DiscountDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePointsDocument:
    """A choice for one line. ``value``: kopecks for sum, whole pieces (k of n) for pieces, else 0."""

    line_id: Name
    mode: LinePointsMode
    value: Money = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsDocument:
    """What the customer wants to pay with points: ``mode`` is for all lines without a choice of their own.

    ``sum_kopecks`` belongs to the mode sum.
    """

    mode: PointsMode = PointsMode.NONE
    sum_kopecks: Money = 0
    lines: tuple[LinePointsDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketDocument:
    """A basket. ``opened_at`` is the business time where the command names none.

    ``receipt_id``: without one, the basket's number in the file, from 1. ``customer_id`` null: the customer given, if
    exactly one is, else nobody.
    """

    lines: tuple[LineDocument, ...]
    receipt_id: Name | None = None
    opened_at: Moment | None = None
    customer_id: Name | None = None
    points: PointsDocument = PointsDocument()
    coupons: tuple[Name, ...] = ()
    manual_discount: DiscountDocument | None = None
    shop_code: Text = ""
