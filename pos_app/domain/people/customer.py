"""A customer as a till may show him."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.people.held_card import HeldCard


@dataclass(frozen=True, slots=True)
class Customer:
    """``masked_phone`` is like ``+7 973 ···-··-42``; the clear number stays encrypted in the store.

    ``confirmed``: the phone is known to be his; until then points are earned and not spent. ``masked_email``: like
    ``an···@mail.example``, empty without one. ``cards``: all that he holds or held, as far as this till knows.
    """

    customer_id: str
    name: str
    masked_phone: str
    card_number: str | None
    birth_day: date | None
    confirmed: bool = True
    masked_email: str = ""
    cards: tuple[HeldCard, ...] = ()
