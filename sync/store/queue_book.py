"""The queue as a person sees it, and what a senior person decided about an operation that was not accepted."""

from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.operation import OperationKind, instant_of
from sync.store.book import Book, body_of
from sync.store.connection import SqlRow
from sync.store.operation_log import already_recorded, append_operation, proof_of


class QueueBook(Book):
    """The queue's part of ``TillBooks``."""

    def queued_operations(self, limit: int) -> tuple[QueuedOperation, ...]:
        """What waits for a person first, then what waits for the server, each oldest first."""
        rows = self._database.rows(
            "SELECT op.op_id, op.epoch, op.seq, op.kind, op.wall_ms, op.state, coalesce(op.reason, ''), op.tries,"
            " coalesce(receipt.number, ''), receipt.customer_id, resolution.action"
            " FROM op LEFT JOIN receipt ON receipt.receipt_id = op.op_id"
            " LEFT JOIN resolution ON resolution.op_id = op.op_id"
            " WHERE op.state IN (0, 2) ORDER BY op.state DESC, op.epoch, op.seq LIMIT ?",
            (limit,),
        )
        return tuple(map(_queued, rows))

    def operation_text(self, op_id: str) -> str | None:
        """The body of an operation as it was written, while it is kept; what is no UTF-8 is shown with marks."""
        row = self._database.row("SELECT body FROM op WHERE op_id = ?", (op_id,))
        return None if row is None else bytes(row[0]).decode("utf-8", errors="replace")

    def record_resolution(self, resolution: ParkedResolved) -> None:
        """Queue a decision about a parked operation. Raises ``StoreError`` ``refused`` if that one is not parked here,
        or another decision about it is on its way.
        """
        body = body_of(resolution)
        with self._database.transaction(proof_of(resolution.resolution_id)) as connection:
            if already_recorded(connection, resolution.resolution_id, body):
                return
            row = connection.execute("SELECT state FROM op WHERE op_id = ?", (resolution.op_id,)).fetchone()
            if row is None or row[0] != 2:
                raise StoreError("refused", f"operation {resolution.op_id} does not wait for a decision")
            if connection.execute("SELECT 1 FROM resolution WHERE op_id = ?", (resolution.op_id,)).fetchone():
                raise StoreError("refused", f"a decision about operation {resolution.op_id} is on its way")
            append_operation(
                connection,
                OperationKind.PARKED_RESOLVED,
                resolution.resolution_id,
                resolution.resolved_at,
                body,
            )
            connection.execute(
                "INSERT INTO resolution (op_id, resolution_id, action) VALUES (?, ?, ?)",
                (resolution.op_id, resolution.resolution_id, resolution.action.value),
            )


def _queued(row: SqlRow) -> QueuedOperation:
    op_id, epoch, seq, kind, wall_ms, state, reason, tries, number, customer_id, action = row
    resolution = None if action is None else Resolution(action)
    shown = QueueState.QUEUED if state == 0 else QueueState.DECIDED if resolution else QueueState.PARKED
    return QueuedOperation(
        op_id=op_id,
        epoch=epoch,
        seq=seq,
        kind=kind,
        at=instant_of(wall_ms),
        state=shown,
        reason=reason,
        tries=tries,
        number=number,
        customer_id=customer_id,
        resolution=resolution,
    )
