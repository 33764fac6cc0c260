"""The tills' streams: no number is missing, each operation follows the one before and is what its hash was made of."""

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from sqlalchemy import Connection, select

from sync.protocol.operation import GENESIS_HASH, Operation
from sync.server.audit.finding import Finding
from sync.server.ingest.operation_log import OperationState, operation_of
from sync.server.tables import OPERATION, OPERATION_REPEAT, TILL, TILL_EPOCH, WAITING_RETURN

_WHOLE = (OperationState.APPLIED.value, OperationState.WAITING.value)


def check_streams(connection: Connection) -> Iterator[Finding]:
    """Walks every number of every epoch of every till. A parked one may be damaged: that is why it is parked."""
    ends = {
        (row.till_id, row.old_epoch): (row.last_seq, row.last_hash) for row in connection.execute(select(TILL_EPOCH))
    }
    for till in connection.execute(select(TILL)):
        ends[till.till_id, till.epoch] = (till.last_seq, till.last_hash)
    for (till_id, epoch), (last_seq, last_hash) in sorted(ends.items()):
        seq, digest = 0, GENESIS_HASH
        for number, prev_hash, own_hash, operation in _numbers(connection, till_id, epoch):
            place = f"till {till_id} epoch {epoch} operation {number}"
            if number != seq + 1:
                yield Finding("numbers_without_gap", place, seq + 1, number)
            elif prev_hash != digest:
                yield Finding("chain_is_whole", place, 1, 0)
            if operation is not None and not operation.is_intact():
                yield Finding("operation_is_intact", place, 1, 0)
            seq, digest = number, own_hash
        if (seq, digest) != (last_seq, last_hash):
            yield Finding("last_number_is_kept", f"till {till_id} epoch {epoch}", last_seq, seq)


def _numbers(connection: Connection, till_id: str, epoch: int) -> Iterator[tuple[int, str, str, Operation | None]]:
    """Number, hash before and own hash in order; the operation where its bytes must be what its hash was made of."""
    first = connection.execute(
        select(OPERATION).where(OPERATION.c.till_id == till_id, OPERATION.c.epoch == epoch).order_by(OPERATION.c.seq)
    )
    again = connection.execute(
        select(OPERATION_REPEAT)
        .where(OPERATION_REPEAT.c.till_id == till_id, OPERATION_REPEAT.c.epoch == epoch)
        .order_by(OPERATION_REPEAT.c.seq)
    )
    told = ((row.seq, row.prev_hash, row.hash, operation_of(row) if row.state in _WHOLE else None) for row in first)
    repeated = ((row.seq, row.prev_hash, row.hash, None) for row in again)
    return merge(told, repeated, key=itemgetter(0))


def check_waiting(connection: Connection) -> Iterator[Finding]:
    """Every operation that waits is listed under the sale it waits for, and nothing else is."""
    waiting = connection.execute(
        select(OPERATION.c.till_id, OPERATION.c.epoch, OPERATION.c.seq).where(
            OPERATION.c.state == OperationState.WAITING.value
        )
    )
    listed = connection.execute(select(WAITING_RETURN.c.till_id, WAITING_RETURN.c.epoch, WAITING_RETURN.c.seq))
    for till_id, epoch, seq in {tuple(row) for row in waiting} ^ {tuple(row) for row in listed}:
        yield Finding("waiting_is_listed", f"till {till_id} epoch {epoch} operation {seq}", 1, 0)
