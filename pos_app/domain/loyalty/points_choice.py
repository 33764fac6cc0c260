"""What the customer chose to pay with points. A wish, not a result: the engine applies caps and floors to it."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.money.units import Kopecks


class PointsMode(StrEnum):
    """How much of what is not chosen by line."""

    NONE = "none"
    ALL = "all"
    SUM = "sum"
    WHOLE_ROUBLES = "whole_roubles"
    """The least points that leave a whole number of roubles to pay."""
    BEST = "best"
    """What saves the customer most: money not paid and the worth of the points that are earned, together."""


class LinePointsMode(StrEnum):
    """How much of one line."""

    NONE = "none"
    ALL = "all"
    SUM = "sum"
    PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class LinePoints:
    """A choice for one line. ``value``: kopecks for SUM, whole pieces (k of n) for PIECES, else 0."""

    mode: LinePointsMode
    value: int = 0


@dataclass(frozen=True, slots=True)
class PointsChoice:
    """``lines`` maps line ids (as pairs, sorted by id) to their choices; the rest follows ``mode``.

    ``sum_kopecks`` belongs to SUM: the whole sum to pay with points over the lines without a choice of their own; and
    to BEST: the most of it (0: as much as may be).
    """

    mode: PointsMode = PointsMode.NONE
    sum_kopecks: Kopecks = 0
    lines: tuple[tuple[str, LinePoints], ...] = ()


NO_POINTS = PointsChoice()
