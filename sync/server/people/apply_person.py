"""Applies what tills report about people."""

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.operation import Operation
from sync.server.ingest.desk import Desk
from sync.server.people.cards import bind_card
from sync.server.people.consents import put_consent, withdraw_consent
from sync.server.people.directory import require_person
from sync.server.people.phones import change_phone
from sync.server.people.register import register

PersonRecord = CustomerRegistered | CardBound | PhoneChanged | ConsentGiven | ConsentWithdrawn


def apply_person(desk: Desk, operation: Operation, record: PersonRecord) -> None:
    """Raises ``RuleBrokenError``; then nothing was changed, but for a registration that waits for a person's review."""
    match record:
        case CustomerRegistered():
            register(desk, operation, record)
        case CardBound():
            bind_card(desk, record)
        case PhoneChanged():
            change_phone(desk, record)
        case ConsentGiven():
            put_consent(desk, require_person(desk, record.customer_id), record.consent_id, record.consent)
        case ConsentWithdrawn():
            withdraw_consent(desk, require_person(desk, record.customer_id), record)
