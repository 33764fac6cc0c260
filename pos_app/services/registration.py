"""Joining at the counter: name, phone and two consents; works without the server.

The till makes the customer's id. If the server finds that it knows the phone already, the older person stays and the
points of both come together there; until then this till earns for the id that it made.
"""

import base64
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.people.consent import Consent, ConsentPurpose, ConsentWay
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Operator
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.store_once import StoreOnce

CONSENT_TEXT = "2026-1"
"""Version of the wording that the cashier reads out (``ui/dialogs/registration.py``)."""
LONGEST_NAME = 100
_BOTH = (ConsentPurpose.PERSONAL_DATA, ConsentPurpose.MARKETING)


class PhoneSealer(Protocol):
    """Keyed hash and ciphertext of a phone (``sync.vault``)."""

    def hash(self, e164: str) -> bytes:
        """What a person is found by."""
        ...

    def encrypt(self, e164: str, customer_id: str) -> bytes:
        """Bound to the customer."""
        ...


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What was said: ``phone`` in any spelling; the consents are asked one by one.

    ``friend``: whoever invited him, by card number or phone, empty for nobody.
    """

    phone: str = ""
    name: str = ""
    personal_data: bool = False
    advertising: bool = False
    friend: str = ""


class RegistrationService:
    """Each registration is one operation in the queue."""

    def __init__(
        self, *, books: TillBooks, directory: CustomerDirectory, sealer: PhoneSealer, clock: Clock, ids: Ids
    ) -> None:
        self._books = books
        self._directory = directory
        self._sealer = sealer
        self._clock = clock
        self._ids = ids
        self._once: StoreOnce[CustomerRegistered] = StoreOnce()

    def register(self, said: NewCustomer, operator: Operator) -> str:
        """Store it; the customer's id.

        ServiceError ``name_needed``, ``consent_needed`` (personal data: without it nobody may join), ``phone_taken``,
        ``friend_unknown``, the keys of a phone that is none; ``not_stored``, ``checking_last_receipt``.
        """
        settled = self._once.settle()
        if settled is not None:
            return settled.customer_id
        e164, name = _e164(said.phone), as_a_name(said.name)
        if not name or len(name) > LONGEST_NAME:
            raise ServiceError("name_needed")
        if not said.personal_data:
            raise ServiceError("consent_needed")
        if self._directory.by_phone(e164) is not None:
            raise ServiceError("phone_taken", phone=phone.masked(e164))
        record = self._record(e164, name, said, operator)
        self._once.store(record, self._books.record_registration)
        return record.customer_id

    def friend(self, typed: str) -> Customer | None:
        """Who invited him: the holder of a card number or phone; None where nothing was typed.

        ServiceError ``friend_unknown``: nobody has it, or this till does not know him.
        """
        if not typed.strip():
            return None
        found = None
        try:
            found = self._directory.by_card(card_number.parse(typed))
        except CodeError:
            with suppress(CodeError):
                found = self._directory.by_phone(phone.parse(typed))
        if found is None:
            raise ServiceError("friend_unknown")
        return found

    def _record(self, e164: str, name: str, said: NewCustomer, operator: Operator) -> CustomerRegistered:
        friend = self.friend(said.friend)
        customer_id, now = self._ids.new_id(), self._clock.now()
        return CustomerRegistered(
            registration_id=self._ids.new_id(),
            customer_id=customer_id,
            name=name,
            phone_hash=self._sealer.hash(e164).hex(),
            phone_cipher=base64.b64encode(self._sealer.encrypt(e164, customer_id)).decode("ascii"),
            birth_day=None,
            consents=_consents(said.advertising, now),
            operator_id=operator.operator_id,
            registered_at=now,
            invited_by=None if friend is None else friend.customer_id,
        )


def as_a_name(typed: str) -> str:
    """Single spaces; where all letters are small, as those on the screen are, each word begins with a capital."""
    words = typed.split()
    if typed != typed.lower():
        return " ".join(words)
    return " ".join("-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in words)


def _consents(advertising: bool, at: datetime) -> tuple[Consent, ...]:
    purposes = _BOTH if advertising else _BOTH[:1]
    return tuple(Consent(purpose, CONSENT_TEXT, at, ConsentWay.SPOKEN) for purpose in purposes)


def _e164(typed: str) -> str:
    try:
        return phone.parse(typed)
    except CodeError as error:
        raise ServiceError(error.key, **error.params) from error
