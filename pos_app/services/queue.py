"""What waits for the server and what it could not accept, and what a senior person decides about the latter."""

from dataclasses import dataclass

from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.money.units import Points
from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.people.roles import role_covers
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, Ids, TillBooks
from pos_app.services.store_once import StoreOnce

MOST_SHOWN = 200
_MOVES_POINTS = frozenset({"sale", "return"})


@dataclass(frozen=True, slots=True)
class Decision:
    """``approved_by``: the second person where points move. ``points`` (signed hundredths) go with ADJUST only."""

    operation: QueuedOperation
    action: Resolution
    reason: str
    approved_by: Operator | None = None
    points: Points = 0


class QueueService:
    """Reads for everybody; decisions for a senior person, with a second one where points move."""

    def __init__(self, *, books: TillBooks, clock: Clock, ids: Ids) -> None:
        self._books = books
        self._clock = clock
        self._ids = ids
        self._once: StoreOnce[ParkedResolved] = StoreOnce()

    def operations(self) -> tuple[QueuedOperation, ...]:
        """What waits for a person first, then what waits for the server, oldest first; at most ``MOST_SHOWN``."""
        return self._books.queued_operations(MOST_SHOWN)

    def text(self, operation: QueuedOperation) -> str:
        """The record as it was written (JSON); empty if it is not kept any more."""
        return self._books.operation_text(operation.op_id) or ""

    @staticmethod
    def needs_approval(operation: QueuedOperation, action: Resolution, operator: Operator) -> bool:
        """Whether a second person, a senior one, must approve: points move, or who decides is no senior himself."""
        moves = action is Resolution.ADJUST or (action is Resolution.REPLAY and operation.kind in _MOVES_POINTS)
        return moves or not role_covers(operator.role, Role.SENIOR)

    def decide(self, decision: Decision, operator: Operator) -> ParkedResolved:
        """Queue the decision for the server.

        ServiceError ``not_parked`` (it does not wait for a person any more), ``role_too_low(needed)``,
        ``reason_needed``, ``second_person_needed``, ``no_customer``, ``points_needed``; ``not_stored``,
        ``checking_last_receipt``.
        """
        settled = self._once.settle()
        if settled is not None:
            return settled
        resolution = self._resolution(decision, operator)
        self._once.store(resolution, self._books.record_resolution)
        return resolution

    def _resolution(self, decision: Decision, operator: Operator) -> ParkedResolved:
        operation, approver = decision.operation, decision.approved_by
        if operation.state is not QueueState.PARKED:
            raise ServiceError("not_parked")
        if not decision.reason.strip():
            raise ServiceError("reason_needed")
        adjusts = decision.action is Resolution.ADJUST
        if adjusts and operation.customer_id is None:
            raise ServiceError("no_customer")
        if adjusts and decision.points == 0:
            raise ServiceError("points_needed")
        if self.needs_approval(operation, decision.action, operator):
            if approver is None or approver.operator_id == operator.operator_id:
                raise ServiceError("second_person_needed")
            if not role_covers(approver.role, Role.SENIOR):
                raise ServiceError("role_too_low", needed=Role.SENIOR.value)
        return ParkedResolved(
            resolution_id=self._ids.new_id(),
            op_id=operation.op_id,
            epoch=operation.epoch,
            seq=operation.seq,
            action=decision.action,
            operator_id=operator.operator_id,
            approved_by=approver.operator_id if approver is not None else None,
            reason=in_own_words(decision.reason),
            resolved_at=self._clock.now(),
            points=decision.points if adjusts else None,
            customer_id=operation.customer_id if adjusts else None,
        )
