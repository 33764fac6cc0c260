"""A card handed to a customer at a till."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CardBound:
    """``binding_id`` is the operation's id. The first binding of a number in the server's order stays."""

    binding_id: str
    customer_id: str
    card_number: str
    operator_id: str
    bound_at: datetime
