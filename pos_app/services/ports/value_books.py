"""Certificates and money accounts, in the books: what the server set aside for open receipts, what is blocked."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import ValueKind


class ValueBooks(Protocol):
    """The part of ``TillBooks`` for money that the shop owes. A stored receipt ends the holds that it paid with."""

    def note_value_asked(self, hold_id: str, kind: ValueKind, owner: str, receipt_id: str) -> int:
        """Store the id before the server is asked; the epoch to ask in."""
        ...

    def note_value_granted(self, hold_id: str, kopecks: Kopecks) -> bool:
        """The answer; 0 ends the hold. False if it cannot be used: it was given back, or belongs to an old epoch."""
        ...

    def end_value_holds(self, closings: Sequence[ValueHoldClosed]) -> int:
        """Close those that are asked or open and queue the closings; how many were."""
        ...

    def unsettled_value_holds(self) -> tuple[ValueHold, ...]:
        """All that are asked or open, oldest first."""
        ...

    def record_certificate_block(self, record: CertificateBlocked) -> None:
        """Store and queue it. The very same record twice is one."""
        ...
