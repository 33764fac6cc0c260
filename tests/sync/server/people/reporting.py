"""What the tests of people report to the server, and read back."""

import base64
from datetime import date, datetime

from pos_app.domain.people.consent import Consent, ConsentPurpose, ConsentWay
from pos_app.domain.people.record import PersonRecord
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.encoding import encode
from sync.protocol.operation import OperationKind
from sync.protocol.rows import CustomerRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading
from sync.server.feed import page_after
from sync.server.journal.journal import journal_rows
from tests.sync.server.paper import AT, DAY, Stream
from tests.sync.server.shop import Shop

PHONE = "+79735550199"
CONSENTS = (Consent(ConsentPurpose.PERSONAL_DATA, "2026-01", AT, ConsentWay.SIGNED),)


def registered(
    shop: Shop, customer_id: str = "anna", phone: str = PHONE, name: str = "Анна", birth_day: date | None = None,
    at: datetime = AT, invited_by: str | None = None,
) -> CustomerRegistered:  # fmt: skip
    vault = shop.central.vault
    cipher = base64.b64encode(vault.encrypt(phone, customer_id)).decode()
    return CustomerRegistered(
        f"reg-{customer_id}",
        customer_id,
        name,
        vault.hash(phone).hex(),
        cipher,
        birth_day,
        CONSENTS,
        "op",
        at,
        invited_by,
    )


def report(shop: Shop, stream: Stream, kind: OperationKind, op_id: str, record: PersonRecord) -> str | None:
    """Send it, twice: the second time it must be known. Why it was parked, None if it was applied."""
    stream.add_body(op_id, kind.value, encode(record))
    first = shop.push(stream.request(stream.operations[-1])).results[-1]
    again = shop.push(stream.request(stream.operations[-1])).results[-1]
    assert again.outcome.value in ("exists", "parked"), again
    return first.reason


def people(shop: Shop) -> dict[str, CustomerRow]:
    with reading(shop.central.engine) as connection:
        page = page_after(connection, Feed.CUSTOMERS, 0, 100, shop.central.vault, DAY)
    return {row.customer_id: row for row in page.rows if isinstance(row, CustomerRow)}


def journal(shop: Shop) -> list[tuple[str, str, str]]:
    with reading(shop.central.engine) as connection:
        return [(row.actor, row.action, row.subject) for row in journal_rows(connection)]
