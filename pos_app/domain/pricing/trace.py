"""Entries of the trace: how a rule says what became of it."""

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome


def applied(stage: str, rule_id: str, reason: str, amount_kopecks: Kopecks, /, **params: str | int) -> TraceEntry:
    """The rule did something; ``amount_kopecks`` is what it took off the sum to pay (0 for earning)."""
    return TraceEntry(stage, rule_id, TraceOutcome.APPLIED, reason, amount_kopecks, _texts(params))


def not_applied(stage: str, rule_id: str, reason: str, /, **params: str | int) -> TraceEntry:
    """The rule did nothing, for exactly one reason; ``params`` say what is missing, where something is."""
    return TraceEntry(stage, rule_id, TraceOutcome.NOT_APPLIED, reason, 0, _texts(params))


def _texts(params: dict[str, str | int]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in params.items())
