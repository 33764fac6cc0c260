"""What a till's own records did to an account that the server's picture does not hold yet."""

from dataclasses import dataclass

from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class PointsDelta:
    """Sums over the records, hundredths of a point, each >= 0.

    ``from_reserved``: the part of ``spent`` that came out of reservations, and so stands in no lot of the server's row.
    """

    spent: Points = 0
    returned: Points = 0
    earned: Points = 0
    taken_back: Points = 0
    from_reserved: Points = 0
