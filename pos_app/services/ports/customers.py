"""Customers on this till, and the rotating cards seen."""

from typing import Protocol

from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.contacts import Contacts
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.held_card import HeldCard


class CustomerDirectory(Protocol):
    """Customers on this till, found by keyed hashes."""

    def by_phone(self, e164: str) -> Customer | None:
        """The one person of that phone."""
        ...

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        """People whose phone ends in the four digits; the shop's recent customers first."""
        ...

    def by_card(self, card_number: str) -> Customer | None:
        """The holder of a card in force."""
        ...

    def card(self, card_number: str) -> tuple[str, HeldCard] | None:
        """Who holds or held a card, by his id, and whether it is in force; None for a card that nobody was given."""
        ...

    def by_id(self, customer_id: str) -> Customer | None:
        """The person behind an id."""
        ...

    def account(self, customer_id: str) -> Account | None:
        """The server's last known account, None if it never told one."""
        ...

    def contacts(self, customer_id: str) -> Contacts | None:
        """Phone and address in clear, for who may see them; None for a stranger."""
        ...

    def count(self) -> int:
        """How many customers are here."""
        ...


class CardSteps(Protocol):
    """Which step of each rotating card was used last, here or, as far as the server told, at another till."""

    def last_step(self, card: str) -> int:
        """The last step that counts as used; -1 for none."""
        ...

    def accept(self, card: str, step: int) -> bool:
        """Note a step, durably. False if it, or a later one, was noted before: then nothing changes."""
        ...
