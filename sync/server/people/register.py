"""A registration: a new person, or somebody who is here already and registered at another till meanwhile."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from pos_app.domain.loyalty.rules.awards import WelcomeOccasion
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.operation import Operation, unix_ms
from sync.protocol.rows import Stream
from sync.server.awards.welcomes import give_welcomes, is_filled
from sync.server.feed import take_change_numbers
from sync.server.ingest.desk import Desk
from sync.server.ingest.late_friends import reward_earlier_purchases
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_account
from sync.server.people.consents import put_consent
from sync.server.people.directory import add_customer, change_customer, customer_row, person_named
from sync.server.people.merge import merge
from sync.server.people.phones import claim_phone, opened_phone
from sync.server.people.sealed_phone import SealedPhone
from sync.server.people.unheard_of import is_unheard_of

MERGE_REVIEW = "merge_review"


def register(desk: Desk, operation: Operation, record: CustomerRegistered) -> None:
    """Raises ``RuleBrokenError``: ``phone_unreadable``, ``customer_known``, and ``merge_review`` when the number is
    that of somebody with another name or birthday: then the person is here by himself, without a phone, until somebody
    decides.
    """
    phone = opened_phone(desk, record.phone_hash, record.phone_cipher, record.customer_id)
    present = customer_row(desk, record.customer_id)
    is_known = present is not None and not is_unheard_of(present)
    if is_known or person_named(desk, record.customer_id) != record.customer_id:
        raise RuleBrokenError("customer_known", f"customer {record.customer_id} is registered already")
    owner_id = claim_phone(desk, phone.phone_hash, record.customer_id)
    is_new = present is None
    if owner_id == record.customer_id:
        _add(desk, operation, record, phone, is_new=is_new)
        books = desk.books[record.customer_id]
        give_welcomes(desk, books, record.birth_day, WelcomeOccasion.REGISTERED)
        if is_filled(record.name, record.birth_day):
            give_welcomes(desk, books, record.birth_day, WelcomeOccasion.PROFILE_FILLED)
        if not is_new:
            reward_earlier_purchases(desk, record)
        return
    owner = customer_row(desk, owner_id)
    _add(desk, operation, record, None, is_new=is_new)
    if owner is None or contradict(owner, record.name, record.birth_day):
        raise RuleBrokenError(MERGE_REVIEW, f"customer {record.customer_id} has the phone of customer {owner_id}")
    registered_ms = owner.registered_ms
    is_older = registered_ms is not None and unix_ms(record.registered_at) < registered_ms
    stays, goes = (record.customer_id, owner_id) if is_older else (owner_id, record.customer_id)
    merge(desk, operation.op_id, stays, goes)


def contradict(owner: Row[Any], name: str, birth_day: date | None) -> bool:
    """Whether the two are hardly one person: other first names, or other birthdays."""
    names = [(text.split() or [""])[0].casefold() for text in (owner.name, name)]
    other_name = bool(names[0] and names[1]) and names[0] != names[1]
    return other_name or (owner.birth_day is not None and birth_day is not None and owner.birth_day != birth_day)


def _add(
    desk: Desk, operation: Operation, record: CustomerRegistered, phone: SealedPhone | None, *, is_new: bool
) -> None:
    """``is_new`` False: receipts were here before him, in the name of his id."""
    sealed = None if phone is None else desk.central.vault.encrypt(phone.e164, record.customer_id)
    put = add_customer if is_new else change_customer
    put(
        desk,
        record.customer_id,
        name=record.name,
        phone_hash=None if phone is None else phone.phone_hash,
        phone_cipher=sealed,
        birth_day=record.birth_day,
        registered_ms=unix_ms(record.registered_at),
        unconfirmed=desk.central.gateway is not None,
        invited_by=record.invited_by,
    )
    for consent in record.consents:
        put_consent(desk, record.customer_id, operation.op_id, consent)
    if is_new:
        number = take_change_numbers(desk.connection, Stream.ACCOUNTS, 1)[0]
        put_account(desk.sheet, record.customer_id, number)
    desk.sheet.write(desk.connection)
    desk.books |= load_books(desk.connection, {record.customer_id: Need(desk.today, whole=True)})
