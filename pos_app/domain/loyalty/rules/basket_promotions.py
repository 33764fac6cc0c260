"""Stage 3: promotions on the basket, by the sum that the promotions on goods left."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.benefit import Reduction
from pos_app.domain.loyalty.rules.figures import SomeMoney, Times
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class ThresholdStep:
    """From ``from_kopecks`` of the eligible goods on, the benefit is for all of them together."""

    from_kopecks: SomeMoney
    benefit: Reduction


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Rule):
    """The highest step reached by the selected goods, split over them in proportion to what is left of each line."""

    goods: GoodsSelector = ALL_GOODS
    steps: Annotated[tuple[ThresholdStep, ...], Field(min_length=1, max_length=20)]
    kind: Literal["threshold"] = "threshold"


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryFullSum(Rule):
    """``off_kopecks`` for every full ``each_kopecks`` of the selected goods, at most ``max_times`` times."""

    goods: GoodsSelector = ALL_GOODS
    each_kopecks: SomeMoney
    off_kopecks: SomeMoney
    max_times: Times | None = None
    kind: Literal["every_full_sum"] = "every_full_sum"
