"""The second, full form: what a customer tells of himself after he joined."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DetailsChanged:
    """All of the form as it stands now. ``change_id`` is the operation's id.

    ``email_cipher``: the sealed address, base64, bound to the customer; empty without one.
    """

    change_id: str
    customer_id: str
    name: str = field(repr=False)
    email_cipher: str = field(repr=False)
    birth_day: date | None
    operator_id: str
    changed_at: datetime
