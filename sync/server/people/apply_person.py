"""Applies what tills report about people."""

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.domain.people.record import PersonRecord
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.operation import Operation
from sync.server.ingest.desk import Desk
from sync.server.people.cards import activate_card, bind_card, block_card
from sync.server.people.consents import put_consent, withdraw_consent
from sync.server.people.details import change_details
from sync.server.people.directory import require_person
from sync.server.people.merge_by_person import merge_customers
from sync.server.people.phone_trust import note_phone_shown, vouch_for_phone
from sync.server.people.phones import change_phone
from sync.server.people.register import register


def apply_person(desk: Desk, operation: Operation, record: PersonRecord) -> None:
    """Raises ``RuleBrokenError``; then nothing was changed, but for a registration that waits for a person's review."""
    match record:
        case CustomerRegistered():
            register(desk, operation, record)
        case CardBound():
            bind_card(desk, record)
        case CardBlocked():
            block_card(desk, record)
        case CardActivated():
            activate_card(desk, record)
        case PhoneChanged():
            change_phone(desk, record)
        case PhoneVouched():
            vouch_for_phone(desk, record)
        case PhoneShown():
            note_phone_shown(desk, record)
        case DetailsChanged():
            change_details(desk, record)
        case ConsentGiven():
            put_consent(desk, require_person(desk, record.customer_id), record.consent_id, record.consent)
        case ConsentWithdrawn():
            withdraw_consent(desk, require_person(desk, record.customer_id), record)
        case CustomersMerged():
            merge_customers(desk, operation, record)
