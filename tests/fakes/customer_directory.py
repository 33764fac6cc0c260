"""Customers in memory. Passes ``tests/contracts/customer_directory_contract.py``."""

from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.contacts import Contacts
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.held_card import HeldCard


class InMemoryCustomerDirectory:
    """The phones are in clear here: tests use numbers of the range +7 973."""

    def __init__(self) -> None:
        self.people: dict[str, tuple[Customer, str]] = {}
        self.accounts: dict[str, Account] = {}
        self.emails: dict[str, str] = {}

    def add(self, customer: Customer, e164: str, account: Account | None = None) -> None:
        """Put a customer in, or replace him; those added first count as the most recent."""
        self.people[customer.customer_id] = (customer, e164)
        if account is not None:
            self.accounts[customer.customer_id] = account

    def set_account(self, account: Account) -> None:
        """The feed brought the account anew."""
        self.accounts[account.customer_id] = account

    def by_phone(self, e164: str) -> Customer | None:
        return next((customer for customer, phone in self.people.values() if phone == e164), None)

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        return tuple(customer for customer, phone in self.people.values() if phone.endswith(digits))[:limit]

    def by_card(self, card_number: str) -> Customer | None:
        held = self.card(card_number)
        return self.by_id(held[0]) if held is not None and held[1].in_force else None

    def card(self, card_number: str) -> tuple[str, HeldCard] | None:
        for customer, _ in self.people.values():
            for card in customer.cards:
                if card.card_number == card_number:
                    return customer.customer_id, card
            if customer.card_number == card_number:
                return customer.customer_id, HeldCard(card_number)
        return None

    def contacts(self, customer_id: str) -> Contacts | None:
        found = self.people.get(customer_id)
        return None if found is None else Contacts(found[1], self.emails.get(customer_id, ""))

    def by_id(self, customer_id: str) -> Customer | None:
        found = self.people.get(customer_id)
        return None if found is None else found[0]

    def account(self, customer_id: str) -> Account | None:
        return self.accounts.get(customer_id)

    def count(self) -> int:
        return len(self.people)
