"""What the server promised with a reservation; it signs these figures."""

from dataclasses import dataclass

from pos_app.domain.money.units import Points
from pos_app.domain.reservation.kind import ReservationKind


@dataclass(frozen=True, slots=True)
class ReservationTerms:
    """``granted`` hundredths of a point for one till in one epoch of it.

    The till may spend them for ``duration_ms`` from the moment at which it sent its request, by its own clock.
    """

    reservation_id: str
    till_id: str
    epoch: int
    customer_id: str
    kind: ReservationKind
    granted: Points
    duration_ms: int
