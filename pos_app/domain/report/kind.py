"""What a figure of a report is; the unit of its integer goes with it."""

from enum import StrEnum


class Kind(StrEnum):
    """Python's type of the value stands behind each."""

    TEXT = "text"  # str: a name, a number of a receipt, what somebody wrote; never translated. Or a LocalText
    WORDS = "words"  # Words
    MONEY = "money"  # int, kopecks
    POINTS = "points"  # int, hundredths of a point
    COUNT = "count"  # int
    QUANTITY = "quantity"  # int, thousandths of a piece or kilogram
    SHARE = "share"  # int, basis points: 500 is 5 %
    DURATION = "duration"  # int, milliseconds
    HOUR = "hour"  # int, 0 to 23 by the shop's clock: the hour that begins then
    INSTANT = "instant"  # datetime, aware; shown by the shop's clock
    DAY = "day"  # date, a business day of the shop


NUMBERS = frozenset({Kind.MONEY, Kind.POINTS, Kind.COUNT, Kind.QUANTITY, Kind.SHARE, Kind.DURATION})
"""Kinds that add up or are measured; they stand at the right of their column and may be drawn."""
