"""The tills' streams: no number is missing, each operation follows the one before and is what its hash was made of."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from sync.protocol.operation import GENESIS_HASH, Operation, instant_of
from sync.server.audit.finding import Finding
from sync.server.ingest.operation_log import OperationState
from sync.server.tables import OPERATION, TILL, WAITING_RETURN

_MAY_BE_DAMAGED = OperationState.PARKED.value


def check_streams(connection: Connection) -> Iterator[Finding]:
    """Walks every operation of every till. A parked one may be damaged: that is why it is parked."""
    for till in connection.execute(select(TILL)):
        seq, digest = 0, GENESIS_HASH
        rows = connection.execute(
            select(OPERATION)
            .where(OPERATION.c.till_id == till.till_id, OPERATION.c.epoch == till.epoch)
            .order_by(OPERATION.c.seq)
        )
        for row in rows:
            place = f"till {till.till_id} operation {row.seq}"
            if row.seq != seq + 1:
                yield Finding("numbers_without_gap", place, seq + 1, row.seq)
            elif row.prev_hash != digest:
                yield Finding("chain_is_whole", place, 1, 0)
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
            if row.state != _MAY_BE_DAMAGED and not operation.is_intact():
                yield Finding("operation_is_intact", place, 1, 0)
            seq, digest = row.seq, row.hash
        if seq != till.last_seq:
            yield Finding("last_number_is_kept", f"till {till.till_id}", seq, till.last_seq)


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
