"""Holds that no till will close any more: of a till that is lost, and of a life of it that is over."""

from sqlalchemy import Connection, update

from sync.server.enrolment import EnrolledTill
from sync.server.stored_value.value_books import CLOSED, OPEN
from sync.server.tables import VALUE_HOLD


def release_values(connection: Connection, till_id: str, reason: str) -> int:
    """All of a till that was declared lost; how many."""
    mine = (VALUE_HOLD.c.till_id == till_id, VALUE_HOLD.c.state == OPEN)
    return connection.execute(update(VALUE_HOLD).where(*mine).values(state=CLOSED, reason=reason)).rowcount


def release_receipt_values(connection: Connection, receipt_id: str) -> int:
    """Those of a receipt that a person decided to leave without effect."""
    mine = (VALUE_HOLD.c.receipt_id == receipt_id, VALUE_HOLD.c.state == OPEN)
    return connection.execute(update(VALUE_HOLD).where(*mine).values(state=CLOSED, reason="voided")).rowcount


def release_earlier_lives(connection: Connection, till: EnrolledTill) -> int:
    """Those of earlier epochs, once the till has told all that it knows: nothing can pay with them any more."""
    if till.epoch == 1:
        return 0
    mine = (VALUE_HOLD.c.till_id == till.till_id, VALUE_HOLD.c.state == OPEN, VALUE_HOLD.c.epoch < till.epoch)
    return connection.execute(update(VALUE_HOLD).where(*mine).values(state=CLOSED, reason="rejoined")).rowcount
