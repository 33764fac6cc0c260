"""The two names of a reservation."""

from enum import StrEnum


class ReservationKind(StrEnum):
    """HOLD: for one receipt, asked online when points are chosen. LEASE: for one till and customer, in advance."""

    HOLD = "hold"
    LEASE = "lease"
