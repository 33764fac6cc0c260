"""Push: a till's operations on their way to the server, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.loyalty.account import Account
from sync.protocol.limits import MAX_BATCH_BYTES, MAX_BATCH_OPERATIONS, PROTOCOL_VERSION
from sync.protocol.operation import Operation
from sync.protocol.reservation import ReservationState


class BodyNotTextError(ValueError):
    """The stored body of an operation is no UTF-8 text any more; it can only travel as a parcel."""

    def __init__(self, op_id: str) -> None:
        super().__init__(f"the body of operation {op_id} must be UTF-8 text")
        self.op_id = op_id


@dataclass(frozen=True, slots=True)
class OperationMessage:
    """An operation without what the request says for all of them. ``body`` is the text of the bytes first written."""

    op_id: str
    seq: int
    kind: str
    v: int
    business_at: datetime
    body: str
    prev_hash: str
    hash: str

    def operation(self, till_id: str, epoch: int) -> Operation:
        """The operation of that till and epoch."""
        return Operation(
            op_id=self.op_id,
            till_id=till_id,
            epoch=epoch,
            seq=self.seq,
            kind=self.kind,
            v=self.v,
            business_at=self.business_at,
            body=self.body.encode("utf-8"),
            prev_hash=self.prev_hash,
            hash=self.hash,
        )


def message_of(operation: Operation) -> OperationMessage:
    """The message of an operation. Raises :class:`BodyNotTextError`."""
    try:
        body = operation.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BodyNotTextError(operation.op_id) from error
    return OperationMessage(
        op_id=operation.op_id,
        seq=operation.seq,
        kind=operation.kind,
        v=operation.v,
        business_at=operation.business_at,
        body=body,
        prev_hash=operation.prev_hash,
        hash=operation.hash,
    )


@dataclass(frozen=True, slots=True)
class PushRequest:
    """Operations of one till and epoch in the order of ``seq``. ``have_seq``: the last number the till ever issued.

    None at all is a heartbeat. ``reservations_digest`` is over the open reservations that the till holds
    (``reservation.py``; empty: an old till, which holds none). ``incarnation``: the server's life that the till knows
    (empty: none yet).
    """

    till_id: str
    epoch: int
    have_seq: int
    operations: tuple[OperationMessage, ...]
    protocol: int = PROTOCOL_VERSION
    reservations_digest: str = ""
    incarnation: str = ""


class Outcome(StrEnum):
    """What became of one operation. In each case the server keeps it and the till need not send it again."""

    CREATED = "created"
    EXISTS = "exists"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class OperationResult:
    """``reason`` is a key (``sums_do_not_tie``, ``kind_unknown``, …), given exactly for a parked operation."""

    op_id: str
    seq: int
    outcome: Outcome
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """A result for each operation of the request, by id.

    ``expect_seq``: the number that the server wants next. ``accounts``: the accounts of the customers whom the request
    touched, with ``applied_seq`` of this till. ``incarnation`` names the life of the server's database; another begins
    when it was restored from a backup (``./till server --restored``). ``reservations``: all that the server has open
    for this till; None when its digest is the request's and none is called back. ``capabilities``: what this server can
    (``capabilities.py``; empty: a server from before there were any).
    """

    incarnation: str
    results: tuple[OperationResult, ...]
    expect_seq: int
    server_at: datetime
    accounts: tuple[Account, ...] = ()
    protocol: int = PROTOCOL_VERSION
    reservations: tuple[ReservationState, ...] | None = None
    capabilities: tuple[str, ...] = ()


def first_batch(
    operations: Iterable[Operation], max_operations: int = MAX_BATCH_OPERATIONS, max_bytes: int = MAX_BATCH_BYTES
) -> tuple[Operation, ...]:
    """The longest head of ``operations`` within both bounds; the first one always goes, however large."""
    batch: list[Operation] = []
    size = 0
    for operation in operations:
        size += len(operation.body)
        if batch and (len(batch) >= max_operations or size > max_bytes):
            break
        batch.append(operation)
    return tuple(batch)
