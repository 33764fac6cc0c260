"""From which promises of the server the points of a receipt were spent."""

from dataclasses import dataclass

from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class RedemptionPart:
    """``points`` (hundredths, > 0) spent from a reservation.

    ``grant`` is the signed promise as the server gave it, so that a server restored from a backup can tell a lawful
    spend from an invented one; empty on receipts from before promises travelled along.
    """

    reservation_id: str
    points: Points
    grant: str = ""
