"""Operations as facts for reports: what happened at a counter counts, parked or not, if it can be read."""

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import OperationKind
from sync.reports.fact import FactRecord
from sync.server.ingest.operation_log import own_id
from sync.server.ingest.records import record_in
from sync.server.ingest.rule_broken import RuleBrokenError

FACT_KINDS = frozenset(
    {
        OperationKind.SHIFT_OPENED.value,
        OperationKind.SHIFT_CLOSED.value,
        OperationKind.SALE.value,
        OperationKind.RETURN.value,
        OperationKind.CASH_MOVED.value,
        OperationKind.DEED.value,
        OperationKind.QUICK_CREDIT.value,
        OperationKind.REWARD_GIVEN.value,
    }
)
_FACTS = (ShiftOpened, ZReport, Sale, SaleReturn, CashMovement, Deed, QuickCredit, RewardGiven)


def fact_in(kind: str, version: int, body: bytes, stored_id: str) -> FactRecord | None:
    """The record in an operation's body; None for a kind that no report counts, and for one that cannot be read."""
    record = _record(kind, version, body, stored_id) if kind in FACT_KINDS else None
    return record if isinstance(record, _FACTS) else None


def decision_in(kind: str, version: int, body: bytes, stored_id: str) -> ParkedResolved | None:
    """What a person decided about a parked operation."""
    record = _record(kind, version, body, stored_id) if kind == OperationKind.PARKED_RESOLVED.value else None
    return record if isinstance(record, ParkedResolved) else None


def _record(kind: str, version: int, body: bytes, stored_id: str) -> object | None:
    try:
        return record_in(kind, version, body, own_id(stored_id))
    except RuleBrokenError:
        return None
