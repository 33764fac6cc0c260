"""The till gives money back that the server had set aside on a certificate or an account, or never heard about."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.value_kind import ValueKind


@dataclass(frozen=True, slots=True)
class ValueHoldClosed:
    """``closing_id`` is its operation's id. A hold that a receipt paid with ends with the receipt, without this."""

    closing_id: str
    hold_id: str
    kind: ValueKind
    owner: str
    reason: CloseReason
    closed_at: datetime
