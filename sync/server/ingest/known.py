"""What is known already of the operations that came: under these numbers, and under numbers of earlier epochs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from sync.server.enrolment import EnrolledTill
from sync.server.ingest.operation_log import OperationState, own_id
from sync.server.keyed_rows import keyed_rows
from sync.server.tables import CUSTOMER_ALIAS, OPERATION, OPERATION_REPEAT

_IDS_A_STATEMENT = 300


@dataclass(frozen=True, slots=True)
class Known:
    """An operation that the server has. ``hash`` is that of the number under which it was found.

    ``stored_id`` differs from ``op_id`` for a second operation under one id (``second_life.py``).
    """

    op_id: str
    stored_id: str
    epoch: int
    seq: int
    hash: str
    state: OperationState
    reason: str | None

    def result(self, seq: int) -> OperationResult:
        """What a till is told that sends it again, under the number ``seq``."""
        if self.state is OperationState.PARKED:
            return OperationResult(self.op_id, seq, Outcome.PARKED, self.reason)
        return OperationResult(self.op_id, seq, Outcome.EXISTS)


def known_numbers(connection: Connection, till: EnrolledTill, operations: Sequence[Operation]) -> dict[int, Known]:
    """By number of the present epoch: those of the operations whose numbers are taken."""
    taken = [operation.seq for operation in operations if operation.seq <= till.last_seq]
    if not taken:
        return {}
    found = {
        row.seq: _known(row)
        for row in connection.execute(
            select(*_HEAD).where(
                OPERATION.c.till_id == till.till_id,
                OPERATION.c.epoch == till.epoch,
                OPERATION.c.seq.between(min(taken), max(taken)),
            )
        )
    }
    if till.epoch > 1:
        repeats = connection.execute(
            select(OPERATION_REPEAT).where(
                OPERATION_REPEAT.c.till_id == till.till_id,
                OPERATION_REPEAT.c.epoch == till.epoch,
                OPERATION_REPEAT.c.seq.between(min(taken), max(taken)),
            )
        ).all()
        first = known_ids(connection, till.till_id, [row.op_id for row in repeats])
        for row in repeats:
            told = first[row.op_id]
            found[row.seq] = Known(told.op_id, row.op_id, till.epoch, row.seq, row.hash, told.state, told.reason)
    return found


def known_ids(connection: Connection, till_id: str, op_ids: Collection[str]) -> dict[str, Known]:
    """By id: what this till sent before, in whatever epoch."""
    found: dict[str, Known] = {}
    rest = iter(op_ids)
    while portion := tuple(islice(rest, _IDS_A_STATEMENT)):
        rows = keyed_rows(connection, _HEAD, OPERATION.c.op_id, portion, "AND operation.till_id = ?", till_id)
        found |= {row[0]: _known(row) for row in rows}
    return found


def persons_of(connection: Connection, customer_ids: Iterable[str | None]) -> set[str]:
    """Who these customers are, aliases resolved."""
    ids = {each for each in customer_ids if each is not None}
    if not ids:
        return set()
    columns = (CUSTOMER_ALIAS.c.alias_id, CUSTOMER_ALIAS.c.customer_id)
    aliases: dict[str, str] = dict(keyed_rows(connection, columns, columns[0], ids))
    return {aliases.get(each, each) for each in ids}


_HEAD = (
    OPERATION.c.op_id,
    OPERATION.c.epoch,
    OPERATION.c.seq,
    OPERATION.c.hash,
    OPERATION.c.state,
    OPERATION.c.reason,
)


def _known(row: Sequence[Any]) -> Known:
    """A row of ``_HEAD``."""
    op_id, epoch, seq, digest, state, reason = row
    return Known(own_id(op_id), op_id, epoch, seq, digest, OperationState(state), reason)
