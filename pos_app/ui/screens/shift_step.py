"""The steps of work with a shift: each asks one thing in the line of the shift screen."""

from enum import Enum, auto


class ShiftStep(Enum):
    """What the shift screen is at."""

    MENU = auto()
    CASH_IN = auto()
    CASH_OUT = auto()
    REASON = auto()
    COUNT = auto()
    CONFIRM = auto()
    OVER_SHORT = auto()
    CLOSED = auto()
    HELD = auto()
    PIN = auto()
