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
    """Days that are counted. Sizes and moves of segments as looked at on ``last_look``, beside ``first_look`` (None:

    nobody was looked at so far); moves between tiers as they happened.
    """

    first_day: date
    last_day: date
    first_look: date | None
    last_look: date | None
    segments: tuple[SizeLine, ...]
    tiers: tuple[SizeLine, ...]
    segment_moves: tuple[Move, ...]
    tier_moves: tuple[Move, ...]
