"""I1 nothing told is lost or doubled, I6 queues are empty, I9 nothing is invented, I10 only the bad are parked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.server_node import operations_of
from pos_app.simulation.till_node import TillNode
from pos_app.simulation.truth import TillTruth, Told, Truth
from sync.protocol.encoding import decode, encode
from sync.protocol.operation import OperationKind
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ingest.operation_log import own_id
from sync.server.tables import RECEIPT

_MADE_BY_THE_TILL = {
    OperationKind.RESERVATION_CLOSED.value,
    OperationKind.VALUE_HOLD_CLOSED.value,
    OperationKind.CLAIM_CLOSED.value,
    OperationKind.DEED.value,
}
"""Operations of which no cashier is told: they go with what he did, in its transaction."""
_OF_PHONES = {"phone_taken", "phone_changed_since"}
_PAID_TWICE = {
    "over_return",
    "return_does_not_mirror",
    "id_known",
    "receipt_known",
    "certificate_known",
    "advance_spent",
}
"""Conflicts that a restored till makes: what came back, or was sold, in the life that it forgot."""


def check_delivery(central: Central, truth: Truth) -> Iterator[Violation]:
    """I1, I9, I10 over every till."""
    rows = operations_of(central)
    with reading(central.engine) as connection:
        receipts = Counter(connection.execute(select(RECEIPT.c.receipt_id)).scalars())
    parked = {own_id(row.op_id) for row in rows if row.state == "parked"}
    out_of_reach = parked.union(*(till.disk_lost for till in truth.tills.values()))
    for till_id, till in truth.tills.items():
        mine = [row for row in rows if row.till_id == till_id]
        yield from _lost_or_doubled(till_id, till, mine, receipts)
        yield from _waits(till_id, till, mine, out_of_reach)
        yield from _sold_again(till_id, till, mine)
        yield from _invented(till_id, till, mine)
        yield from _wrongly_parked(till_id, till, mine, truth)


def check_queues(tills: list[TillNode], problems: dict[str, int]) -> Iterator[Violation]:
    """I6: ``problems`` counts, by till, what is still queued after healing."""
    for till in tills:
        depth = problems[till.till_id]
        if depth:
            link = till.sync.status().link.value if till.sync is not None else "off"
            yield Violation("I6", f"{till.till_id} holds {depth} unsent operations after healing, link {link}")


def _lost_or_doubled(till_id: str, till: TillTruth, rows: list, receipts: Counter[str]) -> Iterator[Violation]:  # type: ignore[type-arg]
    by_id: dict[str, list] = {}  # type: ignore[type-arg]
    for row in rows:
        by_id.setdefault(row.op_id, []).append(row)
    for op_id in sorted(till.held - till.told.keys()):
        if op_id not in by_id:
            yield Violation("I1", f"{till_id}: a customer holds paper of {op_id}, which no book has")
    for op_id, record in till.told.items():
        found = by_id.get(op_id, [])
        if not found:
            if op_id not in till.disk_lost:
                yield Violation("I1", f"{till_id}: {type(record).__name__} {op_id} is lost")
            continue
        if len(found) > 1:
            yield Violation("I1", f"{till_id}: {op_id} is at the server {len(found)} times")
        if op_id not in till.sold_again and bytes(found[0].body) != encode(record):
            yield Violation("I1", f"{till_id}: {op_id} says something else at the server")
        is_receipt = isinstance(record, Sale | SaleReturn)
        if is_receipt and found[0].state == "applied" and receipts[op_id] != 1:
            yield Violation("I1", f"{till_id}: {op_id} is applied, but stands {receipts[op_id]} times in the receipts")


def _waits(till_id: str, till: TillTruth, rows: list, out_of_reach: set[str]) -> Iterator[Violation]:  # type: ignore[type-arg]
    """I6: nothing waits for a sale that is here. One that is parked or died with its disk a person deals with."""
    for row in rows:
        record = till.told.get(own_id(row.op_id))
        lost = isinstance(record, SaleReturn) and record.sale_id in out_of_reach
        if row.state == "waiting" and not lost:
            yield Violation("I6", f"{till_id}: {row.op_id} still waits for its sale")


def _sold_again(till_id: str, till: TillTruth, rows: list) -> Iterator[Violation]:  # type: ignore[type-arg]
    """A basket that came back with a backup: each further sale of it is kept whole, whatever becomes of it."""
    bodies = {bytes(row.body) for row in rows}
    for op_id, records in till.sold_again.items():
        for record in records:
            if encode(record) not in bodies | till.again_lost and op_id not in till.disk_lost:
                yield Violation("I1", f"{till_id}: the second {type(record).__name__} under {op_id} is lost")


def _invented(till_id: str, till: TillTruth, rows: list) -> Iterator[Violation]:  # type: ignore[type-arg]
    known = till.told.keys() | till.injected
    # Of several sales of one basket any may reach the server first: the others stand under the id's later life.
    again = {encode(each) for op_id, records in till.sold_again.items() for each in (till.told[op_id], *records)}
    strangers = [
        row
        for row in rows
        if row.op_id not in known
        and row.kind not in _MADE_BY_THE_TILL
        and not (own_id(row.op_id) != row.op_id and bytes(row.body) in again)
    ]
    if len(strangers) > till.doubtful:
        kinds = ", ".join(f"{row.kind} {row.op_id}" for row in strangers)
        yield Violation("I9", f"{till_id}: nobody was told of {kinds}; {till.doubtful} were in doubt")


def _wrongly_parked(till_id: str, till: TillTruth, rows: list, truth: Truth) -> Iterator[Violation]:  # type: ignore[type-arg]
    for row in rows:
        if row.state != "parked" or row.op_id in till.injected:
            continue
        if till.was_restored and row.reason in _PAID_TWICE:
            continue
        record = till.told.get(row.op_id)
        if isinstance(record, ParkedResolved) and _may_fail(truth, till, record, row.reason):
            continue
        if row.reason in _OF_PHONES and isinstance(record, PhoneChanged) and _was_said_elsewhere(truth, record):
            continue
        if row.reason == "over_return" and isinstance(record, SaleReturn) and _came_back_twice(truth, record):
            continue
        if row.reason == "merge_review" and isinstance(record, CustomerRegistered) and _has_two_names(truth, record):
            continue
        if row.reason == "customer_unknown" and _joined_on_a_dead_disk(truth, _customer_of(row, record)):
            continue
        yield Violation("I10", f"{till_id}: {row.kind} {row.op_id} is parked: {row.reason}")


def _may_fail(truth: Truth, till: TillTruth, record: ParkedResolved, reason: str) -> bool:
    """What was not taken once may be refused again; what a server that went back had not parked yet is not parked."""
    if record.action is Resolution.REPLAY:
        return True
    twice = sum(isinstance(each, ParkedResolved) and each.op_id == record.op_id for each in till.told.values()) > 1
    return reason == "not_parked" and (twice or till.was_restored or bool(truth.faults["server_restored"]))


def _was_said_elsewhere(truth: Truth, record: PhoneChanged) -> bool:
    """Whether somebody else said the same number, or the same person another one."""
    return any(
        isinstance(each, PhoneChanged | CustomerRegistered)
        and each != record
        and (each.phone_hash == record.phone_hash or each.customer_id == record.customer_id)
        for till in truth.tills.values()
        for each in till.told.values()
    )


def _customer_of(row: Any, record: Told | None) -> str | None:
    """Whom a receipt, or what ends a promise to him, is of; None for anything else."""
    if row.kind == OperationKind.RESERVATION_CLOSED:
        return decode(ReservationClosed, bytes(row.body)).customer_id
    return record.customer_id if isinstance(record, Sale | SaleReturn | PhoneChanged | ParkedResolved) else None


def _joined_on_a_dead_disk(truth: Truth, customer_id: str | None) -> bool:
    """Whether this is somebody whose registration died with a disk before anybody else had it."""
    return customer_id is not None and any(
        isinstance(each, CustomerRegistered) and each.customer_id == customer_id and op_id in till.disk_lost
        for till in truth.tills.values()
        for op_id, each in till.told.items()
    )


def _came_back_twice(truth: Truth, record: SaleReturn) -> bool:
    """Whether more of a line was given back, at all tills together, than was sold."""
    every = [each for till in truth.tills.values() for each in till.told.values()]
    sold = [sale for sale in every if isinstance(sale, Sale) and sale.receipt_id == record.sale_id]
    back: Counter[str] = Counter()
    for each in every:
        if isinstance(each, SaleReturn) and each.sale_id == record.sale_id:
            back.update({line.line_id: line.quantity for line in each.lines})
    return any(back[line.line_id] > line.quantity for sale in sold for line in sale.lines)


def _has_two_names(truth: Truth, record: CustomerRegistered) -> bool:
    """Whether somebody of another name said the same number."""
    return any(
        isinstance(each, CustomerRegistered) and each.phone_hash == record.phone_hash and each.name != record.name
        for till in truth.tills.values()
        for each in till.told.values()
    )
