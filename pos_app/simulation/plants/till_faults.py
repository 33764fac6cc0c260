"""Defects of the till's store and sync."""

import random
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos_app.domain.ledger.entry import Entry
from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.plants.plant import replaced
from pos_app.simulation.plants.scenes import (
    dies_all_day,
    dies_while_it_loads,
    restored_with_a_queue,
    tills_without_a_way_in_turn,
)
from sync.client import machine
from sync.client.exchange import Exchange
from sync.protocol.operation import Operation, OperationKind
from sync.protocol.push import OperationResult, Outcome, PushAnswer
from sync.protocol.rows import Stream
from sync.store import connection as store_connection
from sync.store import sale_book
from sync.store.connection import Database, Proof
from sync.store.epoch_book import EpochBook
from sync.store.errors import store_error
from sync.store.feed_intake import FeedIntake
from sync.store.operation_log import append_operation, proof_of
from sync.store.outbox import Outbox
from sync.store.reservation_rows import close_reservation, spend
from sync.store.sale_book import SaleBook

if TYPE_CHECKING:
    from pos_app.simulation.world import World


def drop_on_send(world: "World", stack: ExitStack) -> None:
    """What was sent counts as confirmed, whatever came back.

    The server says what it misses, and a till sends that again, confirmed or not; but not over the end of an epoch: a
    till that was put back from a backup begins a new one with what it takes for unsent. That day is played here.
    """
    restored_with_a_queue(world, world.tills[0])
    real = Exchange._request

    def request(self: Exchange, operations: Any, messages: Any) -> Any:
        made = real(self, operations, messages)
        results = [OperationResult(each.op_id, each.seq, Outcome.CREATED) for each in operations]
        self._till.outbox.confirm(operations, results, self._clock.now())
        return made

    replaced(stack, Exchange, "_request", request)


def cumulative_ack(world: "World", stack: ExitStack) -> None:
    """An answer confirms every number below the one that the server wants next.

    It loses receipts at a till that was put back from a backup with operations in its queue, and that has sold on
    before the first answer came: then numbers of the lost life cover those of new receipts. That day is played here.
    """
    real = Exchange._settle

    def settle(self: Exchange, sent: Any, answer: PushAnswer) -> Any:
        with self._till.outbox._database.transaction(Proof("SELECT 1")) as connection:  # type: ignore[attr-defined]
            connection.execute(
                "UPDATE op SET state = 1, settled_ms = 1 WHERE state = 0 AND seq < ?", (answer.expect_seq,)
            )
        return real(self, sent, answer)

    replaced(stack, Exchange, "_settle", settle)
    # In batches of twenty the number that proves a restore is in the first of them, which hides the defect.
    replaced(stack, machine, "FIRST_BATCH_OPERATIONS", 2)
    replaced(stack, machine, "MAX_BATCH_OPERATIONS", 2)
    for till in world.tills:
        restored_with_a_queue(world, till)


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


def commits_not_synced(world: "World", stack: ExitStack) -> None:
    """Commits return before they are on the disk; what was sent before the power went is safe all the same."""
    tills_without_a_way_in_turn(world)
    real = store_connection.apply_settings

    def settings(connection: Any) -> None:
        real(connection)
        connection.execute("PRAGMA synchronous=NORMAL")

    replaced(stack, store_connection, "apply_settings", settings)


def operation_after_the_sale(world: "World", stack: ExitStack) -> None:
    """The queue row is written in a transaction of its own, after the sale's."""
    for till in world.tills:
        dies_all_day(world, till)
    waiting: list[tuple[Any, ...]] = []
    real = SaleBook.record_sale

    def later(_connection: Any, kind: OperationKind, op_id: str, at: datetime, body: bytes) -> None:
        waiting.append((kind, op_id, at, body))

    def record_sale(self: SaleBook, sale: Sale, entries: tuple[Entry, ...], closings: Any = ()) -> None:
        waiting.clear()
        real(self, sale, entries, closings)
        for kind, op_id, at, body in waiting:
            with self._database.transaction(proof_of(op_id)) as connection:
                append_operation(connection, kind, op_id, at, body)

    replaced(stack, sale_book, "append_operation", later)
    replaced(stack, SaleBook, "record_sale", record_sale)


def cursor_before_rows(world: "World", stack: ExitStack) -> None:
    """The feed's cursor is stored before the rows that it stands behind.

    A death in between loses rows for good where they do not change any more: the tills die while they load.
    """
    real = FeedIntake.apply_page

    def apply_page(self: FeedIntake, stream: Stream, rows: Any, cursor: str) -> None:
        real(self, stream, (), cursor)
        real(self, stream, rows, cursor)

    replaced(stack, FeedIntake, "apply_page", apply_page)
    for till in world.tills:
        dies_while_it_loads(world, till)


def parked_not_kept(_world: "World", stack: ExitStack) -> None:
    """What the server parked counts as confirmed at the till: nobody sees it."""
    from sync.store import outbox

    replaced(stack, outbox, "_state", lambda _outcome: 1)
    replaced(stack, outbox, "_reason", lambda _result: None)


def lease_not_counted(_world: "World", stack: ExitStack) -> None:
    """What a receipt spends from a promise is not counted: the promise can be spent again."""

    def nothing(_connection: Any, _receipt_id: str, _customer_id: str | None, _parts: Any) -> None:
        """Count nothing."""

    replaced(stack, sale_book, "spend", nothing)


def lease_counted_later(world: "World", stack: ExitStack) -> None:
    """The promise's counter is raised in a transaction of its own, after the sale's."""
    for till in world.tills:
        dies_all_day(world, till)
    waiting: list[tuple[Any, ...]] = []
    real = SaleBook.record_sale

    def later(_connection: Any, receipt_id: str, customer_id: str | None, parts: Any) -> None:
        waiting.append((receipt_id, customer_id, parts))

    def record_sale(self: SaleBook, sale: Sale, entries: tuple[Entry, ...], closings: Any = ()) -> None:
        waiting.clear()
        real(self, sale, entries)  # the hold is open until it is counted
        with self._database.transaction(proof_of(sale.receipt_id)) as connection:
            for receipt_id, customer_id, parts in waiting:
                spend(connection, receipt_id, customer_id, parts)
            for closing in closings:
                close_reservation(connection, closing)

    replaced(stack, sale_book, "spend", later)
    replaced(stack, SaleBook, "record_sale", record_sale)


def archive_not_sent(_world: "World", stack: ExitStack) -> None:
    """A restored server is sent what it has not confirmed yet, and not what it forgot."""
    real = EpochBook.begin_epoch

    def begin_epoch(self: EpochBook, *arguments: Any, **named: Any) -> bool:
        return real(self, *arguments, **{**named, "archive": False})

    replaced(stack, EpochBook, "begin_epoch", begin_epoch)


def sends_beside_its_head(_world: "World", stack: ExitStack) -> None:
    """Half of the batches leave out the oldest operation of the queue; harmless with a server that minds the gap."""
    real = Outbox.pending
    chance = random.Random(1)

    def pending(self: Outbox, *arguments: Any, **named: Any) -> tuple[Operation, ...]:
        found = real(self, *arguments, **named)
        return found[1:] if len(found) > 1 and chance.random() < 0.5 else found

    replaced(stack, Outbox, "pending", pending)
