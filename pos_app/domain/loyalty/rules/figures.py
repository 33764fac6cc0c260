"""The figures of a programme document with their bounds: one place for its JSON Schema and for what is refused.

A bound is checked where a document is read (``programme_document``), not where the domain builds a value itself.
"""

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

Rate = Annotated[int, Field(ge=0, le=10_000, description="basis points: 5 % is 500")]
SomeRate = Annotated[int, Field(ge=1, le=10_000, description="basis points, more than none: 5 % is 500")]
Multiplier = Annotated[int, Field(ge=0, le=1_000_000, description="basis points: twice as much is 20000")]
Money = Annotated[int, Field(ge=0, le=100_000_000_000, description="kopecks")]
SomeMoney = Annotated[int, Field(ge=1, le=100_000_000_000, description="kopecks, more than none")]
PointsSum = Annotated[int, Field(ge=0, le=100_000_000_000, description="hundredths of a point")]
SomePoints = Annotated[int, Field(ge=1, le=100_000_000_000, description="hundredths of a point, more than none")]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000, description="thousandths: one piece or one kilogram is 1000")]
SomeAmount = Annotated[int, Field(ge=1, le=1_000_000_000, description="thousandths, more than none: one piece is 1000")]
Pieces = Annotated[int, Field(ge=1, le=10_000, description="whole pieces")]
Times = Annotated[int, Field(ge=1, le=1_000_000, description="how often")]
Days = Annotated[int, Field(ge=0, le=36_500, description="days")]
NearDays = Annotated[int, Field(ge=0, le=180, description="days, at most half a year")]
SomeDays = Annotated[int, Field(ge=1, le=36_500, description="days, at least one")]
CODE_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,47}$"
COUPON_PATTERN = r"^[A-Z0-9][A-Z0-9-]{1,39}$"

Code = Annotated[
    str,
    Field(
        pattern=CODE_PATTERN,
        description="a name in the document: small Latin letters, digits, - and _",
    ),
]
CouponCode = Annotated[
    str,
    Field(pattern=COUPON_PATTERN, description="as printed and typed: capital Latin letters, digits and -"),
]
Text = Annotated[str, Field(min_length=1, max_length=200)]


def _whole_minutes(at: time) -> time:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise PydanticCustomError("time_of_clock", "a time of the shop's clock in hours and minutes, such as 17:30")
    return at


def _hundredth_or_whole(step: int) -> int:
    if step not in EARN_STEPS:
        raise PydanticCustomError("enum", "one of {expected}", {"expected": "1 or 100"})
    return step


EARN_STEPS = (1, 100)
EarnStep = Annotated[
    int,
    AfterValidator(_hundredth_or_whole),
    WithJsonSchema(
        {"type": "integer", "enum": list(EARN_STEPS), "description": "1: hundredths of a point; 100: whole points"}
    ),
]
ClockTime = Annotated[
    time,
    AfterValidator(_whole_minutes),
    PlainSerializer(lambda at: f"{at.hour:02d}:{at.minute:02d}", return_type=str, when_used="json"),
    WithJsonSchema(
        {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "description": "the shop's clock, 17:30"}
    ),
]
"""A time of day on the shop's clock, whole minutes."""

_DAY = r"2[01][0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
DAY_PATTERN = f"^{_DAY}$"
MOMENT_PATTERN = f"^{_DAY}T{_CLOCK}(:[0-5][0-9]([.][0-9]{{1,6}})?)?(Z|[+-]{_CLOCK})$"


def _written_moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(MOMENT_PATTERN, value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass  # such as the 30th of February
    raise PydanticCustomError("datetime_written", "a time with its offset in the years 2000 to 2199")


def _written_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(DAY_PATTERN, value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # such as the 30th of February
    raise PydanticCustomError("date_written", "a day in the years 2000 to 2199")


Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_written_moment),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "pattern": MOMENT_PATTERN,
            "description": "ISO 8601 with an offset or Z, in the years 2000 to 2199",
        }
    ),
]
"""An aware time; written in no other way than the schema says."""
Day = Annotated[
    date,
    BeforeValidator(_written_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY_PATTERN, "description": "2026-03-01"}),
]
"""A day of the shop's calendar."""
