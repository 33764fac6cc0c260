"""A priced basket as a document: what `./till price` prints and `./till mirror` reads.

Kopecks, hundredths of a point, thousandths; nothing else. ``format`` changes when a reader would have to.
"""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.loyalty.rules.figures import Day, Moment
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import TraceOutcome
from pos_app.services.documents.figures import Whole

PRICED_FORMAT: Final = "kopilka-priced/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeNamed:
    """The version that priced it, and the picture of points that it prints."""

    programme_id: str
    version: int
    receipt_picture: ReceiptPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of the lines: list − discount = net; net − points_kopecks = money, the sum to pay.

    ``cash_rounding_kopecks``: what is let off if all of it is paid in cash. ``points_limit_kopecks``: most that points
    may pay here; ``points_refusal`` the reason where that is nothing.
    """

    list_kopecks: Whole
    discount_kopecks: Whole
    net_kopecks: Whole
    points: Whole
    points_kopecks: Whole
    money_kopecks: Whole
    cash_rounding_kopecks: Whole
    earned: Whole
    points_limit_kopecks: Whole
    points_refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTotal:
    """What a stage took off the lines together."""

    stage: Stage
    amount_kopecks: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWritten:
    """What one rule took off a line."""

    stage: Stage
    rule_id: str
    amount_kopecks: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningWritten:
    """What one rule added to what a line earns, hundredths of a point."""

    rule_id: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionWritten:
    """One fiscal position: price × quantity / 1000, half up, is the sum."""

    price_kopecks: Whole
    quantity: Whole
    sum_kopecks: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsWritten:
    """The line in both lawful pictures of points: they lower the price, or they pay beside the money."""

    discount: tuple[PositionWritten, ...]
    counter_performance: tuple[PositionWritten, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsCounted:
    """Positions of the whole receipt in each picture. ``too_many``: in the picture that the programme prints there are
    more than ``most``, which some registrars refuse.
    """

    discount: Whole
    counter_performance: Whole
    most: Whole
    too_many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLineWritten:
    """A line: list − Σ takes = net; net − points_kopecks = money.

    ``points_pieces``: k where k of n pieces are paid with points.
    """

    line_id: str
    item_id: str
    name: str
    unit: Unit
    price_kopecks: Whole
    quantity: Annotated[int, Field(ge=1)]
    list_kopecks: Whole
    takes: tuple[TakeWritten, ...]
    net_kopecks: Whole
    floor_kopecks: Whole
    points_cap_kopecks: Whole
    points_refusal: str | None
    points: Whole
    points_kopecks: Whole
    points_pieces: Whole | None
    money_kopecks: Whole
    earned: Whole
    earnings: tuple[EarningWritten, ...]
    positions: PositionsWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceWritten:
    """One rule of the programme and what became of it here.

    ``reason`` is a key, ``params`` its figures as text (kopecks, hundredths of a point, basis points) and names; what
    is missing is among them. ``name`` and ``text`` are the rule's own, null for what has none in the programme.
    """

    stage: str
    rule_id: str
    name: LocalText | None
    text: LocalText | None = None
    outcome: TraceOutcome
    reason: str
    amount_kopecks: Whole
    points: int
    params: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponPrinted:
    """A coupon that the receipt prints for the next visit: a number of the series of the rule ``coupon``."""

    rule_id: str
    coupon: str
    from_day: Day
    until_day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedDocument:
    """A priced basket with the reason of every kopeck and every point."""

    format: Literal["kopilka-priced/1"]
    receipt_id: str
    customer_id: str | None
    shop_code: str
    priced_at: Moment
    programme: ProgrammeNamed
    totals: Totals
    stages: tuple[StageTotal, ...]
    lines: tuple[PricedLineWritten, ...]
    coupon_prints: tuple[CouponPrinted, ...]
    trace: tuple[TraceWritten, ...]
    positions: PositionsCounted | None = None
