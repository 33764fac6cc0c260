"""A customer as a till may show him."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Customer:
    """``masked_phone`` is like ``+7 973 ···-··-42``; the clear number stays encrypted in the store."""

    customer_id: str
    name: str
    masked_phone: str
    card_number: str | None
    birth_day: date | None
