"""Stage 7, and how points live: their worth, how they may be spent, when they begin and end."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import Days, EarnStep, Rate, SomeDays, Times
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector


class DebtPolicy(StrEnum):
    """What a return does when the earned points that it takes back are spent already."""

    DEBT = "debt"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class PointsRules:
    """Spending and earning, see loyalty-rules «Units», «Paying with points», «Earning».

    ``point_value_kopecks``: worth of one whole point. ``min_points``: hundredths; below nothing may be spent.
    ``earn_step``: 1 (hundredth of a point) or 100 (whole points); the receipt's total is floored to it once.
    ``pending_days``: earned points may be spent so many days later (0: at once). ``goods``: what may be paid with
    points; ``discounted_goods``: also what an earlier stage discounted.
    """

    point_value_kopecks: Annotated[int, Field(ge=1, le=1_000_000, description="kopecks; worth of one whole point")] = (
        100
    )
    max_points_share_bp: Rate = 5000
    min_points: Annotated[int, Field(ge=0, le=100_000_000, description="hundredths; below nothing may be spent")] = 0
    earn_step: EarnStep = 1
    lot_days: SomeDays = 365
    burn_notice_days: Days = 30
    return_grace_days: Days = 14
    debt_policy: DebtPolicy = DebtPolicy.DEBT
    pending_days: Days = 0
    goods: GoodsSelector = ALL_GOODS
    discounted_goods: bool = True
    most_spends_per_day: Times | None = None
