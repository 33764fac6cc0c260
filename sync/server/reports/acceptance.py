"""The office accepts a Z report: an operation in the stream of the shop's office, folded in the same transaction."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, update

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.acceptance import acceptance_facts, acceptance_in, check_acceptable
from pos_app.domain.report.figures import Acceptance
from sync.protocol.encoding import encode
from sync.protocol.operation import OperationKind, chained
from sync.reports.answers import shift_of
from sync.reports.fact import Fact
from sync.reports.folding import Folding
from sync.reports.shift_row import shift_line
from sync.server.bulk import insert_rows
from sync.server.central import Central, system_id
from sync.server.ingest.operation_log import OperationState, operation_row
from sync.server.journal.journal import Action, add_to_journal
from sync.server.reports.fold_operations import fold_new, take_turn
from sync.server.resolution.office import office_stream
from sync.server.retry import write
from sync.server.tables import OPERATION, TILL

_FRESH_SECONDS = 5.0
"""A long history that is folded for the first time keeps nobody waiting."""


@dataclass(frozen=True, slots=True)
class _Asked:
    deed_id: str
    shift_id: str
    shop_ids: frozenset[str] | None
    operator_id: str
    operator_name: str
    note: str


def accept_z(
    central: Central,
    shift_id: str,
    shop_ids: frozenset[str] | None,
    operator_id: str,
    operator_name: str,
    note: str,
) -> Acceptance:
    """Accept the Z report of a shift for ever. Whether the person may is asked before.

    Raises :class:`NotAcceptedError`; nothing is changed then. Called twice, the second is ``already_accepted``.
    """
    fold_new(central, _FRESH_SECONDS)
    asked = _Asked(system_id(), shift_id, shop_ids, operator_id, operator_name, note.strip())
    return write(central.engine, partial(_accept, central=central, asked=asked), partial(_accepted, asked=asked))


def _accepted(connection: Connection, asked: _Asked) -> Acceptance | None:
    """After a COMMIT that may have been lost: whether it is there."""
    row = shift_of(connection, asked.shift_id, asked.shop_ids)
    found = None if row is None else shift_line(row).acceptance
    return found if found is not None and found.operator_id == asked.operator_id else None


def _accept(connection: Connection, central: Central, asked: _Asked) -> Acceptance:
    take_turn(connection)
    row = shift_of(connection, asked.shift_id, asked.shop_ids)
    line = check_acceptable(None if row is None else shift_line(row), asked.note)
    now = central.now()
    deed = Deed(
        deed_id=asked.deed_id,
        kind=DeedKind.Z_ACCEPTED,
        at=now,
        operator_id=asked.operator_id,
        operator_name=asked.operator_name,
        reason=asked.note,
        facts=tuple(acceptance_facts(line).items()),
    )
    office = office_stream(connection, line.shop_id)
    body, kind = encode(deed), OperationKind.DEED.value
    seq = office.last_seq + 1
    operation = chained(office.last_hash, deed.deed_id, office.till_id, office.epoch, seq, kind, 1, now, body)
    insert_rows(connection, OPERATION, [operation_row(operation, now, OperationState.APPLIED, None)])
    connection.execute(
        update(TILL).where(TILL.c.till_id == office.till_id).values(last_seq=seq, last_hash=operation.hash)
    )
    fact = Fact(line.shop_id, office.till_id, office.code, office.epoch, seq, deed, at_office=True)
    Folding(connection, central.timezone, {}).take([fact])
    subject = f"shift {line.till_code}-{line.number} ({line.shift_id})"
    add_to_journal(connection, now, asked.operator_id, Action.Z_ACCEPTED, subject, asked.note)
    accepted = acceptance_in(deed, at_office=True)
    if accepted is None:
        raise TypeError(f"expected a deed of acceptance, made {deed.kind}")
    return accepted
