"""Segments of customers by recency, frequency and money of the last year.

Thresholds instead of fifths of the customers: a person's segment follows from his own purchases alone, so that it can
be said why he is in it, and looking at one person needs no other.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_app.domain.money.units import Kopecks

WINDOW_DAYS = 365


class Segment(StrEnum):
    """From the most to the least valuable; the order in which reports list them."""

    BEST = "best"  # lately, often, and for much money
    LOYAL = "loyal"  # lately, and often or for much money
    PROMISING = "promising"  # lately, not for the first time
    NEW = "new"  # lately, on one day
    COOLING = "cooling"  # was loyal or best, and is away longer than usual
    AT_RISK = "at_risk"  # was loyal or best, and is away for long
    PASSING = "passing"  # came now and then, and is away
    ASLEEP = "asleep"  # bought nothing for very long
    NEVER = "never"  # never bought anything in his name


@dataclass(frozen=True, slots=True)
class Habit:
    """What somebody bought in the last ``WINDOW_DAYS`` days, today included.

    ``last_day``: the newest day with a purchase (None: none in the window), ``visits``: days with one, ``kopecks``:
    money of purchases less returns. ``ever``: whether he ever bought anything, however long ago.
    """

    last_day: date | None
    visits: int
    kopecks: Kopecks
    ever: bool


@dataclass(frozen=True, slots=True)
class SegmentTerms:
    """Days since the last purchase up to which somebody is here lately, cools, is at risk; what is often, and much."""

    lately_days: int = 30
    cooling_days: int = 90
    risk_days: int = 180
    often_visits: int = 12
    much_kopecks: Kopecks = 30_000_00


def segment_of(habit: Habit, terms: SegmentTerms, today: date) -> Segment:
    """The one segment that fits."""
    if habit.last_day is None or habit.visits <= 0:
        return Segment.ASLEEP if habit.ever else Segment.NEVER
    away_days = (today - habit.last_day).days
    merits = (habit.visits >= terms.often_visits) + (habit.kopecks >= terms.much_kopecks)
    if away_days > terms.risk_days:
        return Segment.ASLEEP
    if away_days <= terms.lately_days:
        if merits:
            return Segment.BEST if merits == 2 else Segment.LOYAL
        return Segment.NEW if habit.visits == 1 else Segment.PROMISING
    if not merits:
        return Segment.PASSING
    return Segment.COOLING if away_days <= terms.cooling_days else Segment.AT_RISK
