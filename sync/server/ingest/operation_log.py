"""The table of operations: what came from each till, as it came."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from sync.protocol.operation import Operation, instant_of, unix_ms
from sync.server.tables import OPERATION


class OperationState(StrEnum):
    """What became of an operation at the server."""

    APPLIED = "applied"
    PARKED = "parked"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class LoggedOperation:
    """An operation with its state; ``reason`` is given exactly when it is parked."""

    operation: Operation
    received_at: datetime
    state: OperationState
    reason: str | None


def log_operation(connection: Connection, logged: LoggedOperation) -> None:
    """Add a row."""
    operation = logged.operation
    connection.execute(
        insert(OPERATION).values(
            till_id=operation.till_id,
            epoch=operation.epoch,
            seq=operation.seq,
            op_id=operation.op_id,
            kind=operation.kind,
            v=operation.v,
            business_ms=unix_ms(operation.business_at),
            received_ms=unix_ms(logged.received_at),
            body=operation.body,
            prev_hash=operation.prev_hash,
            hash=operation.hash,
            state=logged.state.value,
            reason=logged.reason,
        )
    )


def logged_operation(connection: Connection, till_id: str, epoch: int, seq: int) -> LoggedOperation | None:
    """The operation of that number."""
    row = connection.execute(
        select(OPERATION).where(OPERATION.c.till_id == till_id, OPERATION.c.epoch == epoch, OPERATION.c.seq == seq)
    ).one_or_none()
    return None if row is None else _logged(row)


def number_of(connection: Connection, till_id: str, op_id: str) -> tuple[int, int] | None:
    """Epoch and number under which a till sent an operation before."""
    row = connection.execute(
        select(OPERATION.c.epoch, OPERATION.c.seq).where(OPERATION.c.till_id == till_id, OPERATION.c.op_id == op_id)
    ).one_or_none()
    return None if row is None else (row.epoch, row.seq)


def set_state(connection: Connection, operation: Operation, state: OperationState, reason: str | None) -> None:
    """Change what became of an operation; the operation itself never changes."""
    connection.execute(
        update(OPERATION)
        .where(
            OPERATION.c.till_id == operation.till_id,
            OPERATION.c.epoch == operation.epoch,
            OPERATION.c.seq == operation.seq,
        )
        .values(state=state.value, reason=reason)
    )


def _logged(row: Row[tuple[object, ...]]) -> LoggedOperation:
    operation = Operation(
        op_id=row.op_id,
        till_id=row.till_id,
        epoch=row.epoch,
        seq=row.seq,
        kind=row.kind,
        v=row.v,
        business_at=instant_of(row.business_ms),
        body=bytes(row.body),
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
    return LoggedOperation(operation, instant_of(row.received_ms), OperationState(row.state), row.reason)
