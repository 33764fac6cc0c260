"""The loyalty programme as data: one versioned document with a start time, the same on every till and the server.

Loaded from JSON by ``programme_document.py``, which refuses an unsound document with every error at once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.money.units import BasisPoints, Kopecks, Points


@dataclass(frozen=True, slots=True)
class LocalText:
    """A name shown to people, in both languages of the shop floor."""

    ru: str
    en: str


class ReceiptPicture(StrEnum):
    """The two lawful pictures of points on a receipt (FNS letter ED-3-20/6387@)."""

    DISCOUNT = "discount"
    COUNTER_PERFORMANCE = "counter_performance"


class DebtPolicy(StrEnum):
    """What a return does when the earned points that it takes back are spent already."""

    DEBT = "debt"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class Tier:
    """A status by turnover: from ``turnover_kopecks`` on, a standing discount and a rate of earning."""

    code: str
    name: LocalText
    turnover_kopecks: Kopecks
    discount_bp: BasisPoints
    earn_bp: BasisPoints


@dataclass(frozen=True, slots=True)
class GoodsSelector:
    """Goods by group, brand or tag; an empty tuple does not restrict. All three must match."""

    groups: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NForMPromotion:
    """Take ``take`` pieces of the selected goods, pay for ``pay``: the cheapest of each such group are the gift."""

    rule_id: str
    name: LocalText
    goods: GoodsSelector
    take: int
    pay: int


@dataclass(frozen=True, slots=True)
class PointsRules:
    """Spending and earning, see loyalty-rules «Units», «Paying with points», «Earning».

    ``point_value_kopecks``: worth of one whole point. ``min_points``: hundredths; below nothing may be spent.
    ``earn_step``: 1 (hundredth of a point) or 100 (whole points); the receipt's total is floored to it once.
    """

    point_value_kopecks: Kopecks = 100
    max_points_share_bp: BasisPoints = 5000
    min_points: Points = 0
    earn_step: Points = 1
    lot_days: int = 365
    burn_notice_days: int = 30
    return_grace_days: int = 14
    debt_policy: DebtPolicy = DebtPolicy.DEBT


@dataclass(frozen=True, slots=True)
class Programme:
    """The document in force from ``starts_at`` (UTC) until a later version starts."""

    programme_id: str
    version: int
    starts_at: datetime
    name: LocalText
    floor_kopecks: Kopecks
    receipt_picture: ReceiptPicture
    points: PointsRules
    base_earn_bp: BasisPoints
    tiers: tuple[Tier, ...]
    promotions: tuple[NForMPromotion, ...]
