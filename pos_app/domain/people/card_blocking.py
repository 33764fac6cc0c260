"""A card ends, or is taken up again; its holder and his points stay what they are."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.people.held_card import BlockReason


@dataclass(frozen=True, slots=True)
class CardBlocked:
    """A card that must not be taken any more. ``blocking_id`` is the operation's id."""

    blocking_id: str
    customer_id: str
    card_number: str
    reason: BlockReason
    operator_id: str
    blocked_at: datetime


@dataclass(frozen=True, slots=True)
class CardActivated:
    """A blocked card is good again (it was found). ``activation_id`` is the operation's id.

    ``approved_by``: the senior person who agreed; the operator himself if he is senior.
    """

    activation_id: str
    customer_id: str
    card_number: str
    operator_id: str
    approved_by: str
    activated_at: datetime
