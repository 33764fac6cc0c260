"""Numbers: one person each, sealed, verified against their keyed hash; an old number ends with a date."""

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos_app.domain.people.phone_change import PhoneChanged
from sync.protocol.operation import unix_ms
from sync.server.access.people import require_senior
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.journal.journal import Action, add_to_journal
from sync.server.people.directory import change_customer, customer_row, require_person
from sync.server.people.old_number import let_old_number_know
from sync.server.people.sealed_phone import SealedPhone, open_sealed
from sync.server.tables import PHONE, PHONE_CODE, PHONE_HISTORY
from sync.vault.phone_vault import PhoneUnreadableError


def opened_phone(desk: Desk, hash_hex: str, cipher_base64: str, customer_id: str) -> SealedPhone:
    """The number in an operation. Raises ``RuleBrokenError`` ``phone_unreadable``."""
    try:
        return open_sealed(desk.central.vault, hash_hex, cipher_base64, customer_id)
    except PhoneUnreadableError as error:
        raise RuleBrokenError("phone_unreadable", f"the phone of customer {customer_id} does not open") from error


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
    """A new number for a person; points stay with him, and of two changes the later one stands.

    Raises ``RuleBrokenError`` ``phone_unreadable``, ``phone_taken``, ``phone_changed_since``, ``second_person_needed``,
    ``role_too_low``.
    """
    phone = opened_phone(desk, record.phone_hash, record.phone_cipher, record.customer_id)
    person = require_person(desk, record.customer_id)
    _require_proof(desk, record, person, phone.phone_hash)
    row = customer_row(desk, person)
    before = None if row is None else row.phone_hash
    changed_ms = unix_ms(record.changed_at)
    if row is not None and row.phone_since_ms is not None and row.phone_since_ms > changed_ms:
        raise RuleBrokenError("phone_changed_since", f"the number of customer {person} was changed later elsewhere")
    if claim_phone(desk, phone.phone_hash, person) != person:
        raise RuleBrokenError("phone_taken", f"the new number of customer {person} is somebody else's")
    if row is not None and before is not None and bytes(before) != phone.phone_hash:
        end_phone(desk, bytes(before), person)
        if record.approved_by:
            # Who was there with a code has told the old number already: see ``check_code``.
            let_old_number_know(desk, record.change_id, person, bytes(row.phone_cipher))
    columns = {"phone_hash": phone.phone_hash, "phone_cipher": desk.central.vault.encrypt(phone.e164, person)}
    change_customer(desk, person, **columns, phone_since_ms=changed_ms, unconfirmed=False)
    how = f"approved by {record.approved_by}: {record.reason}" if record.approved_by else "by a code to it"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.PHONE_CHANGED, person, how)


def _require_proof(desk: Desk, record: PhoneChanged, person: str, phone_hash: bytes) -> None:
    """A code that was sent to the very number and told back, or a senior person's word."""
    if record.approved_by:
        require_senior(desk.connection, desk.till_id, record.operator_id, record.approved_by)
        return
    code = PHONE_CODE.c
    sent_there = (code.code_id == record.code_id, code.phone_hash == phone_hash, code.told)
    owners = (code.customer_id.in_([person, record.customer_id]), *sent_there)
    if not record.code_id or desk.connection.execute(select(code.code_id).where(*owners)).first() is None:
        raise RuleBrokenError("second_person_needed", f"nothing shows that the new number is customer {person}'s")


def end_phone(desk: Desk, phone_hash: bytes, customer_id: str) -> None:
    """A number is nobody's any more."""
    desk.connection.execute(delete(PHONE).where(PHONE.c.phone_hash == phone_hash, PHONE.c.customer_id == customer_id))
    row = {"customer_id": customer_id, "phone_hash": phone_hash, "until_ms": unix_ms(desk.received_at)}
    desk.connection.execute(insert(PHONE_HISTORY).values(**row))
