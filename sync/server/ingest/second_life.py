"""Operations under an id that the till used before, in an epoch that is over: the same thing again, or another one.

A till that was restored from a backup may find an open basket in it that it had sold before. Sold again, it is another
receipt with the same id: it is kept whole, parked as ``id_known``, and shown; nothing that was printed may vanish.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, or_, select

from sync.protocol.operation import Operation, unix_ms
from sync.protocol.push import OperationResult, Outcome
from sync.server.bulk import insert_rows
from sync.server.ingest.known import Known
from sync.server.ingest.operation_log import SECOND_LIFE, OperationState, operation_row, own_id
from sync.server.tables import OPERATION, OPERATION_REPEAT

ID_KNOWN = "id_known"


def log_known_ids(
    connection: Connection, operations: Sequence[Operation], earlier: Mapping[str, Known], received_at: datetime
) -> list[OperationResult]:
    """Write down operations whose ids are known from an epoch that is over; answers what became of each."""
    stored = _stored(connection, operations)
    results, repeats, parked = [], [], []
    for each in operations:
        content = (each.kind, each.v, unix_ms(each.business_at), each.body)
        first = stored.get((each.op_id, content))
        if first is None:
            row = operation_row(each, received_at, OperationState.PARKED, ID_KNOWN)
            parked.append({**row, "op_id": f"{each.op_id}{SECOND_LIFE}{each.epoch}"})
            results.append(OperationResult(each.op_id, each.seq, Outcome.PARKED, ID_KNOWN))
            continue
        repeats.append(
            {
                "till_id": each.till_id,
                "epoch": each.epoch,
                "seq": each.seq,
                "op_id": first[0],
                "prev_hash": each.prev_hash,
                "hash": each.hash,
                "received_ms": unix_ms(received_at),
            }
        )
        known = replace(earlier[each.op_id], state=first[1], reason=first[2])
        results.append(known.result(each.seq))
    insert_rows(connection, OPERATION_REPEAT, repeats)
    insert_rows(connection, OPERATION, parked)
    return results


def _stored(
    connection: Connection, operations: Sequence[Operation]
) -> dict[tuple[str, tuple[object, ...]], tuple[str, OperationState, str | None]]:
    """By id and content: the stored id, the state and the reason."""
    found: dict[tuple[str, tuple[object, ...]], tuple[str, OperationState, str | None]] = {}
    for each in operations:
        rows = connection.execute(
            select(OPERATION).where(
                OPERATION.c.till_id == each.till_id,
                or_(
                    OPERATION.c.op_id == each.op_id,
                    OPERATION.c.op_id.startswith(f"{each.op_id}{SECOND_LIFE}", autoescape=True),
                ),
            )
        )
        for row in rows:
            content = (row.kind, row.v, row.business_ms, bytes(row.body))
            found[own_id(row.op_id), content] = (row.op_id, OperationState(row.state), row.reason)
    return found
