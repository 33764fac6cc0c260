"""A customer has another number now."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneChanged:
    """``change_id`` is the operation's id; hash and cipher as in ``CustomerRegistered``.

    Points stay with the person, the old number ends. That the new one is his is known by a code that was sent to it and
    told back (``code_id``), or by the word of a senior person (``approved_by``, with a ``reason``).
    """

    change_id: str
    customer_id: str
    phone_hash: str
    phone_cipher: str = field(repr=False)
    operator_id: str
    changed_at: datetime
    code_id: str = ""
    approved_by: str = ""
    reason: str = ""
