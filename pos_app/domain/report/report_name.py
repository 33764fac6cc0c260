"""The reports about days that a reader may choose, in the order in which they are offered."""

from enum import StrEnum


class ReportName(StrEnum):
    """Stands in addresses of pages and in names of files."""

    DAYS = "days"
    HOURS = "hours"
    CASHIERS = "cashiers"
    DISCOUNTS = "discounts"
    POINTS = "points"
    DIFFERENCES = "differences"
    DEEDS = "deeds"
    SUSPICION = "suspicion"
