"""Customers as the counter finds them: those of the server's feed, and those registered here that it has not yet.

Fulfils ``CustomerDirectory`` by its shape. Where both know somebody, the feed is right: the server may have found that
a phone belongs to a person it knew before.
"""

import base64

from pos_app.domain.codes.phone import masked
from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.registration import CustomerRegistered
from sync.store.customer_index import CustomerIndex
from sync.store.registration_book import RegistrationBook
from sync.vault.phone_vault import PhoneUnreadableError, PhoneVault


class KnownCustomers:
    """Reads of one thread."""

    def __init__(self, feed: CustomerIndex, here: RegistrationBook, vault: PhoneVault) -> None:
        self._feed = feed
        self._here = here
        self._vault = vault

    def by_phone(self, e164: str) -> Customer | None:
        """The one person of that phone."""
        found = self._feed.by_phone(e164)
        return found if found is not None else self._person(self._here.registered_by_phone(self._vault.hash(e164)))

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        """People whose phone ends in the four digits; those who joined here just now come first."""
        joined = [
            person
            for record in self._here.registered_people()
            if self._phone(record)[-len(digits) :] == digits
            and self._feed.by_id(record.customer_id) is None
            and self._feed.by_phone(self._phone(record)) is None
            and (person := self._person(record)) is not None
        ]
        return (*joined, *self._feed.by_last4(digits, limit))[:limit]

    def by_card(self, card_number: str) -> Customer | None:
        """The holder of a card in force."""
        return self._feed.by_card(card_number)

    def by_id(self, customer_id: str) -> Customer | None:
        """The person behind an id."""
        found = self._feed.by_id(customer_id)
        return found if found is not None else self._person(self._here.registered(customer_id))

    def account(self, customer_id: str) -> Account | None:
        """The server's last known account; an empty one for who joined here, whose points wait for the server."""
        found = self._feed.account(customer_id)
        if found is None and self._here.registered(customer_id) is not None:
            return Account(customer_id, 0, 0, (), None, 0)
        return found

    def count(self) -> int:
        """How many customers are here."""
        return self._feed.count() + len(self._here.registered_people())

    def _person(self, record: CustomerRegistered | None) -> Customer | None:
        if record is None:
            return None
        e164 = self._phone(record)
        return Customer(record.customer_id, record.name, masked(e164) if e164 else "", None, record.birth_day)

    def _phone(self, record: CustomerRegistered) -> str:
        """In clear, in memory; empty if the keys are others now."""
        try:
            return self._vault.decrypt(base64.b64decode(record.phone_cipher), record.customer_id)
        except (PhoneUnreadableError, ValueError):
            return ""
