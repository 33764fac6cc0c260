"""The integer units of the house. No float ever holds money, points or a quantity."""

from enum import StrEnum

Kopecks = int
"""Money in whole kopecks."""

Points = int
"""Hundredths of a point."""

Quantity = int
"""Thousandths of the item's unit: one piece is 1000, 250 g of a kilogram item is 250."""

BasisPoints = int
"""Hundredths of a percent: 5 % is 500."""

ONE: Quantity = 1000


class Unit(StrEnum):
    """What a quantity counts."""

    PIECE = "piece"
    KILOGRAM = "kilogram"
