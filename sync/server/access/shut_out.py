"""Shutting a till out, and letting it in again."""

from datetime import datetime

from sqlalchemy import Connection, update

from sync.server.enrolment import EnrolledTill
from sync.server.journal.journal import Action, add_to_journal
from sync.server.tables import TILL


def shut_out(connection: Connection, at: datetime, actor: str, till: EnrolledTill, reason: str) -> None:
    """From the commit on whatever the till sends is refused with 403; what it has sold stays queued there."""
    _set(connection, at, actor, till, revoked=True, reason=reason)


def let_in(connection: Connection, at: datetime, actor: str, till: EnrolledTill, reason: str) -> None:
    """The till's key is good again; its queue drains by itself."""
    _set(connection, at, actor, till, revoked=False, reason=reason)


def _set(connection: Connection, at: datetime, actor: str, till: EnrolledTill, revoked: bool, reason: str) -> None:
    connection.execute(update(TILL).where(TILL.c.till_id == till.till_id).values(revoked=revoked))
    action = Action.SHUT_OUT if revoked else Action.LET_IN
    add_to_journal(connection, at, actor, action, f"{till.shop_id}/{till.code} {till.till_id}", reason)
