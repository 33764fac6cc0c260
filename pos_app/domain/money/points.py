"""Points and the money they are worth. ``point_value_kopecks`` is the worth of one whole point (100 hundredths)."""

from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import Kopecks, Points

WHOLE_POINT: Points = 100


def points_to_kopecks(points: Points, point_value_kopecks: Kopecks) -> Kopecks:
    """What ``points`` (hundredths) pay, rounded down to the kopeck."""
    return div_floor(points * point_value_kopecks, WHOLE_POINT)


def kopecks_to_points(kopecks: Kopecks, point_value_kopecks: Kopecks) -> Points:
    """The hundredths of a point it takes to pay ``kopecks``, rounded up."""
    return div_ceil(kopecks * WHOLE_POINT, point_value_kopecks)


def least_kopecks_for(points: Points, point_value_kopecks: Kopecks) -> Kopecks:
    """The least sum that takes at least ``points`` (hundredths) to pay; 0 for 0 points."""
    if points <= 0:
        return 0
    return div_floor((points - 1) * point_value_kopecks, WHOLE_POINT) + 1
