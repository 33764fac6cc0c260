"""I1 nothing told is lost or doubled, I6 queues are empty, I9 nothing is invented, I10 only the bad are parked."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.server_node import operations_of
from pos_app.simulation.till_node import TillNode
from pos_app.simulation.truth import TillTruth, Truth
from sync.protocol.encoding import encode
from sync.protocol.operation import OperationKind
from sync.server.central import Central
from sync.server.database import reading
from sync.server.tables import RECEIPT

_MADE_BY_THE_TILL = {OperationKind.RESERVATION_CLOSED.value}
"""Operations of which no cashier is told."""
_PAID_TWICE = {"over_return", "return_does_not_mirror", "id_known", "receipt_known"}
"""Conflicts that a restored till makes: what came back, or was sold, in the life that it forgot."""


def check_delivery(central: Central, truth: Truth) -> Iterator[Violation]:
    """I1, I9, I10 over every till."""
    rows = operations_of(central)
    with reading(central.engine) as connection:
        receipts = Counter(connection.execute(select(RECEIPT.c.receipt_id)).scalars())
    for till_id, till in truth.tills.items():
        mine = [row for row in rows if row.till_id == till_id]
        yield from _lost_or_doubled(till_id, till, mine, receipts)
        yield from _sold_again(till_id, till, mine)
        yield from _invented(till_id, till, mine)
        yield from _wrongly_parked(till_id, till, mine)


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
        if found[0].state == "waiting":
            yield Violation("I6", f"{till_id}: {op_id} still waits for its sale")


def _sold_again(till_id: str, till: TillTruth, rows: list) -> Iterator[Violation]:  # type: ignore[type-arg]
    """A basket that came back with a backup: each further sale of it is kept whole, whatever becomes of it."""
    bodies = {bytes(row.body) for row in rows}
    for op_id, records in till.sold_again.items():
        for record in records:
            if encode(record) not in bodies and op_id not in till.disk_lost:
                yield Violation("I1", f"{till_id}: the second {type(record).__name__} under {op_id} is lost")


def _invented(till_id: str, till: TillTruth, rows: list) -> Iterator[Violation]:  # type: ignore[type-arg]
    known = till.told.keys() | till.injected
    strangers = [row for row in rows if row.op_id not in known and row.kind not in _MADE_BY_THE_TILL]
    if len(strangers) > till.doubtful:
        kinds = ", ".join(f"{row.kind} {row.op_id}" for row in strangers)
        yield Violation("I9", f"{till_id}: nobody was told of {kinds}; {till.doubtful} were in doubt")


def _wrongly_parked(till_id: str, till: TillTruth, rows: list) -> Iterator[Violation]:  # type: ignore[type-arg]
    for row in rows:
        excused = till.was_restored and row.reason in _PAID_TWICE
        if row.state == "parked" and row.op_id not in till.injected and not excused:
            yield Violation("I10", f"{till_id}: {row.kind} {row.op_id} is parked: {row.reason}")
