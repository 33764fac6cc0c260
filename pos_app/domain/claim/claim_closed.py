"""The till gives a number back that the server kept for one of its receipts, or never heard about."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.reservation.closed import CloseReason


@dataclass(frozen=True, slots=True)
class ClaimClosed:
    """``closing_id`` is its operation's id. A claim whose number a receipt took ends with the receipt, without this."""

    closing_id: str
    claim_id: str
    kind: ClaimKind
    number: str
    reason: CloseReason
    closed_at: datetime
