"""The full form, consents given and taken back later, and a look at a phone in clear."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol

from pos_app.domain.codes.phone import formatted
from pos_app.domain.people.consent import Consent, ConsentGiven, ConsentPurpose, ConsentWay, ConsentWithdrawn
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.email import is_email
from pos_app.domain.people.fact import FactState
from pos_app.domain.people.operator import Operator
from pos_app.domain.people.phone_trust import PhoneShown
from pos_app.services.customer_desk.recorder import PeopleRecorder
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.registration import CONSENT_TEXT, LONGEST_NAME
from sync.protocol.customer_page import ConsentRow

OLDEST_YEARS = 120


class EmailSealer(Protocol):
    """Ciphertext of an address (``sync.vault``)."""

    def seal_email(self, email: str, customer_id: str) -> bytes:
        """Bound to the customer."""
        ...


@dataclass(frozen=True, slots=True)
class FullForm:
    """As it stands, or as it was told; ``email`` empty and ``birth_day`` None where nothing is known."""

    name: str
    email: str = field(default="", repr=False)
    birth_day: date | None = None


@dataclass(frozen=True, slots=True)
class ConsentHeld:
    """What holds for one purpose: given or not, since when, and to which text."""

    purpose: ConsentPurpose
    given: bool
    at: datetime | None = None
    text_version: str = ""


class FormService:
    """Works without the server; each change is one record in the queue."""

    def __init__(
        self,
        *,
        books: TillBooks,
        directory: CustomerDirectory,
        recorder: PeopleRecorder,
        sealer: EmailSealer,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
    ) -> None:
        self._books = books
        self._directory = directory
        self._recorder = recorder
        self._sealer = sealer
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._deeds = DeedWriter(clock, ids)

    def form(self, customer_id: str) -> FullForm:
        """What is known of him. ServiceError ``customer_unknown``."""
        customer = self._customer(customer_id)
        contacts = self._directory.contacts(customer_id)
        return FullForm(customer.name, contacts.email if contacts is not None else "", customer.birth_day)

    def change(self, customer_id: str, form: FullForm, operator: Operator) -> None:
        """Store the form as it was told.

        ServiceError ``name_needed``, ``not_an_email``, ``birth_day_impossible`` and those of storing.
        """
        self._customer(customer_id)
        name, email = " ".join(form.name.split()), form.email.strip()
        if not name or len(name) > LONGEST_NAME:
            raise ServiceError("name_needed")
        if email and not is_email(email):
            raise ServiceError("not_an_email")
        today = self._clock.now().astimezone(self._timezone).date()
        if form.birth_day is not None and not today.year - OLDEST_YEARS <= form.birth_day.year <= today.year:
            raise ServiceError("birth_day_impossible")
        if form.birth_day is not None and form.birth_day > today:
            raise ServiceError("birth_day_impossible")
        sealed = base64.b64encode(self._sealer.seal_email(email, customer_id)).decode("ascii") if email else ""
        record = DetailsChanged(
            change_id=self._ids.new_id(),
            customer_id=customer_id,
            name=name,
            email_cipher=sealed,
            birth_day=form.birth_day,
            operator_id=operator.operator_id,
            changed_at=self._clock.now(),
        )
        self._recorder.store((record,))

    def consents(self, customer_id: str, told: Sequence[ConsentRow] = ()) -> tuple[ConsentHeld, ...]:
        """What holds now for each purpose; ``told``: what the server said. Of both the newest word counts."""
        words = [(row.at, row.purpose, not row.withdrawn, row.text_version) for row in told]
        registered = self._books.registered(customer_id)
        for consent in () if registered is None else registered.consents:
            words.append((consent.given_at, consent.purpose, True, consent.text_version))
        for kept in self._books.person_facts(customer_id):
            if kept.state is FactState.PARKED:
                continue
            if isinstance(kept.fact, ConsentGiven):
                consent = kept.fact.consent
                words.append((consent.given_at, consent.purpose, True, consent.text_version))
            elif isinstance(kept.fact, ConsentWithdrawn):
                words.append((kept.fact.withdrawn_at, kept.fact.purpose, False, ""))
        newest = {purpose: (given, at, text) for at, purpose, given, text in sorted(words, key=lambda word: word[0])}
        return tuple(ConsentHeld(purpose, *newest.get(purpose, (False, None, ""))) for purpose in ConsentPurpose)

    def give_consent(self, customer_id: str, purpose: ConsentPurpose, operator: Operator) -> None:
        """He agreed to the text that was read out. ServiceError ``customer_unknown`` and those of storing."""
        self._customer(customer_id)
        now = self._clock.now()
        consent = Consent(purpose, CONSENT_TEXT, now, ConsentWay.SPOKEN)
        self._recorder.store((ConsentGiven(self._ids.new_id(), customer_id, consent, operator.operator_id, now),))

    def withdraw_consent(self, customer_id: str, purpose: ConsentPurpose, operator: Operator) -> None:
        """He does not agree any more. ServiceError as ``give_consent``."""
        self._customer(customer_id)
        record = ConsentWithdrawn(self._ids.new_id(), customer_id, purpose, operator.operator_id, self._clock.now())
        self._recorder.store((record,))

    def reveal_phone(self, customer_id: str, operator: Operator) -> str:
        """The number as it is read aloud; who asked stands in the journal before it is shown.

        ServiceError ``customer_unknown``, ``phone_not_here`` and those of storing: then nothing is shown.
        """
        self._customer(customer_id)
        contacts = self._directory.contacts(customer_id)
        if contacts is None or not contacts.phone_e164:
            raise ServiceError("phone_not_here")
        record = PhoneShown(self._ids.new_id(), customer_id, operator.operator_id, self._clock.now())
        self._recorder.store((record,), (self._deeds.deed(DeedKind.PHONE_SHOWN, operator, customer=customer_id),))
        return formatted(contacts.phone_e164)

    def _customer(self, customer_id: str) -> Customer:
        customer = self._directory.by_id(customer_id)
        if customer is None:
            raise ServiceError("customer_unknown")
        return customer
