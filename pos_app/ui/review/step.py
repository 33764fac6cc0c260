"""The steps of reading reports: each asks or shows one thing."""

from enum import Enum, auto


class ReviewStep(Enum):
    """What the review screen is at."""

    PIN = auto()  # whose right it is
    WORKING = auto()  # a report is being read; Esc gives it up
    SHEET = auto()
    PAPER = auto()  # one receipt
    PERIOD = auto()
    MORE = auto()  # which report
    SAVE = auto()  # as what file
    NOTE = auto()  # to a Z report
    SIGN = auto()  # whose PIN accepts it


ASKING = frozenset({ReviewStep.PIN, ReviewStep.NOTE, ReviewStep.SIGN})
CHOOSING = frozenset({ReviewStep.PERIOD, ReviewStep.MORE, ReviewStep.SAVE})
