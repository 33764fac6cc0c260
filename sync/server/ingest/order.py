"""Order and sameness: which of a till's operations are new, which are known, and which prove that the till forked.

Known are those with the same number, id and hash as stored. New ones must follow without a gap, each chained to the one
before; what an earlier epoch of the till brought already is not applied again. Everything here runs in the caller's one
transaction for the whole batch; what raises leaves nothing behind.

That the till was restored or cloned is only ever told to a till, in the answer to its own request, by a contradiction:
a low ``have_seq`` proves nothing, for a copy of an old request may come late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from sync.server.bulk import insert_rows
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill, note
from sync.server.ingest.apply import Ingest
from sync.server.ingest.continuity import FencedError, ForkError, GapError, check_epoch
from sync.server.ingest.known import Known, known_ids, known_numbers, persons_of
from sync.server.ingest.operation_log import OperationState, operation_row
from sync.server.ingest.records import incoming
from sync.server.ingest.second_life import log_known_ids
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.tables import OPERATION

__all__ = ["FencedError", "ForkError", "GapError", "Taken", "check_epoch", "take_operations", "take_parcel"]


@dataclass(frozen=True, slots=True)
class Taken:
    """Results in the order of the request; ``touched``: customers whose books an operation of the request concerns.

    ``waits``: a return waits now for its sale. ``books``: of the touched, those that are in hand.
    ``unwritten``: accounts that ``write_accounts`` is to write as the last thing of the transaction, after the
    ``orders`` that ``publish_orders`` and the ``card_steps`` that ``write_card_steps`` does.
    """

    results: tuple[OperationResult, ...]
    expect_seq: int
    touched: frozenset[str]
    waits: bool = False
    books: Mapping[str, CustomerBooks] = field(default_factory=dict)
    unwritten: Sequence[CustomerBooks] = ()
    card_steps: Mapping[str, int] = field(default_factory=dict)
    orders: Mapping[str, PreOrder] = field(default_factory=dict)


def take_operations(
    connection: Connection,
    central: Central,
    till: EnrolledTill,
    operations: Sequence[Operation],
    received_at: datetime,
    with_leases: bool = True,
    told: Mapping[str, int | str] = MappingProxyType({}),
) -> Taken:
    """Apply what is new, recognise what is known. ``told``: of the till's row, written with the number of the last.

    Raises :class:`GapError`, :class:`ForkError`, :class:`FencedError`.
    """
    known = known_numbers(connection, till, operations)
    fresh = _in_order(till, operations, known)
    earlier = known_ids(connection, till.till_id, [each.op_id for each in fresh])
    for each in fresh:
        if each.op_id in earlier and earlier[each.op_id].epoch == till.epoch:
            before = earlier[each.op_id].seq
            raise ForkError(till.epoch, f"operation {each.seq} has the id of operation {before}")
    ingest = Ingest(connection, central, till, received_at)
    ingest.take([each for each in fresh if each.op_id not in earlier], with_leases)
    again = log_known_ids(connection, [each for each in fresh if each.op_id in earlier], earlier, received_at)
    results = {result.op_id: result for result in (*ingest.results, *again)}
    results |= {each.op_id: each.result(each.seq) for each in known.values()}
    last = fresh[-1] if fresh else None
    if last is not None:
        _remember(connection, till, last, told)
    old = [each for each in operations if each.op_id in earlier or each.seq <= till.last_seq]
    parked = [each for each in fresh if results[each.op_id].outcome is Outcome.PARKED]
    concerned = persons_of(connection, (incoming(each).customer_id for each in (*old, *parked)))
    return Taken(
        tuple(results[operation.op_id] for operation in operations),
        (till.last_seq if last is None else last.seq) + 1,
        frozenset(concerned | ingest.touched),
        ingest.waits,
        ingest.books,
        ingest.unwritten,
        ingest.card_steps,
        ingest.orders,
    )


def take_parcel(
    connection: Connection,
    till: EnrolledTill,
    operation: Operation,
    received_at: datetime,
    reason: str,
    told: Mapping[str, int | str] = MappingProxyType({}),
) -> Taken:
    """Store an operation that cannot be taken as a message, parked, under its number.

    It moves nothing. Whose books it would concern is told if it can be read: the till learns what is true there.
    """
    known = known_numbers(connection, till, [operation])
    fresh = _in_order(till, [operation], known)
    concerned = frozenset(persons_of(connection, [incoming(operation).customer_id]))
    if not fresh:
        return Taken((known[operation.seq].result(operation.seq),), till.last_seq + 1, concerned)
    earlier = known_ids(connection, till.till_id, [operation.op_id]).get(operation.op_id)
    if earlier is not None and earlier.epoch == till.epoch:
        raise ForkError(till.epoch, f"operation {operation.seq} has the id of operation {earlier.seq}")
    _remember(connection, till, operation, told)
    if earlier is not None:
        again = log_known_ids(connection, [operation], {operation.op_id: earlier}, received_at)
        return Taken(tuple(again), operation.seq + 1, concerned)
    insert_rows(connection, OPERATION, [operation_row(operation, received_at, OperationState.PARKED, reason)])
    result = OperationResult(operation.op_id, operation.seq, Outcome.PARKED, reason)
    return Taken((result,), operation.seq + 1, concerned)


def _in_order(till: EnrolledTill, operations: Sequence[Operation], known: Mapping[int, Known]) -> list[Operation]:
    """The new operations; what is known is the same as it was."""
    fresh: dict[int, Operation] = {}
    ids: set[str] = set()
    last_seq, last_hash = till.last_seq, till.last_hash
    for operation in operations:
        check_epoch(till, operation.epoch)
        if operation.seq <= last_seq:
            stored: Known | Operation | None = known.get(operation.seq) or fresh.get(operation.seq)
            if stored is None or (stored.op_id, stored.hash) != (operation.op_id, operation.hash):
                raise ForkError(till.epoch, f"operation {operation.seq} is known with other content")
            continue
        if operation.seq != last_seq + 1:
            raise GapError(last_seq + 1, operation.seq)
        if operation.prev_hash != last_hash:
            detail = f"operation {operation.seq} does not follow the operation {last_seq} known here"
            raise ForkError(till.epoch, detail)
        if operation.op_id in ids:
            raise ForkError(till.epoch, f"operation {operation.seq} has the id of another of the same message")
        fresh[operation.seq] = operation
        ids.add(operation.op_id)
        last_seq, last_hash = operation.seq, operation.hash
    return list(fresh.values())


def _remember(connection: Connection, till: EnrolledTill, last: Operation, told: Mapping[str, int | str]) -> None:
    note(connection, till.till_id, {"last_seq": last.seq, "last_hash": last.hash, **told})
