"""Claims that no till will close any more: of a till that is lost, and of a life of it that is over."""

from sqlalchemy import ColumnElement, Connection, update

from sync.server.enrolment import EnrolledTill
from sync.server.numbers.claim_row import CLOSED, OPEN
from sync.server.tables import CLAIM


def release_claims(connection: Connection, till_id: str, reason: str) -> int:
    """All of a till that was declared lost; how many."""
    return _release(connection, reason, CLAIM.c.till_id == till_id)


def release_claims_of_receipt(connection: Connection, receipt_id: str) -> int:
    """Those of a receipt that a person decided to leave without effect."""
    return _release(connection, "voided", CLAIM.c.receipt_id == receipt_id)


def release_claims_of_earlier_lives(connection: Connection, till: EnrolledTill) -> int:
    """Those of earlier epochs, once the till has told all that it knows: nothing can use them any more."""
    if till.epoch == 1:
        return 0
    return _release(connection, "rejoined", CLAIM.c.till_id == till.till_id, CLAIM.c.epoch < till.epoch)


def _release(connection: Connection, reason: str, *which: ColumnElement[bool]) -> int:
    closed = update(CLAIM).where(*which, CLAIM.c.state == OPEN).values(state=CLOSED, reason=reason)
    return connection.execute(closed).rowcount
