"""Numbers: one person each, sealed, verified against their keyed hash; an old number ends with a date."""

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.people.phone_change import PhoneChanged
from sync.protocol.operation import unix_ms
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.people.directory import change_customer, customer_row, require_person
from sync.server.tables import PHONE, PHONE_HISTORY
from sync.vault.phone_vault import PhoneUnreadableError


@dataclass(frozen=True, slots=True)
class SealedPhone:
    """The hash to search by; the clear number only to seal it again for another id, never stored or logged."""

    phone_hash: bytes
    e164: str

    def __repr__(self) -> str:
        return "SealedPhone(…)"


def opened_phone(desk: Desk, hash_hex: str, cipher_base64: str, customer_id: str) -> SealedPhone:
    """The number in an operation. Raises ``RuleBrokenError`` ``phone_unreadable``."""
    try:
        phone_hash = bytes.fromhex(hash_hex)
        e164 = desk.central.vault.decrypt(base64.b64decode(cipher_base64, validate=True), customer_id)
    except (ValueError, binascii.Error, PhoneUnreadableError) as error:
        raise RuleBrokenError("phone_unreadable", f"the phone of customer {customer_id} does not open") from error
    if desk.central.vault.hash(e164) != phone_hash:
        raise RuleBrokenError("phone_unreadable", f"the phone of customer {customer_id} has another hash")
    return SealedPhone(phone_hash, e164)


def claim_phone(desk: Desk, phone_hash: bytes, customer_id: str) -> str:
    """Whose number it is now: ``customer_id`` if it was free, else whoever had it first."""
    make = sqlite_insert if desk.connection.dialect.name == "sqlite" else postgresql_insert
    statement = make(PHONE).values(phone_hash=phone_hash, customer_id=customer_id).on_conflict_do_nothing()
    desk.connection.execute(statement)
    return str(
        desk.connection.execute(
            select(PHONE.c.customer_id).where(PHONE.c.phone_hash == phone_hash).with_for_update()
        ).scalar_one()
    )


def change_phone(desk: Desk, record: PhoneChanged) -> None:
    """A new number for a person; points stay with him. Raises ``RuleBrokenError``."""
    phone = opened_phone(desk, record.phone_hash, record.phone_cipher, record.customer_id)
    person = require_person(desk, record.customer_id)
    row = customer_row(desk, person)
    before = None if row is None else row.phone_hash
    if claim_phone(desk, phone.phone_hash, person) != person:
        raise RuleBrokenError("phone_taken", f"the new number of customer {person} is somebody else's")
    if before is not None and bytes(before) != phone.phone_hash:
        end_phone(desk, bytes(before), person)
    cipher = desk.central.vault.encrypt(phone.e164, person)
    change_customer(desk, person, phone_hash=phone.phone_hash, phone_cipher=cipher)


def end_phone(desk: Desk, phone_hash: bytes, customer_id: str) -> None:
    """A number is nobody's any more."""
    desk.connection.execute(delete(PHONE).where(PHONE.c.phone_hash == phone_hash, PHONE.c.customer_id == customer_id))
    row = {"customer_id": customer_id, "phone_hash": phone_hash, "until_ms": unix_ms(desk.received_at)}
    desk.connection.execute(insert(PHONE_HISTORY).values(**row))
