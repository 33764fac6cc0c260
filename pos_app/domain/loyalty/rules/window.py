"""When a rule is in force: days, weekdays and hours on the shop's own calendar and clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.loyalty.rules.figures import ClockTime, Day

_MIDNIGHT = (0, 0)


class Weekday(StrEnum):
    """Days of the week from Monday, as ``date.weekday`` counts them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``from_time`` until just before ``to_time``, within one day; ``to_time`` 00:00 is the day's end."""

    from_time: ClockTime
    to_time: ClockTime

    def hold(self, hour: int, minute: int) -> bool:
        """Whether that minute of a day is within."""
        begin, end = (self.from_time.hour, self.from_time.minute), (self.to_time.hour, self.to_time.minute)
        return begin <= (hour, minute) and (end == _MIDNIGHT or (hour, minute) < end)


@dataclass(frozen=True, slots=True)
class Window:
    """Both days are included; an empty tuple of weekdays or hours does not restrict."""

    from_day: Day | None = None
    to_day: Day | None = None
    weekdays: tuple[Weekday, ...] = ()
    hours: tuple[Hours, ...] = ()


ALWAYS = Window()


class Closed(StrEnum):
    """Why a window does not hold; the first in this order is the reason that is told."""

    NOT_BEGUN = "not_begun"
    OVER = "over"
    OTHER_WEEKDAY = "other_weekday"
    OTHER_HOURS = "other_hours"


def closed_because(window: Window, at: datetime) -> Closed | None:
    """None while the window holds. ``at`` is in the shop's local zone."""
    day = at.date()
    if window.from_day is not None and day < window.from_day:
        return Closed.NOT_BEGUN
    if window.to_day is not None and day > window.to_day:
        return Closed.OVER
    if window.weekdays and WEEK[day.weekday()] not in window.weekdays:
        return Closed.OTHER_WEEKDAY
    if window.hours and not any(hours.hold(at.hour, at.minute) for hours in window.hours):
        return Closed.OTHER_HOURS
    return None
