"""How large segments and tiers are, and who moved: the figures of the report of segments."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import Kopecks


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A segment's or tier's ``code`` ("": no tier). ``visits`` and ``kopecks`` of its people's last year together."""

    code: str
    customers: int
    visits: int
    kopecks: Kopecks
    customers_before: int


@dataclass(frozen=True, slots=True)
class Move:
    """How many went from one to the other."""

    from_code: str
    to_code: str
    customers: int


@dataclass(frozen=True, slots=True)
class SegmentSheet:
    """As looked at on ``last_day``, beside ``first_day``; moves of the days after the first until the last."""

    first_day: date
    last_day: date
    segments: tuple[SizeLine, ...]
    tiers: tuple[SizeLine, ...]
    segment_moves: tuple[Move, ...]
    tier_moves: tuple[Move, ...]
