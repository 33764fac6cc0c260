"""The journal of privileged actions: enrolments, tills shut out or lost, resolutions, corrections, backups.

Append-only: nothing here changes or deletes a row, and each row's hash covers the one before, so that a row that was
changed, removed or slipped in shows (:func:`first_broken_row`). Rows hold ids and keys of texts, no personal data.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from sync.protocol.operation import instant_of, unix_ms
from sync.server.tables import JOURNAL, PROPERTY

HEAD = "journal_head"
"""The property whose row writers lock, one after the other; its value is the newest number."""
FIRST_HASH = "0" * 64
_LONGEST_ACTOR = 80
_LONGEST_SUBJECT = 120
_LONGEST_DETAIL = 2_000


class Action(StrEnum):
    """What is worth a row."""

    CODE_MADE = "code_made"
    ENROLLED = "enrolled"
    REPLACED = "replaced"
    SHUT_OUT = "shut_out"
    LET_IN = "let_in"
    DECLARED_LOST = "declared_lost"
    RESOLVED = "resolved"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    PROMISES_RESUMED = "promises_resumed"
    CORRECTED = "corrected"
    AWARDED = "awarded"
    DONATED = "donated"
    PROGRAMME_PUBLISHED = "programme_published"
    PROGRAMME_DRAFTED = "programme_drafted"
    PROGRAMME_DRAFT_DROPPED = "programme_draft_dropped"
    PROGRAMME_TRIED = "programme_tried"
    CARD_BLOCKED = "card_blocked"
    CARD_ACTIVATED = "card_activated"
    PHONE_SHOWN = "phone_shown"
    PHONE_CHANGED = "phone_changed"
    PHONE_CONFIRMED = "phone_confirmed"
    CUSTOMERS_MERGED = "customers_merged"
    OFFERS_GRANTED = "offers_granted"
    OWN_ACCOUNT_TOLD = "own_account_told"
    RETURNED_WITHOUT_RECEIPT = "returned_without_receipt"
    OFFICE_PERSON_CHANGED = "office_person_changed"
    OFFICE_SIGNED_ON = "office_signed_on"
    OFFICE_SIGNED_OUT = "office_signed_out"
    OFFICE_REFUSED = "office_refused"
    OFFICE_PASSWORD_CHANGED = "office_password_changed"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_REFUSED = "correction_refused"
    REPORT_EXPORTED = "report_exported"
    Z_ACCEPTED = "z_accepted"
    SHOP_NAMED = "shop_named"
    SEGMENT_TERMS_CHANGED = "segment_terms_changed"
    COUPONS_ISSUED = "coupons_issued"
    COUPON_BLOCKED = "coupon_blocked"
    API_CLIENT_LET_IN = "api_client_let_in"
    API_CLIENT_SHUT_OUT = "api_client_shut_out"
    ORDERS_TAKEN = "orders_taken"
    ORDER_CANCELLED = "order_cancelled"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """``actor``: an operator's id, a till's id, or the account of the machine that gave a command."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    hash: str


def add_to_journal(
    connection: Connection, at: datetime, actor: str, action: Action, subject: str, detail: str = ""
) -> None:
    """Add a row in the caller's transaction: it stands exactly if the deed does. Long texts are cut.

    Writers wait for each other here until they commit; call it last.
    """
    head = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == HEAD).with_for_update()).scalar_one()
    number = int(head) + 1
    before = connection.execute(select(JOURNAL.c.hash).where(JOURNAL.c.number == number - 1)).scalar_one_or_none()
    texts = (
        _storable(actor)[:_LONGEST_ACTOR],
        action.value,
        _storable(subject)[:_LONGEST_SUBJECT],
        _storable(detail)[:_LONGEST_DETAIL],
    )
    digest = _hash(before or FIRST_HASH, number, unix_ms(at), texts)
    connection.execute(
        insert(JOURNAL).values(
            number=number,
            at_ms=unix_ms(at),
            actor=texts[0],
            action=texts[1],
            subject=texts[2],
            detail=texts[3],
            hash=digest,
        )
    )
    connection.execute(update(PROPERTY).where(PROPERTY.c.name == HEAD).values(value=str(number)))


def journal_rows(connection: Connection, after: int = 0) -> Iterator[JournalRow]:
    """The rows with numbers above ``after``, oldest first."""
    found = connection.execute(select(JOURNAL).where(JOURNAL.c.number > after).order_by(JOURNAL.c.number))
    for row in found:
        yield JournalRow(row.number, instant_of(row.at_ms), row.actor, row.action, row.subject, row.detail, row.hash)


def first_broken_row(connection: Connection) -> int | None:
    """The number of the first row that is not what was written, or is missing; None for a whole journal."""
    before, expected = FIRST_HASH, 0
    for row in journal_rows(connection):
        expected += 1
        texts = (row.actor, row.action, row.subject, row.detail)
        if row.number != expected or row.hash != _hash(before, row.number, unix_ms(row.at), texts):
            return expected
        before = row.hash
    head = connection.execute(select(PROPERTY.c.value).where(PROPERTY.c.name == HEAD)).scalar_one()
    return None if int(head) == expected else expected + 1


def _hash(before: str, number: int, at_ms: int, texts: tuple[str, ...]) -> str:
    line = json.dumps([number, at_ms, *texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(before) + line.encode("utf-8")).hexdigest()


def _storable(text: str) -> str:
    """What every database takes as text: PostgreSQL refuses the zero character, UTF-8 lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
