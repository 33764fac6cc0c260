"""The queue of operations as the sync client sees it: what to send, and what the server's answer settled.

An operation is queued, then confirmed or parked, and never anything else. Rows stay 35 days after confirmation, so that
a server that was restored from a backup can be told again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sync.protocol.limits import MAX_BATCH_BYTES, MAX_BATCH_OPERATIONS
from sync.protocol.operation import Operation, instant_of, unix_ms
from sync.protocol.parked import ParkedOperation, ParkedState
from sync.protocol.push import OperationResult, Outcome, first_batch
from sync.store.connection import CHECKPOINT_FROM_PAGES, Proof, SqlRow
from sync.store.engine import sqlite3
from sync.store.epoch_book import EpochBook

KEPT_AFTER_CONFIRMATION = timedelta(days=35)
_PRUNED_AT_ONCE = 500

_COLUMNS = "op_id, (SELECT till_id FROM meta), epoch, seq, kind, v, wall_ms, body, prev_hash, hash"
_CONFIRMED, _PARKED = 1, 2
_UNNAMED = "unnamed"


class Outbox(EpochBook):
    """Numbers and states of operations. Each method is one short transaction or one read."""

    def pending(self, limit: int = MAX_BATCH_OPERATIONS, max_bytes: int = MAX_BATCH_BYTES) -> tuple[Operation, ...]:
        """The oldest queued operations in order, of one epoch, within both bounds; the first one however large."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM op WHERE state = 0"
            " AND epoch = (SELECT epoch FROM op WHERE state = 0 ORDER BY epoch, seq LIMIT 1) ORDER BY seq LIMIT ?",
            (limit,),
        )
        return first_batch(map(_operation, rows), limit, max_bytes)

    def from_seq(
        self, seq: int, limit: int = MAX_BATCH_OPERATIONS, max_bytes: int = MAX_BATCH_BYTES
    ) -> tuple[Operation, ...]:
        """Operations of the present epoch from ``seq`` on, whatever their state: the server misses them.

        Empty when ``seq`` is not kept any more or was never issued.
        """
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM op WHERE epoch = (SELECT epoch FROM meta) AND seq >= ? ORDER BY seq LIMIT ?",
            (seq, limit),
        )
        found = first_batch(map(_operation, rows), limit, max_bytes)
        return found if found and found[0].seq == seq else ()

    def confirm(self, sent: Sequence[Operation], results: Iterable[OperationResult], at: datetime) -> int:
        """Settle what ``results`` say; returns how many operations left the queue.

        Only what was in this request and is named in this answer by id and number, and was still queued, is settled: an
        answer to a request of an earlier life of this till settles nothing.
        """
        by_id = {operation.op_id: operation for operation in sent}
        settled = [
            (_state(result.outcome), _reason(result), unix_ms(at), operation.op_id, operation.epoch, operation.seq)
            for result in results
            if (operation := by_id.get(result.op_id)) is not None and operation.seq == result.seq
        ]
        if not settled:
            return 0
        # If this transaction is lost, the same operations are sent again and answered «exists»: the proof may be loose.
        with self._database.transaction(
            Proof("SELECT 1 FROM op WHERE op_id = ? AND state <> 0", (settled[-1][3],))
        ) as connection:
            changed = connection.executemany(
                "UPDATE op SET state = ?, reason = ?, settled_ms = ?"
                " WHERE op_id = ? AND epoch = ? AND seq = ? AND state = 0",
                settled,
            ).rowcount
            _settle_decisions(connection, [row[3] for row in settled], at)
        self._note_progress()
        return changed

    def count_tries(self, sent: Sequence[Operation]) -> None:
        """One more attempt for each of these; shown beside operations that stay queued for long."""
        ids = [(operation.op_id,) for operation in sent]
        if ids:
            with self._database.transaction(
                Proof("SELECT 1 FROM op WHERE op_id = ? AND tries > 0", ids[-1])
            ) as connection:
                connection.executemany("UPDATE op SET tries = tries + 1 WHERE op_id = ? AND state = 0", ids)

    def learn_parked(self, told: Iterable[ParkedOperation], at: datetime) -> int:
        """What the server says about this till's parked operations; returns how many are dealt with now.

        One that was resolved, here or at the office, does not wait any more. One that this till holds for confirmed but
        the server parked (it was applied late, behind the sale that it waited for) waits for a person from now on.
        """
        changed = 0
        with self._database.transaction(Proof("SELECT 1")) as connection:  # asked again at the next exchange
            for each in told:
                if each.state is ParkedState.OPEN:
                    connection.execute(
                        "UPDATE op SET state = 2, reason = ?, settled_ms = ? WHERE op_id = ? AND state = 1",
                        (each.reason or _UNNAMED, unix_ms(at), each.op_id),
                    )
                else:
                    changed += _accept(connection, each.op_id, at)
        return changed

    def depth(self) -> int:
        """How many operations are queued: neither confirmed nor parked."""
        return int(self._database.rows("SELECT count(*) FROM op WHERE state = 0")[0][0])

    def oldest_queued_at(self) -> datetime | None:
        """Business time of the oldest queued operation."""
        row = self._database.row("SELECT wall_ms FROM op WHERE state = 0 ORDER BY epoch, seq LIMIT 1")
        return None if row is None else instant_of(row[0])

    def parked_count(self) -> int:
        """How many operations are parked."""
        return int(self._database.rows("SELECT count(*) FROM op WHERE state = 2")[0][0])

    def oldest_parked_at(self) -> datetime | None:
        """Since when the oldest parked operation waits for a person's decision."""
        row = self._database.row(
            "SELECT min(settled_ms) FROM op WHERE state = 2"
            " AND NOT EXISTS (SELECT 1 FROM resolution WHERE resolution.op_id = op.op_id)"
        )
        return None if row is None or row[0] is None else instant_of(row[0])

    def operation(self, op_id: str) -> Operation | None:
        """An operation by id, while it is kept."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM op WHERE op_id = ?", (op_id,))
        return None if row is None else _operation(row)

    def till_id(self) -> str:
        """Whose operations these are."""
        return str(self._database.rows("SELECT till_id FROM meta")[0][0])

    def epoch(self) -> int:
        """The present epoch."""
        return int(self._database.rows("SELECT epoch FROM meta")[0][0])

    def last_issued_seq(self) -> int:
        """The last number given out in the present epoch, 0 before the first."""
        return int(self._database.rows("SELECT last_seq FROM meta")[0][0])

    def broken_at(self) -> Operation | None:
        """The first unconfirmed operation that does not fit the chain: it was changed on the disk. None if whole."""
        before: Operation | None = None
        for row in self._database.rows(f"SELECT {_COLUMNS} FROM op WHERE state <> 1 ORDER BY epoch, seq"):
            operation = _operation(row)
            follows = before is not None and (operation.epoch, operation.seq) == (before.epoch, before.seq + 1)
            if not operation.is_intact() or (follows and before is not None and operation.prev_hash != before.hash):
                return operation
            before = operation
        return None

    def prune(self, now: datetime) -> int:
        """Delete confirmed operations that are kept long enough, some hundred at once; returns how many.

        Call again while it returns more than 0; each call holds the write lock for a few milliseconds.
        """
        before_ms = unix_ms(now - KEPT_AFTER_CONFIRMATION)
        proof = Proof("SELECT 1")  # what a lost transaction leaves is found by the next call
        with self._database.transaction(proof) as connection:
            return connection.execute(
                "DELETE FROM op WHERE rowid IN (SELECT rowid FROM op WHERE state = 1 AND settled_ms < ? LIMIT ?)",
                (before_ms, _PRUNED_AT_ONCE),
            ).rowcount

    def bring_in(self, from_pages: int = CHECKPOINT_FROM_PAGES) -> int:
        """Bring what the counter committed from the log into the file, if it has become much; how many pages it was."""
        return self._database.checkpoint(from_pages)


def _operation(row: SqlRow) -> Operation:
    op_id, till_id, epoch, seq, kind, v, wall_ms, body, prev_hash, digest = row[:10]
    return Operation(op_id, till_id, epoch, seq, kind, v, instant_of(wall_ms), body, prev_hash.hex(), digest.hex())


def _settle_decisions(connection: sqlite3.Connection, op_ids: Sequence[str], at: datetime) -> None:
    """A decision that the server took ends its operation's wait; one that it parked itself may be made anew."""
    for op_id in op_ids:
        row = connection.execute(
            "SELECT resolution.op_id, op.state FROM resolution JOIN op ON op.op_id = resolution.resolution_id"
            " WHERE resolution.resolution_id = ? AND op.state <> 0",
            (op_id,),
        ).fetchone()
        if row is not None and row[1] == _CONFIRMED:
            _accept(connection, row[0], at)
        elif row is not None:
            connection.execute("DELETE FROM resolution WHERE resolution_id = ?", (op_id,))


def _accept(connection: sqlite3.Connection, op_id: str, at: datetime) -> int:
    changed: int = connection.execute(
        "UPDATE op SET state = 1, reason = NULL, settled_ms = ? WHERE op_id = ? AND state = 2", (unix_ms(at), op_id)
    ).rowcount
    connection.execute("DELETE FROM resolution WHERE op_id = ?", (op_id,))
    return changed


def _state(outcome: Outcome) -> int:
    return _PARKED if outcome == Outcome.PARKED else _CONFIRMED


def _reason(result: OperationResult) -> str | None:
    return (result.reason or _UNNAMED) if result.outcome == Outcome.PARKED else None
