"""What a till is told of its operations that could not be accepted."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, or_, select

from sync.protocol.operation import instant_of, unix_ms
from sync.protocol.parked import ParkedOperation, ParkedState
from sync.server.ingest.operation_log import OperationState, own_id
from sync.server.tables import OPERATION, PARKED_RESOLUTION

_TOLD = timedelta(days=35)
_STATES = {
    OperationState.PARKED: ParkedState.OPEN,
    OperationState.REPLAYED: ParkedState.REPLAYED,
    OperationState.VOIDED: ParkedState.VOIDED,
    OperationState.ADJUSTED: ParkedState.ADJUSTED,
}


def parked_operations(connection: Connection, till_id: str, now: datetime) -> tuple[ParkedOperation, ...]:
    """All that are open, and those resolved within 35 days; oldest first."""
    same = and_(PARKED_RESOLUTION.c.till_id == OPERATION.c.till_id, PARKED_RESOLUTION.c.op_id == OPERATION.c.op_id)
    recent = or_(
        OPERATION.c.state == OperationState.PARKED.value,
        PARKED_RESOLUTION.c.resolved_ms >= unix_ms(now - _TOLD),
    )
    rows = connection.execute(
        select(OPERATION)
        .outerjoin(PARKED_RESOLUTION, same)
        .where(OPERATION.c.till_id == till_id, OPERATION.c.state.in_([state.value for state in _STATES]), recent)
        .order_by(OPERATION.c.epoch, OPERATION.c.seq)
    )
    return tuple(
        ParkedOperation(
            own_id(row.op_id),
            row.epoch,
            row.seq,
            row.kind,
            row.reason or "",
            instant_of(row.received_ms),
            _STATES[OperationState(row.state)],
        )
        for row in rows
    )
