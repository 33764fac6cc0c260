"""What a customer agreed to, and took back: each consent for one purpose, to a text that can be shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ConsentPurpose(StrEnum):
    """What the shop may do. Each is asked for by itself (152-FZ, art. 9; 38-FZ, art. 18)."""

    PERSONAL_DATA = "personal_data"
    MARKETING = "marketing"


class ConsentWay(StrEnum):
    """How it was given."""

    SPOKEN = "spoken"
    """Said at the counter; the cashier confirmed it."""
    SIGNED = "signed"
    SCREEN = "screen"
    """Touched on the customer's screen."""
    CODE = "code"
    """By a code from a message."""


@dataclass(frozen=True, slots=True)
class Consent:
    """``text_version`` names the wording that was shown."""

    purpose: ConsentPurpose
    text_version: str
    given_at: datetime
    way: ConsentWay


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent that came after the registration. ``consent_id`` is the operation's id."""

    consent_id: str
    customer_id: str
    consent: Consent
    operator_id: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """A consent taken back. ``withdrawal_id`` is the operation's id."""

    withdrawal_id: str
    customer_id: str
    purpose: ConsentPurpose
    operator_id: str
    withdrawn_at: datetime
