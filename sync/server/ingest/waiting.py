"""Returns that came before their sale."""

from sqlalchemy import Connection, delete, func, insert, select

from sync.protocol.operation import Operation
from sync.server.tables import WAITING_RETURN


def add_waiting(connection: Connection, sale_id: str, operation: Operation) -> None:
    """Let a return wait for its sale."""
    newest = connection.execute(
        select(func.max(WAITING_RETURN.c.arrival)).where(WAITING_RETURN.c.sale_id == sale_id)
    ).scalar_one()
    connection.execute(
        insert(WAITING_RETURN).values(
            sale_id=sale_id,
            till_id=operation.till_id,
            epoch=operation.epoch,
            seq=operation.seq,
            arrival=(newest or 0) + 1,
        )
    )


def take_waiting(connection: Connection, sale_id: str) -> tuple[tuple[str, int, int], ...]:
    """Till, epoch and number of each return that waited for the sale, in order of arrival; they wait no longer."""
    mine = WAITING_RETURN.c.sale_id == sale_id
    rows = connection.execute(select(WAITING_RETURN).where(mine).order_by(WAITING_RETURN.c.arrival)).all()
    if rows:
        connection.execute(delete(WAITING_RETURN).where(mine))
    return tuple((row.till_id, row.epoch, row.seq) for row in rows)
