"""Order and sameness: which of a till's operations are new, which are known, and which prove that the till forked.

Known are those with the same number, id and hash as stored. New ones must follow without a gap, each chained to the one
before. Everything here runs in the caller's one transaction for the whole batch; what raises leaves nothing behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, update

from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from sync.server.enrolment import EnrolledTill
from sync.server.feed import publish_accounts
from sync.server.ingest.apply import Ingest
from sync.server.ingest.operation_log import (
    LoggedOperation,
    OperationState,
    log_operation,
    logged_operation,
    number_of,
)
from sync.server.tables import TILL


class GapError(Exception):
    """Operations between what the server has and what came are missing; ``expect_seq`` is the first of them."""

    def __init__(self, expect_seq: int, came: int) -> None:
        super().__init__(f"operation {expect_seq} is expected, {came} came")
        self.expect_seq = expect_seq


class ForkError(Exception):
    """The till's history is not the one the server knows: it was restored from a backup, or there are two of it."""

    def __init__(self, epoch: int, detail: str) -> None:
        super().__init__(detail)
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class Taken:
    """Results in the order of the request; ``touched``: customers whose books an operation of the request concerns."""

    results: tuple[OperationResult, ...]
    expect_seq: int
    touched: frozenset[str]


def take_operations(
    connection: Connection, till: EnrolledTill, operations: Sequence[Operation], received_at: datetime
) -> Taken:
    """Apply what is new, recognise what is known. Raises :class:`GapError`, :class:`ForkError`."""
    ingest = Ingest(connection, received_at)
    results: list[OperationResult] = []
    concerned: set[str] = set()
    now = till
    for operation in operations:
        known = _known(connection, now, operation)
        concerned |= ingest.customers_of(operation)
        if known is None:
            result = ingest.take(operation)
            now = replace(now, last_seq=operation.seq, last_hash=operation.hash)
        else:
            result = _known_result(known)
        results.append(result)
    _remember(connection, till, now)
    publish_accounts(connection, ingest.touched)
    return Taken(tuple(results), now.last_seq + 1, frozenset(concerned | ingest.touched))


def take_parcel(
    connection: Connection, till: EnrolledTill, operation: Operation, received_at: datetime, reason: str
) -> Taken:
    """Store an operation that cannot be taken as a message, parked, under its number.

    It moves nothing. Whose books it would concern is told if it can be read: the till learns what is true there.
    """
    known = _known(connection, till, operation)
    concerned = frozenset(Ingest(connection, received_at).customers_of(operation))
    if known is not None:
        return Taken((_known_result(known),), till.last_seq + 1, concerned)
    log_operation(connection, LoggedOperation(operation, received_at, OperationState.PARKED, reason))
    _remember(connection, till, replace(till, last_seq=operation.seq, last_hash=operation.hash))
    result = OperationResult(operation.op_id, operation.seq, Outcome.PARKED, reason)
    return Taken((result,), operation.seq + 1, concerned)


def _known(connection: Connection, till: EnrolledTill, operation: Operation) -> LoggedOperation | None:
    """The stored twin of an operation, None for the next new one."""
    if operation.epoch != till.epoch:
        raise ForkError(till.epoch, f"epoch {till.epoch} is expected, {operation.epoch} came")
    if operation.seq <= till.last_seq:
        stored = logged_operation(connection, till.till_id, operation.epoch, operation.seq)
        same = stored is not None and (stored.operation.op_id, stored.operation.hash) == (
            operation.op_id,
            operation.hash,
        )
        if stored is None or not same:
            raise ForkError(till.epoch, f"operation {operation.seq} is known with other content")
        return stored
    if operation.seq != till.last_seq + 1:
        raise GapError(till.last_seq + 1, operation.seq)
    if operation.prev_hash != till.last_hash:
        raise ForkError(
            till.epoch, f"operation {operation.seq} does not follow the operation {till.last_seq} known here"
        )
    earlier = number_of(connection, till.till_id, operation.op_id)
    if earlier is not None:
        raise ForkError(till.epoch, f"operation {operation.seq} has the id of operation {earlier[1]}")
    return None


def _known_result(known: LoggedOperation) -> OperationResult:
    operation = known.operation
    if known.state is OperationState.PARKED:
        return OperationResult(operation.op_id, operation.seq, Outcome.PARKED, known.reason)
    return OperationResult(operation.op_id, operation.seq, Outcome.EXISTS)


def _remember(connection: Connection, before: EnrolledTill, now: EnrolledTill) -> None:
    if now.last_seq != before.last_seq:
        connection.execute(
            update(TILL).where(TILL.c.till_id == now.till_id).values(last_seq=now.last_seq, last_hash=now.last_hash)
        )
