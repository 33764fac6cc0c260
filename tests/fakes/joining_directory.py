"""Customers in memory who know also what was reported at this till, as the real directory does."""

import base64
from dataclasses import replace

from pos_app.domain.codes.phone import masked
from pos_app.domain.loyalty.account import Account
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.contacts import Contacts
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.email import masked as masked_email
from pos_app.domain.people.fact import FactState
from pos_app.domain.people.held_card import HeldCard
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneVouched
from pos_app.domain.people.registration import CustomerRegistered
from tests.fakes.customer_directory import InMemoryCustomerDirectory
from tests.fakes.till_books import InMemoryTillBooks


class JoiningDirectory(InMemoryCustomerDirectory):
    """``confirmed``: whose phone the server told to be theirs."""

    def __init__(self, books: InMemoryTillBooks) -> None:
        super().__init__()
        self._books = books
        self.confirmed: set[str] = set()

    def by_phone(self, e164: str) -> Customer | None:
        moved = self._moved()
        for customer_id, phone in moved.items():
            if phone == e164:
                return self.by_id(customer_id)
        found = super().by_phone(e164)
        if found is not None:
            return None if found.customer_id in moved else self.by_id(found.customer_id)
        joined = [one for one in self._books.operations if isinstance(one, CustomerRegistered)]
        record = next((one for one in joined if one.phone_hash == e164.encode().hex()), None)
        return None if record is None or record.customer_id in moved else self.by_id(record.customer_id)

    def _moved(self) -> dict[str, str]:
        """New numbers by the ids of those who have them."""
        changes = [each for each in self._books.operations if isinstance(each, PhoneChanged)]
        return {
            each.customer_id: bytes.fromhex(each.phone_hash).decode()
            for each in changes
            if all(kept.state is not FactState.PARKED for kept in self._books.person_facts(each.customer_id))
        }

    def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
        found = super().by_last4(digits, limit)
        return tuple(person for each in found if (person := self.by_id(each.customer_id)) is not None)

    def by_id(self, customer_id: str) -> Customer | None:
        person = super().by_id(customer_id)
        if person is None:
            record = self._books.registered(customer_id)
            if record is None:
                return None
            phone = bytes.fromhex(record.phone_hash).decode()
            person = Customer(customer_id, record.name, masked(phone), None, record.birth_day, confirmed=False)
        person = replace(person, confirmed=person.confirmed or customer_id in self.confirmed)
        for kept in self._books.person_facts(customer_id):
            if kept.state is not FactState.PARKED:
                person = _changed(person, kept.fact)
        return person

    def card(self, card_number: str) -> tuple[str, HeldCard] | None:
        kept = self._books.card_fact(card_number)
        if kept is None:
            return super().card(card_number)
        fact = kept.fact
        assert isinstance(fact, CardBound | CardActivated | CardBlocked)
        return fact.customer_id, _card(fact)

    def contacts(self, customer_id: str) -> Contacts | None:
        told = super().contacts(customer_id)
        record = self._books.registered(customer_id)
        if told is None and record is not None:
            told = Contacts(bytes.fromhex(record.phone_hash).decode(), "")
        for kept in self._books.person_facts(customer_id):
            if told is not None and isinstance(kept.fact, DetailsChanged):
                told = Contacts(told.phone_e164, _email(kept.fact))
            if told is not None and isinstance(kept.fact, PhoneChanged):
                told = Contacts(bytes.fromhex(kept.fact.phone_hash).decode(), told.email)
        return told

    def account(self, customer_id: str) -> Account | None:
        empty = Account(customer_id, 0, 0, (), None, 0) if self._books.registered(customer_id) else None
        return super().account(customer_id) or empty


def _changed(person: Customer, fact: object) -> Customer:
    match fact:
        case DetailsChanged():
            return replace(person, name=fact.name, birth_day=fact.birth_day, masked_email=masked_email(_email(fact)))
        case PhoneVouched():
            return replace(person, confirmed=True)
        case PhoneChanged():
            shown = masked(bytes.fromhex(fact.phone_hash).decode())
            return replace(person, masked_phone=shown, confirmed=True)
        case CardBound() | CardActivated() | CardBlocked():
            held = person.cards or ((HeldCard(person.card_number),) if person.card_number else ())
            cards = {card.card_number: card for card in held}
            cards[fact.card_number] = _card(fact)
            in_force = [number for number, card in cards.items() if card.in_force]
            return replace(person, cards=tuple(cards.values()), card_number=in_force[-1] if in_force else None)
    return person


def _card(fact: CardBound | CardActivated | CardBlocked) -> HeldCard:
    if isinstance(fact, CardBlocked):
        return HeldCard(fact.card_number, fact.reason, fact.blocked_at)
    return HeldCard(fact.card_number, None, fact.bound_at if isinstance(fact, CardBound) else fact.activated_at)


def _email(form: DetailsChanged) -> str:
    return base64.b64decode(form.email_cipher).decode().partition(":")[2]
