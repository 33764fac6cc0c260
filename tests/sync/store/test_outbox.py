"""The queue: order, bounds, and settling only what was both sent and named."""

from datetime import timedelta
from pathlib import Path

import pytest

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.parked.queued import QueueState
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from sync.store.books import Books
from sync.store.connection import Database
from sync.store.engine import sqlite3
from sync.store.outbox import KEPT_AFTER_CONFIRMATION, Outbox
from tests.sync.store import records

NOW = records.START + timedelta(hours=5)


def sell(books: Books, *numbers: int) -> None:
    for number in numbers:
        sale = records.sale(number)
        books.record_sale(sale, sale_entries(sale))


def result(operation: Operation, outcome: Outcome = Outcome.CREATED, reason: str | None = None) -> OperationResult:
    return OperationResult(operation.op_id, operation.seq, outcome, reason)


def test_pending_is_the_oldest_in_order_within_both_bounds(books: Books, outbox: Outbox) -> None:
    sell(books, 1, 2, 3, 4)
    everything = outbox.pending()
    assert [op.seq for op in everything] == [1, 2, 3, 4, 5]
    assert outbox.pending(limit=2) == everything[:2]
    assert outbox.pending(max_bytes=1) == everything[:1]
    size = len(everything[0].body) + len(everything[1].body)
    assert outbox.pending(max_bytes=size) == everything[:2]
    assert outbox.pending(max_bytes=size - 1) == everything[:1]
    assert outbox.oldest_queued_at() == records.shift().opened_at


def test_confirmed_operations_leave_the_queue_and_stay_in_the_archive(books: Books, outbox: Outbox) -> None:
    sell(books, 1, 2)
    sent = outbox.pending()
    assert outbox.confirm(sent, [result(sent[0]), result(sent[1], Outcome.EXISTS)], NOW) == 2
    assert outbox.pending() == sent[2:]
    assert outbox.depth() == books.unsent_count() == 1
    assert outbox.operation(sent[0].op_id) == sent[0]
    assert outbox.from_seq(1) == sent
    assert outbox.from_seq(2, limit=1) == sent[1:2]
    assert outbox.from_seq(99) == ()
    assert outbox.confirm(sent, [result(sent[0])], NOW) == 0


def test_what_was_not_sent_or_not_named_stays_queued(books: Books, outbox: Outbox) -> None:
    sell(books, 1, 2)
    first, second, third = outbox.pending()
    assert outbox.confirm([first], [result(second), result(third)], NOW) == 0
    assert outbox.confirm([first, second], [], NOW) == 0
    misnumbered = OperationResult(first.op_id, 9, Outcome.CREATED)
    assert outbox.confirm([first], [misnumbered], NOW) == 0
    assert outbox.depth() == 3


def test_parked_operations_are_shown_with_their_reason_and_nothing_waits_behind_them(
    books: Books, outbox: Outbox
) -> None:
    sell(books, 1, 2)
    sent = outbox.pending()
    assert outbox.confirm(sent[:2], [result(sent[0]), result(sent[1], Outcome.PARKED, "sums_do_not_tie")], NOW) == 2
    assert outbox.pending() == sent[2:]
    parked, queued = books.queued_operations(9)
    assert (parked.op_id, parked.reason, parked.state) == (sent[1].op_id, "sums_do_not_tie", QueueState.PARKED)
    assert (queued.op_id, queued.reason, queued.state) == (sent[2].op_id, "", QueueState.QUEUED)
    assert (outbox.parked_count(), outbox.depth(), outbox.oldest_queued_at()) == (1, 1, sent[2].business_at)
    assert outbox.oldest_parked_at() == NOW
    parked_id = sent[1].op_id
    books.record_resolution(
        ParkedResolved("decision", parked_id, 1, sent[1].seq, Resolution.VOID, "operator-1", "boss", "twice", NOW)
    )
    assert outbox.oldest_parked_at() is None  # somebody decided: nobody need be called


def test_tries_are_counted_for_what_is_still_queued(books: Books, outbox: Outbox, till_path: Path) -> None:
    sell(books, 1)
    sent = outbox.pending()
    outbox.count_tries(sent)
    outbox.confirm(sent[:1], [result(sent[0])], NOW)
    outbox.count_tries(sent)
    outbox.count_tries([])
    database = Database(till_path)
    assert database.rows("SELECT tries FROM op ORDER BY seq") == [(1,), (2,)]
    database.close()


def test_pruning_keeps_35_days_and_everything_the_server_has_not_confirmed(books: Books, outbox: Outbox) -> None:
    sell(books, 1, 2, 3)
    sent = outbox.pending()
    outbox.confirm(sent[:3], [result(op) for op in sent[:2]] + [result(sent[2], Outcome.PARKED, "x")], NOW)
    assert outbox.prune(NOW + KEPT_AFTER_CONFIRMATION) == 0
    assert outbox.prune(NOW + KEPT_AFTER_CONFIRMATION + timedelta(milliseconds=1)) == 2
    assert outbox.prune(NOW + timedelta(days=4000)) == 0
    assert outbox.operation(sent[0].op_id) is None
    assert outbox.from_seq(1) == ()
    assert [op.seq for op in outbox.pending()] == [4]
    assert outbox.parked_count() == 1
    assert outbox.broken_at() is None
    assert books.sale(records.record_id(1)) == records.sale(1)
    sell(books, 4)
    assert outbox.last_issued_seq() == 5


def test_a_long_archive_is_pruned_in_short_steps(books: Books, outbox: Outbox) -> None:
    sell(books, *range(1, 601))
    while sent := outbox.pending():
        outbox.confirm(sent, [result(op) for op in sent], NOW)
    late = NOW + timedelta(days=36)
    assert [outbox.prune(late) for _ in range(3)] == [500, 101, 0]


def test_an_operation_changed_on_the_disk_is_found(books: Books, outbox: Outbox, till_path: Path) -> None:
    sell(books, 1, 2, 3)
    assert outbox.broken_at() is None
    database = Database(till_path)
    database.connection.execute("DROP TRIGGER op_body_is_written_once")
    database.connection.execute("UPDATE op SET body = CAST(replace(body, '19000', '18000') AS BLOB) WHERE seq = 3")
    database.close()
    broken = outbox.broken_at()
    assert broken is not None
    assert broken.seq == 3


@pytest.mark.parametrize(
    "statement",
    ["UPDATE op SET body = x'7b7d'", "UPDATE op SET op_id = 'x'", "DELETE FROM op", "UPDATE op SET state = 1"],
)
def test_a_queued_operation_can_be_neither_rewritten_nor_deleted_nor_half_settled(
    books: Books, till_path: Path, statement: str
) -> None:
    database = Database(till_path)
    with pytest.raises(sqlite3.IntegrityError):
        database.connection.execute(statement)
    database.close()
