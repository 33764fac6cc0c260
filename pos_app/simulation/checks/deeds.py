"""I18 what a second person approved is at the office; I10 what a person decided is decided."""

from collections import Counter
from collections.abc import Iterator

from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.server_node import operations_of
from pos_app.simulation.truth import Truth
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.server.central import Central
from sync.server.ingest.operation_log import own_id


def check_deeds(central: Central, truth: Truth) -> Iterator[Violation]:
    """Of tills that lost nothing: every deed that the till said it did. A deed in doubt may be there beside them."""
    rows = operations_of(central)
    for till_id, till in truth.tills.items():
        if till.was_restored or till.disk_lost or till.injected:
            continue
        kept = Counter(
            (deed.kind, deed.receipt_id)
            for row in rows
            if row.till_id == till_id and row.kind == OperationKind.DEED
            for deed in (decode(Deed, bytes(row.body)),)
        )
        for (kind, receipt_id), times in (Counter(till.deeds) - kept).items():
            yield Violation("I18", f"{till_id}: {times} × {kind.value} of {receipt_id or 'no receipt'} is not reported")


def check_decisions(central: Central, truth: Truth) -> Iterator[Violation]:
    """A decision that was applied ended what it is about."""
    rows = operations_of(central)
    state = {(row.till_id, row.epoch, row.seq): row for row in rows}
    for till_id, till in truth.tills.items():
        by_id = {own_id(row.op_id): row for row in rows if row.till_id == till_id}
        for op_id, record in till.told.items():
            decision = by_id.get(op_id)
            if not isinstance(record, ParkedResolved) or decision is None or decision.state != "applied":
                continue
            about = state.get((till_id, record.epoch, record.seq)) or by_id.get(record.op_id)
            if about is not None and about.state == "parked" and own_id(about.op_id) == record.op_id:
                yield Violation(
                    "I10", f"{till_id}: {record.op_id} was decided ({record.action.value}), and waits still"
                )
