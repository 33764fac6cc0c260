"""The full form: name, e-mail address, birthday."""

import base64
import binascii

from pos_app.domain.loyalty.rules.awards import WelcomeOccasion
from pos_app.domain.people.details import DetailsChanged
from sync.server.awards.welcomes import give_welcomes, is_filled
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.books_reader import Need, load_books
from sync.server.people.directory import change_customer, require_person
from sync.vault.phone_vault import PhoneUnreadableError


def change_details(desk: Desk, record: DetailsChanged) -> None:
    """All of the form as it was told. Raises ``RuleBrokenError`` ``email_unreadable``."""
    person = require_person(desk, record.customer_id)
    sealed = None
    if record.email_cipher:
        vault = desk.central.vault
        try:
            email = vault.open_email(base64.b64decode(record.email_cipher, validate=True), record.customer_id)
        except (ValueError, binascii.Error, PhoneUnreadableError) as error:
            raise RuleBrokenError("email_unreadable", f"the address of customer {person} does not open") from error
        sealed = vault.seal_email(email, person)
    if is_filled(record.name, record.birth_day):
        if person not in desk.books:
            desk.books |= load_books(desk.connection, {person: Need(desk.today)})
        give_welcomes(desk, desk.books[person], record.birth_day, WelcomeOccasion.PROFILE_FILLED)
    change_customer(desk, person, name=record.name, birth_day=record.birth_day, email_cipher=sealed)
