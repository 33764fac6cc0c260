"""Customers as the counter finds them: those of the server's feed, and what was reported here that it has not yet.

Fulfils ``CustomerDirectory`` by its shape. Where both know somebody, the feed is right: the server may have found that
a phone belongs to a person it knew before. Of a card the later word counts, whoever said it.
"""

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
from pos_app.domain.people.fact import FactState, KeptFact
from pos_app.domain.people.held_card import HeldCard
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneVouched
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.operation import unix_ms
from sync.store.books import Books
from sync.store.customer_index import CustomerIndex
from sync.vault.phone_vault import PhoneUnreadableError, PhoneVault


class KnownCustomers:
    """Reads of one thread."""

    def __init__(self, feed: CustomerIndex, here: Books, vault: PhoneVault) -> None:
        self._feed = feed
        self._here = here
        self._vault = vault

    def by_phone(self, e164: str) -> Customer | None:
        """The one person of that phone; who has another number since is not found by the old one."""
        moved, hash_hex = self._moved(), self._vault.hash(e164).hex()
        for customer_id, change in moved.items():
            if change.phone_hash == hash_hex:
                return self.by_id(customer_id)
        found = self._feed.by_phone(e164)
        if found is None:
            found = self._person(self._here.registered_by_phone(self._vault.hash(e164)))
        if found is None or found.customer_id in moved:
            return None
        return self._as_of_now(found)

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
        told = [self._as_of_now(person) for person in self._feed.by_last4(digits, limit)]
        moved = self._moved()
        stays = [person for person in (*joined, *told) if person.customer_id not in moved]
        came = [
            person
            for customer_id, change in moved.items()
            if self._opened(change)[-len(digits) :] == digits and (person := self.by_id(customer_id)) is not None
        ]
        return (*came, *stays)[:limit]

    def by_card(self, card_number: str) -> Customer | None:
        """The holder of a card in force."""
        held = self.card(card_number)
        return self.by_id(held[0]) if held is not None and held[1].in_force else None

    def card(self, card_number: str) -> tuple[str, HeldCard] | None:
        """Who holds or held a card, and whether it is in force."""
        told = self._feed.card(card_number)
        kept = self._here.card_fact(card_number)
        own = None if kept is None else _held(kept)
        if own is None or kept is None or (told is not None and _is_later(told[1], own)):
            return told
        return _holder(kept), own

    def by_id(self, customer_id: str) -> Customer | None:
        """The person behind an id."""
        found = self._feed.by_id(customer_id)
        return self._as_of_now(found) if found is not None else self._person(self._here.registered(customer_id))

    def account(self, customer_id: str) -> Account | None:
        """The server's last known account; an empty one for who joined here, whose points wait for the server."""
        found = self._feed.account(customer_id)
        if found is None and self._here.registered(customer_id) is not None:
            return Account(customer_id, 0, 0, (), None, 0)
        return found

    def contacts(self, customer_id: str) -> Contacts | None:
        """Phone and address in clear."""
        told = self._feed.contacts(customer_id)
        if told is None:
            joined = self._here.registered(customer_id)
            if joined is None:
                return None
            told = Contacts(self._phone(joined), "")
        for kept in self._here.person_facts(customer_id):
            if kept.state is not FactState.QUEUED:
                continue
            if isinstance(kept.fact, DetailsChanged):
                told = Contacts(told.phone_e164, self._email(kept.fact))
            elif isinstance(kept.fact, PhoneChanged):
                told = Contacts(self._opened(kept.fact), told.email)
        return told

    def count(self) -> int:
        """How many customers are here."""
        return self._feed.count() + len(self._here.registered_people())

    def _person(self, record: CustomerRegistered | None) -> Customer | None:
        if record is None:
            return None
        e164 = self._phone(record)
        shown = masked(e164) if e164 else ""
        return self._as_of_now(
            Customer(record.customer_id, record.name, shown, None, record.birth_day, confirmed=False)
        )

    def _as_of_now(self, person: Customer) -> Customer:
        """With what was reported here and the server has not told yet."""
        cards = {card.card_number: card for card in person.cards}
        for kept in self._here.person_facts(person.customer_id):
            if kept.state is FactState.PARKED:
                continue
            own = _held(kept)
            if own is not None and not _is_later(cards.get(own.card_number), own):
                cards[own.card_number] = own
            elif kept.state is FactState.QUEUED:
                person = self._changed(person, kept)
        ordered = sorted(cards.values(), key=lambda card: (card.since is not None, card.since or 0, card.card_number))
        if not ordered:
            return person
        in_force = [card.card_number for card in ordered if card.in_force]
        return replace(person, cards=tuple(ordered), card_number=in_force[-1] if in_force else None)

    def _changed(self, person: Customer, kept: KeptFact) -> Customer:
        match kept.fact:
            case DetailsChanged() as form:
                email = masked_email(self._email(form))
                return replace(person, name=form.name, birth_day=form.birth_day, masked_email=email)
            case PhoneVouched():
                return replace(person, confirmed=True)
            case PhoneChanged() as change:
                e164 = self._opened(change)
                return replace(person, masked_phone=masked(e164) if e164 else "", confirmed=True)
        return person

    def _moved(self) -> dict[str, PhoneChanged]:
        """Who has another number since, by his id; of several the newest."""
        return {change.customer_id: change for change in self._here.phones_on_their_way()}

    def _opened(self, change: PhoneChanged) -> str:
        """In clear, in memory; empty if the keys are others now."""
        try:
            return self._vault.decrypt(base64.b64decode(change.phone_cipher), change.customer_id)
        except (PhoneUnreadableError, ValueError):
            return ""

    def _phone(self, record: CustomerRegistered) -> str:
        """In clear, in memory; empty if the keys are others now."""
        try:
            return self._vault.decrypt(base64.b64decode(record.phone_cipher), record.customer_id)
        except (PhoneUnreadableError, ValueError):
            return ""

    def _email(self, form: DetailsChanged) -> str:
        try:
            return self._vault.open_email(base64.b64decode(form.email_cipher), form.customer_id)
        except (PhoneUnreadableError, ValueError):
            return ""


def _held(kept: KeptFact) -> HeldCard | None:
    match kept.fact:
        case CardBound(card_number=number, bound_at=at) | CardActivated(card_number=number, activated_at=at):
            return HeldCard(number, None, at)
        case CardBlocked(card_number=number, reason=reason, blocked_at=at):
            return HeldCard(number, reason, at)
    return None


def _holder(kept: KeptFact) -> str:
    fact = kept.fact
    return fact.customer_id if isinstance(fact, CardBound | CardActivated | CardBlocked) else ""


def _is_later(told: HeldCard | None, own: HeldCard) -> bool:
    """Whether the server's word is the newer one; at the same moment it is the same word, or a binding that lost."""
    if told is None or told.since is None or own.since is None:
        return False
    return unix_ms(told.since) >= unix_ms(own.since)
