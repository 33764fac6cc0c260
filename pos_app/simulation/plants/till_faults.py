"""Defects of the till's store and sync."""

import random
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.plants.plant import replaced
from sync.client.exchange import Exchange
from sync.protocol.operation import Operation, OperationKind
from sync.protocol.push import OperationMessage, OperationResult, Outcome, message_of
from sync.protocol.rows import Stream
from sync.store import connection as store_connection
from sync.store import sale_book
from sync.store.connection import Database, Proof
from sync.store.errors import store_error
from sync.store.feed_intake import FeedIntake
from sync.store.operation_log import append_operation, proof_of
from sync.store.outbox import Outbox
from sync.store.sale_book import SaleBook

if TYPE_CHECKING:
    from pos_app.simulation.world import World


def drop_on_send(_world: "World", stack: ExitStack) -> None:
    """What was sent counts as confirmed, whatever came back."""
    real = Exchange._request

    def request(self: Exchange, operations: Any, messages: Any) -> Any:
        made = real(self, operations, messages)
        results = [OperationResult(each.op_id, each.seq, Outcome.CREATED) for each in operations]
        self._till.outbox.confirm(operations, results, self._clock.now())
        return made

    replaced(stack, Exchange, "_request", request)


def cumulative_ack(_world: "World", stack: ExitStack) -> None:
    """An answer confirms every number up to its highest, not the operations that it names."""

    def confirm(self: Outbox, sent: Any, results: Any, at: datetime) -> int:
        highest = max((each.seq for each in results), default=0)
        with self._database.transaction(Proof("SELECT 1")) as connection:
            return int(
                connection.execute(
                    "UPDATE op SET state = 1, settled_ms = 1 WHERE state = 0 AND seq <= ?", (highest,)
                ).rowcount
            )

    replaced(stack, Outbox, "confirm", confirm)


def print_before_commit(world: "World", _stack: ExitStack) -> None:
    """The receipt comes out before the sale is stored."""
    for cashier in world.cashiers:
        cashier.printing_first = True


def commit_error_is_failure(_world: "World", stack: ExitStack) -> None:
    """A COMMIT that raised is told as «not stored» without a look."""

    def decide(self: Database, _proof: Proof, error: Any) -> None:
        self.close()
        raise store_error(error, self.path) from error

    replaced(stack, Database, "_decide", decide)


def commits_not_synced(_world: "World", stack: ExitStack) -> None:
    """Commits return before they are on the disk."""
    real = store_connection.apply_settings

    def settings(connection: Any) -> None:
        real(connection)
        connection.execute("PRAGMA synchronous=NORMAL")

    replaced(stack, store_connection, "apply_settings", settings)


def operation_after_the_sale(_world: "World", stack: ExitStack) -> None:
    """The queue row is written in a transaction of its own, after the sale's."""
    waiting: list[tuple[Any, ...]] = []
    real = SaleBook.record_sale

    def later(_connection: Any, kind: OperationKind, op_id: str, at: datetime, body: bytes) -> None:
        waiting.append((kind, op_id, at, body))

    def record_sale(self: SaleBook, sale: Sale, entries: tuple[Entry, ...]) -> None:
        waiting.clear()
        real(self, sale, entries)
        for kind, op_id, at, body in waiting:
            with self._database.transaction(proof_of(op_id)) as connection:
                append_operation(connection, kind, op_id, at, body)

    replaced(stack, sale_book, "append_operation", later)
    replaced(stack, SaleBook, "record_sale", record_sale)


def cursor_before_rows(_world: "World", stack: ExitStack) -> None:
    """The feed's cursor is stored before the rows that it stands behind."""
    real = FeedIntake.apply_page

    def apply_page(self: FeedIntake, stream: Stream, rows: Any, cursor: str) -> None:
        real(self, stream, (), cursor)
        real(self, stream, rows, cursor)

    replaced(stack, FeedIntake, "apply_page", apply_page)


def new_number_at_each_try(_world: "World", stack: ExitStack) -> None:
    """An operation gets a new id whenever it is sent."""
    chance = random.Random(1)

    def message(operation: Operation) -> OperationMessage:
        from dataclasses import replace

        return replace(message_of(operation), op_id=f"{operation.op_id[:-4]}{chance.getrandbits(16):04x}")

    from sync.client import exchange

    replaced(stack, exchange, "message_of", message)


def parked_not_kept(_world: "World", stack: ExitStack) -> None:
    """What the server parked counts as confirmed at the till: nobody sees it."""
    from sync.store import outbox

    replaced(stack, outbox, "_state", lambda _outcome: 1)
    replaced(stack, outbox, "_reason", lambda _result: None)
