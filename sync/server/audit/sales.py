"""The applied sales as their tills recorded them, for whoever computes them again."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from pos_app.domain.transaction.sale import Sale
from sync.server.ingest.gather import sale_in
from sync.server.ingest.operation_log import operation_of
from sync.server.tables import OPERATION, RECEIPT

_ROWS_AT_ONCE = 500


def applied_sales(connection: Connection) -> Iterator[Sale]:
    """In order of business time; a corrected one as it was corrected. Rows are read some hundred at a time."""
    same = and_(
        OPERATION.c.till_id == RECEIPT.c.till_id,
        OPERATION.c.epoch == RECEIPT.c.epoch,
        OPERATION.c.seq == RECEIPT.c.seq,
    )
    query = (
        select(OPERATION)
        .join(RECEIPT, same)
        .where(RECEIPT.c.kind == "sale")
        .order_by(OPERATION.c.business_ms, OPERATION.c.till_id, OPERATION.c.epoch, OPERATION.c.seq)
    )
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield sale_in(operation_of(row))
