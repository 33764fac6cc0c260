"""What is reported of people, and what the books know of them."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.people.deed import Deed
from pos_app.domain.people.fact import KeptFact, PersonFact
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


class PersonBooks(Protocol):
    """The part of ``TillBooks`` for customers who joined already."""

    def record_people(self, facts: Sequence[PersonFact], deeds: Sequence[Deed] = ()) -> None:
        """Store and queue these together, in their order; the very same ones again change nothing.

        ``deeds`` go into the journal of who did what with them.
        """
        ...

    def person_facts(self, customer_id: str) -> tuple[KeptFact, ...]:
        """What was reported of a person here, oldest first."""
        ...

    def card_fact(self, card_number: str) -> KeptFact | None:
        """The last that was reported of a card here and that the server did not refuse."""
        ...

    def registered(self, customer_id: str) -> CustomerRegistered | None:
        """Who was registered here under this id."""
        ...

    def receipts_of(self, customer_id: str, limit: int, skipped: int = 0) -> tuple[Sale | SaleReturn, ...]:
        """His receipts at this till, newest first, behind the first ``skipped``."""
        ...
