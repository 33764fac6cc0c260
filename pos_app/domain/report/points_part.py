"""Figures of points that no receipt makes; what stands behind each is told by the points ledger."""

from enum import StrEnum


class PointsPart(StrEnum):
    """``OWED`` and ``DEBT`` are accounts as they are now, the others postings of some days."""

    AWARDED = "awarded"
    BURNT = "burnt"
    CHARITY = "charity"
    CORRECTED = "corrected"
    OWED = "owed"
    DEBT = "debt"
