"""The journal for whoever may read it: newest first, of some days, one kind of deed or one person if wanted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sync.protocol.operation import instant_of, unix_ms
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.named_in_journal import NamedInJournal, named_in_journal
from sync.server.tables import JOURNAL


@dataclass(frozen=True, slots=True)
class JournalChoice:
    """From ``begin`` until before ``end``. ``action`` None: every kind; ``actor`` "": everybody."""

    begin: datetime
    end: datetime
    action: Action | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """``names``: of whom and what the rows speak. ``before``: where the older rows begin, None: none."""

    rows: tuple[JournalRow, ...]
    names: NamedInJournal
    before: int | None


def journal_page(connection: Connection, choice: JournalChoice, limit: int, before: int | None) -> JournalPage:
    """Rows with numbers below ``before`` (None: from the newest on)."""
    table = JOURNAL.c
    conditions = [table.at_ms >= unix_ms(choice.begin), table.at_ms < unix_ms(choice.end)]
    if choice.action is not None:
        conditions.append(table.action == choice.action.value)
    if choice.actor:
        conditions.append(table.actor == choice.actor)
    if before is not None:
        conditions.append(table.number < before)
    found = connection.execute(select(JOURNAL).where(*conditions).order_by(table.number.desc()).limit(limit + 1)).all()
    rows = tuple(
        JournalRow(row.number, instant_of(row.at_ms), row.actor, row.action, row.subject, row.detail, row.hash)
        for row in found[:limit]
    )
    return JournalPage(rows, named_in_journal(connection, rows), rows[-1].number if len(found) > limit else None)
