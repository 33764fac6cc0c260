"""The queue screen: a senior person decides about what the server could not accept."""

from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import Resolution
from pos_app.services.queue import Decision
from pos_app.simulation.errands.work import Work

_POINTS = 1_000


def decide(work: Work) -> None:
    """The oldest that waits for a person: left without effect mostly, tried again, or set right by hand."""
    waiting = [each for each in work.counter.parked.operations() if each.state is QueueState.PARKED]
    if not waiting:
        return
    decision = Decision(waiting[0], action_on(work, waiting[0]), "разобрано", work.manager, _POINTS)
    if work.tell(lambda: work.counter.parked.decide(decision, work.senior)) is not None:
        work.did(f"parked operation decided: {decision.action.value}")


def action_on(work: Work, operation: QueuedOperation) -> Resolution:
    """What is decided about it."""
    drawn = work.chance.random()
    if drawn < 0.2:
        return Resolution.REPLAY
    return Resolution.ADJUST if drawn < 0.4 and operation.customer_id is not None else Resolution.VOID
