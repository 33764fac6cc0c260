"""When people of the office signed on last, from the journal."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from sync.protocol.operation import instant_of
from sync.server.journal.journal import Action
from sync.server.tables import JOURNAL


def last_signed_on(connection: Connection, person_ids: Sequence[str]) -> dict[str, datetime]:
    """By person; who never did is not in it."""
    table = JOURNAL.c
    found: dict[str, datetime] = {}
    for person_id in person_ids:
        newest = select(func.max(table.number)).where(
            table.actor == person_id, table.action == Action.OFFICE_SIGNED_ON.value
        )
        at_ms = connection.execute(select(table.at_ms).where(table.number == newest.scalar_subquery())).scalar()
        if at_ms is not None:
            found[person_id] = instant_of(at_ms)
    return found
