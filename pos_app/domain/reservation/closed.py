"""The only way in which a reservation ends by its till: an operation queued behind every receipt that spent from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.money.units import Points


class CloseReason(StrEnum):
    """Why a till gives a reservation back.

    RECEIPT: the receipt that it was for is done. RELEASED: the customer does not want to spend after all. DEADLINE: the
    till's own clock passed it. RECALLED: the server asked for it. UNANSWERED: it was asked, and the till does not know
    whether it was granted. REJOINED: it belongs to an epoch that is over.
    """

    RECEIPT = "receipt"
    RELEASED = "released"
    DEADLINE = "deadline"
    RECALLED = "recalled"
    UNANSWERED = "unanswered"
    REJOINED = "rejoined"


@dataclass(frozen=True, slots=True)
class ReservationClosed:
    """The till will not spend from the reservation any more. ``closing_id`` is its operation's id.

    ``spent``: hundredths of a point that its receipts took from it; the rest goes back to what the customer may spend.
    """

    closing_id: str
    reservation_id: str
    customer_id: str
    spent: Points
    reason: CloseReason
    closed_at: datetime
