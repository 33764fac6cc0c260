"""A customer has another number now."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    """``change_id`` is the operation's id; hash and cipher as in ``CustomerRegistered``.

    Points stay with the person, the old number ends.
    """

    change_id: str
    customer_id: str
    phone_hash: str
    phone_cipher: str = field(repr=False)
    operator_id: str
    changed_at: datetime
