"""Whether a number is known to be the customer's own, and who looked at it in clear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneVouched:
    """A senior person vouches that the number is the customer's: for when no code can be sent.

    ``vouching_id`` is the operation's id; ``approved_by``: who vouched, the operator himself if he is senior.
    """

    vouching_id: str
    customer_id: str
    operator_id: str
    approved_by: str
    reason: str
    vouched_at: datetime


@dataclass(frozen=True, slots=True)
class PhoneShown:
    """Somebody had a customer's number shown in clear; kept for the journal. ``showing_id`` is the operation's id."""

    showing_id: str
    customer_id: str
    operator_id: str
    shown_at: datetime
