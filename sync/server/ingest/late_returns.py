"""Posts returns whose sale came in while they were written down as waiting.

Two transactions at once may each not see the other's row: the one that waits looks again when it is committed, and the
nightly run looks once more.
"""

from functools import partial

from sqlalchemy import Connection, delete, select

from sync.protocol.operation import Operation
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ingest.apply import apply_one
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import gather, operations_at
from sync.server.ingest.operation_log import OperationState
from sync.server.ingest.records import incoming
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import RECEIPT, WAITING_RETURN


def post_late_returns(central: Central) -> int:
    """Post what waits for a sale that is here; answers how many returns that were."""
    with reading(central.engine) as connection:
        sale_ids = (
            connection.execute(
                select(WAITING_RETURN.c.sale_id)
                .join(RECEIPT, RECEIPT.c.receipt_id == WAITING_RETURN.c.sale_id)
                .distinct()
            )
            .scalars()
            .all()
        )
    posted = 0
    for sale_id in sale_ids:
        posted += write(central.engine, partial(_post, central=central, sale_id=sale_id))
    return posted


def _post(connection: Connection, central: Central, sale_id: str) -> int:
    rows = connection.execute(
        select(WAITING_RETURN)
        .where(WAITING_RETURN.c.sale_id == sale_id)
        .order_by(WAITING_RETURN.c.arrival)
        .with_for_update()
    ).all()
    numbers = [(row.till_id, row.epoch, row.seq) for row in rows]
    found = operations_at(connection, numbers)
    waiting: list[Operation] = [found[number] for number in numbers]
    desk = Desk(connection, central, "", 0, central.now(), ProgrammeBook(connection))
    run = [incoming(operation) for operation in waiting]
    gather(desk, run)
    for each in run:
        desk.flags = []
        state, reason = apply_one(desk, each)
        if state is not OperationState.WAITING:
            desk.set_state(each.operation, state, reason)
    connection.execute(delete(WAITING_RETURN).where(WAITING_RETURN.c.sale_id == sale_id))
    desk.write()
    return len(run)
