"""Consents as they were told: rows are only added, the newest for a purpose holds."""

from sqlalchemy import insert

from pos_app.domain.people.consent import Consent, ConsentWithdrawn
from sync.protocol.operation import unix_ms
from sync.server.ingest.desk import Desk
from sync.server.tables import CONSENT


def put_consent(desk: Desk, customer_id: str, operation_id: str, consent: Consent) -> None:
    """Somebody agreed."""
    desk.connection.execute(
        insert(CONSENT).values(
            customer_id=customer_id,
            purpose=consent.purpose.value,
            operation_id=operation_id,
            text_version=consent.text_version[:80],
            way=consent.way.value,
            at_ms=unix_ms(consent.given_at),
            withdrawn=False,
        )
    )


def withdraw_consent(desk: Desk, customer_id: str, record: ConsentWithdrawn) -> None:
    """Somebody does not agree any more."""
    desk.connection.execute(
        insert(CONSENT).values(
            customer_id=customer_id,
            purpose=record.purpose.value,
            operation_id=record.withdrawal_id,
            text_version="",
            way="",
            at_ms=unix_ms(record.withdrawn_at),
            withdrawn=True,
        )
    )
