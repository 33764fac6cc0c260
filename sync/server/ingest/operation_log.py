"""The table of operations: what came from each till, as it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.protocol.operation import Operation, instant_of, unix_ms
from sync.server.tables import OPERATION


class OperationState(StrEnum):
    """What became of an operation at the server."""

    APPLIED = "applied"
    PARKED = "parked"
    WAITING = "waiting"
    REPLAYED = "replayed"
    VOIDED = "voided"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class LoggedOperation:
    """An operation with its state; ``reason`` is given exactly when it is parked."""

    operation: Operation
    received_at: datetime
    state: OperationState
    reason: str | None


SECOND_LIFE = "#"
"""Between the id of an operation and the epoch in which a till used that id for something else."""


def own_id(stored_id: str) -> str:
    """The id as the till made it."""
    return stored_id.partition(SECOND_LIFE)[0]


def operation_row(
    operation: Operation,
    received_at: datetime,
    state: OperationState,
    reason: str | None,
    flags: Sequence[str] = (),
) -> dict[str, object]:
    """The row of an operation with what became of it."""
    return {
        "till_id": operation.till_id,
        "epoch": operation.epoch,
        "seq": operation.seq,
        "op_id": operation.op_id,
        "kind": operation.kind,
        "v": operation.v,
        "business_ms": unix_ms(operation.business_at),
        "received_ms": unix_ms(received_at),
        "body": operation.body,
        "prev_hash": operation.prev_hash,
        "hash": operation.hash,
        "state": state.value,
        "reason": reason,
        "flags": " ".join(flags) or None,
    }


def logged_operation(connection: Connection, till_id: str, epoch: int, seq: int) -> LoggedOperation | None:
    """The operation of that number."""
    row = connection.execute(
        select(OPERATION).where(OPERATION.c.till_id == till_id, OPERATION.c.epoch == epoch, OPERATION.c.seq == seq)
    ).one_or_none()
    return None if row is None else _logged(row)


def operation_of(row: Row[Any]) -> Operation:
    """The operation in a row."""
    return Operation(
        op_id=own_id(row.op_id),
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


def _logged(row: Row[Any]) -> LoggedOperation:
    return LoggedOperation(operation_of(row), instant_of(row.received_ms), OperationState(row.state), row.reason)
