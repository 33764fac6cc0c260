"""Somebody joined at a till. No phone stands in the record in clear."""

from dataclasses import dataclass, field
from datetime import date, datetime

from pos_app.domain.people.consent import Consent


@dataclass(frozen=True, slots=True)
class CustomerRegistered:
    """``registration_id`` is the operation's id. ``customer_id`` is made by the till; the server
    may find that it is somebody it knows.

    ``phone_hash``: the keyed hash to search by, lower-case hex; ``phone_cipher``: the sealed number, base64.
    ``invited_by``: the customer whose code the newcomer told.
    """

    registration_id: str
    customer_id: str
    name: str = field(repr=False)
    phone_hash: str
    phone_cipher: str = field(repr=False)
    birth_day: date | None
    consents: tuple[Consent, ...]
    operator_id: str
    registered_at: datetime
    invited_by: str | None = None
