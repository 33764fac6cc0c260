"""The journal for whoever may read it: newest first, of some days, one kind of deed or one person if wanted."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sync.protocol.operation import instant_of, unix_ms
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.names import staff_names
from sync.server.tables import JOURNAL, TILL

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TILL = "till "
"""How rows begin that a till itself caused."""


@dataclass(frozen=True, slots=True)
class JournalChoice:
    """From ``begin`` until before ``end``. ``action`` None: every kind; ``actor`` "": everybody."""

    begin: datetime
    end: datetime
    action: Action | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """``names``: of the people and tills that the rows speak of. ``before``: where the older rows begin, None: none."""

    rows: tuple[JournalRow, ...]
    names: dict[str, str]
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
    ids = {row.actor.removeprefix(_TILL) for row in rows} | {row.subject for row in rows}
    tills = _tills(connection, ids.union(*(_ID.findall(f"{row.subject} {row.detail}") for row in rows)))
    names = tills | staff_names(connection, ids)
    names |= {f"{name} {each}": name for each, name in tills.items()}  # how an enrolled till is told
    names |= {f"{_TILL}{each}": name for each, name in names.items()}
    return JournalPage(rows, names, rows[-1].number if len(found) > limit else None)


def _tills(connection: Connection, ids: set[str]) -> dict[str, str]:
    rows = connection.execute(
        select(TILL.c.till_id, TILL.c.shop_id, TILL.c.code).where(TILL.c.till_id.in_(sorted(ids)))
    )
    return {row.till_id: f"{row.shop_id}/{row.code}" for row in rows}
