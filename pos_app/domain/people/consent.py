"""What a customer agreed to, and took back: each consent for one purpose, to a text that can be shown.

Purposes and ways are texts, not enumerations: a record from a newer till must stay readable.
"""

from dataclasses import dataclass
from datetime import datetime

PERSONAL_DATA = "personal_data"
"""Purpose: to be a member at all (152-FZ, art. 9)."""
ADVERTISING = "advertising"
"""Purpose: messages with offers (38-FZ, art. 18)."""

SPOKEN = "spoken"
"""Way: said at the counter, confirmed by the cashier."""
PAPER = "paper"
"""Way: signed."""
SCREEN = "screen"
"""Way: touched on the customer's screen."""


@dataclass(frozen=True, slots=True)
class Consent:
    """``text_version`` names the wording that was shown."""

    purpose: str
    text_version: str
    given_at: datetime
    way: str


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent that came after the registration. ``consent_id`` is the operation's id."""

    consent_id: str
    customer_id: str
    consent: Consent
    operator_id: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """A consent taken back. ``withdrawal_id`` is the operation's id."""

    withdrawal_id: str
    customer_id: str
    purpose: str
    operator_id: str
    withdrawn_at: datetime
