"""What an operation means: its kind chooses the record that its body must be, and the postings that follow."""

from datetime import datetime

from sqlalchemy import Connection

from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import Operation, OperationKind
from sync.protocol.push import OperationResult, Outcome
from sync.server.ingest.bounds import check_bounds
from sync.server.ingest.operation_log import (
    LoggedOperation,
    OperationState,
    log_operation,
    logged_operation,
    set_state,
)
from sync.server.ingest.post_return import post_return
from sync.server.ingest.post_sale import post_sale
from sync.server.ingest.rule_broken import RuleBrokenError, WaitsForSaleError
from sync.server.ingest.waiting import add_waiting, take_waiting
from sync.server.programmes import ProgrammeBook

BODY_VERSION = 1

Record = Sale | SaleReturn | ShiftOpened | CashMovement | ZReport

_RECORDS: dict[OperationKind, type[Record]] = {
    OperationKind.SALE: Sale,
    OperationKind.RETURN: SaleReturn,
    OperationKind.SHIFT_OPENED: ShiftOpened,
    OperationKind.CASH_MOVED: CashMovement,
    OperationKind.SHIFT_CLOSED: ZReport,
}


class Ingest:
    """Takes new operations one after the other in one transaction; ``touched`` collects the accounts that changed."""

    def __init__(self, connection: Connection, received_at: datetime) -> None:
        self._connection = connection
        self._received_at = received_at
        self._programmes = ProgrammeBook(connection)
        self.touched: set[str] = set()

    def take(self, operation: Operation) -> OperationResult:
        """Store and apply one operation that is new and next. Never refuses: what breaks a rule is parked."""
        state, reason = self._apply(operation)
        log_operation(self._connection, LoggedOperation(operation, self._received_at, state, reason))
        if state is OperationState.APPLIED and operation.kind == OperationKind.SALE:
            self._apply_waiting(operation.op_id)
        outcome = Outcome.PARKED if state is OperationState.PARKED else Outcome.CREATED
        return OperationResult(operation.op_id, operation.seq, outcome, reason)

    def customers_of(self, operation: Operation) -> set[str]:
        """Whose books an operation concerns; nobody's if its body cannot be read."""
        try:
            record = record_of(operation)
        except RuleBrokenError:
            return set()
        customer_id = record.customer_id if isinstance(record, Sale | SaleReturn) else None
        return set() if customer_id is None else {customer_id}

    def _apply(self, operation: Operation) -> tuple[OperationState, str | None]:
        try:
            with self._connection.begin_nested():
                self._post(operation, record_of(operation))
        except RuleBrokenError as broken:
            return OperationState.PARKED, broken.reason
        except WaitsForSaleError as waits:
            add_waiting(self._connection, waits.sale_id, operation)
            return OperationState.WAITING, None
        return OperationState.APPLIED, None

    def _post(self, operation: Operation, record: Record) -> None:
        if isinstance(record, Sale):
            self.touched |= post_sale(self._connection, operation, record, self._programmes, self._received_at)
        elif isinstance(record, SaleReturn):
            self.touched |= post_return(self._connection, operation, record, self._programmes, self._received_at)

    def _apply_waiting(self, sale_id: str) -> None:
        """Post the returns that came before this sale, in the order in which they came."""
        for till_id, epoch, seq in take_waiting(self._connection, sale_id):
            logged = logged_operation(self._connection, till_id, epoch, seq)
            if logged is not None:
                state, reason = self._apply(logged.operation)
                set_state(self._connection, logged.operation, state, reason)


def record_of(operation: Operation) -> Record:
    """The record that an operation reports. Raises :class:`RuleBrokenError`."""
    if not operation.is_intact():
        raise RuleBrokenError("hash_differs", f"operation {operation.op_id} is not what its hash was made of")
    try:
        kind = OperationKind(operation.kind)
    except ValueError as error:
        raise RuleBrokenError("kind_unknown", f"kind {operation.kind!r} is not known to this version") from error
    if operation.v != BODY_VERSION:
        raise RuleBrokenError("version_unknown", f"version {operation.v} of {kind} is not known to this version")
    try:
        record = decode(_RECORDS[kind], operation.body)
    except DecodingError as error:
        raise RuleBrokenError("body_invalid", f"{error.place}: {error.expected}") from error
    if isinstance(record, Sale | SaleReturn):
        check_bounds(record)
    if _id_of(record) != operation.op_id:
        raise RuleBrokenError("id_differs", f"the record in operation {operation.op_id} has another id")
    return record


def _id_of(record: Record) -> str:
    if isinstance(record, Sale | SaleReturn):
        return record.receipt_id
    if isinstance(record, ShiftOpened):
        return record.shift_id
    if isinstance(record, CashMovement):
        return record.movement_id
    return record.z_id
