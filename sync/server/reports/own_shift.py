"""In whose shift a record is counted: in one of its own till. What names the shift of another till is counted apart.

A shift is of the till that told of it first, and its id is nobody's to guess. Another till that names it is damaged or
lies; what it tells must not move the figures of the shift, close it, or be held against the people who stood there.
It counts all the same, for it happened at a counter: in a shift of its own that no opening belongs to. The operation
is flagged, so that a manager sees it, and so that making the tables anew comes to the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.reports.fact import Fact, FactRecord
from sync.reports.tables import REPORT_SHIFT
from sync.server.among import among
from sync.server.tables import OPERATION

SHIFT_OF_ANOTHER_TILL = "shift_of_another_till"
"""The flag."""
_APART = "apart-"
_DIGITS = 32


def in_own_shifts(connection: Connection, told: Sequence[tuple[Fact, str | None]]) -> list[Fact]:
    """The facts, each in a shift of its till; ``told``: with the flags of the operation that holds it.

    Operations that name another till's shift are flagged. Inside the folding's transaction.
    """
    named = {shift_id for fact, _ in told if (shift_id := _shift_of(fact.record)) is not None}
    owners = _owners(connection, named)
    for fact, flags in told:  # who opened a shift comes before whoever merely names it
        if isinstance(fact.record, ShiftOpened) and not _is_flagged(flags):
            owners.setdefault(fact.record.shift_id, fact.till_id)
    facts = []
    for fact, flags in told:
        shift_id = _shift_of(fact.record)
        if shift_id is None or (not _is_flagged(flags) and owners.setdefault(shift_id, fact.till_id) == fact.till_id):
            facts.append(fact)
            continue
        if not _is_flagged(flags):
            _flag(connection, fact)
        facts.append(replace(fact, record=_moved(fact.record, apart(fact.till_id, shift_id))))
    return facts


def apart(till_id: str, shift_id: str) -> str:
    """The id of the shift in which a till's records are counted that name another till's ``shift_id``."""
    return _APART + hashlib.sha256(f"{till_id}\n{shift_id}".encode()).hexdigest()[:_DIGITS]


def as_counted(record: FactRecord | None, till_id: str, shift_id: str) -> FactRecord | None:
    """A till's record as it is counted in its shift ``shift_id``; as it was told where it is of another."""
    if record is None or not shift_id.startswith(_APART):
        return record
    named = _shift_of(record)
    return record if named is None or apart(till_id, named) != shift_id else _moved(record, shift_id)


def _shift_of(record: FactRecord) -> str | None:
    match record:
        case ShiftOpened() | Sale() | SaleReturn() | CashMovement():
            return record.shift_id
        case ZReport():
            return record.report.shift.shift_id
        case _:
            return None


def _moved(record: FactRecord, shift_id: str) -> FactRecord:
    match record:
        case ShiftOpened() | Sale() | SaleReturn() | CashMovement():
            return replace(record, shift_id=shift_id)
        case ZReport():
            shift = replace(record.report.shift, shift_id=shift_id)
            return replace(record, report=replace(record.report, shift=shift))
        case _:
            return record


def _owners(connection: Connection, shift_ids: set[str]) -> dict[str, str]:
    """Tills by shift, of those that are folded already."""
    shift = REPORT_SHIFT.c
    asked = select(shift.shift_id, shift.till_id).where(among(connection, shift.shift_id, sorted(shift_ids)))
    found: Mapping[str, str] = {row.shift_id: row.till_id for row in connection.execute(asked)} if shift_ids else {}
    return dict(found)


def _is_flagged(flags: str | None) -> bool:
    return SHIFT_OF_ANOTHER_TILL in (flags or "").split()


def _flag(connection: Connection, fact: Fact) -> None:
    table = OPERATION.c
    number = (table.till_id == fact.till_id, table.epoch == fact.epoch, table.seq == fact.seq)
    flags: str | None = connection.execute(select(table.flags).where(*number)).scalar_one_or_none()
    both = " ".join((*(flags or "").split(), SHIFT_OF_ANOTHER_TILL))
    connection.execute(update(OPERATION).where(*number).values(flags=both))
