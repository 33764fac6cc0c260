"""Single coupons and orders, in the books: what receipts of this till asked for, hold, or took; orders that wait."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.claim.claim import Claim, NumberUsed
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrder
from pos_app.domain.transaction.sale import Sale


class ClaimBooks(Protocol):
    """The part of ``TillBooks`` for numbers that one receipt may take. A stored receipt ends the claims it used."""

    def note_claim_asked(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> int:
        """Store the id before the server is asked; the epoch to ask in."""
        ...

    def note_claim_granted(self, claim_id: str, *, granted: bool) -> bool:
        """The answer. False if it cannot be used: not granted, given back, or of an old epoch."""
        ...

    def note_claim_at_risk(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> None:
        """Take the number without the server, under the id it was asked with, or a new one."""
        ...

    def end_claims(self, closings: Sequence[ClaimClosed]) -> int:
        """Close those that have not ended and queue the closings; how many were."""
        ...

    def unsettled_claims(self) -> tuple[Claim, ...]:
        """All that have not ended, oldest first."""
        ...

    def number_used(self, kind: ClaimKind, number: str) -> NumberUsed | None:
        """The first receipt of this till that took it, if its goods did not all come back since."""
        ...

    def sales_with(self, kind: ClaimKind, number: str) -> tuple[Sale, ...]:
        """This till's receipts that took it, oldest first."""
        ...

    def record_order_cancelled(self, record: OrderCancelled) -> None:
        """Store and queue it; the very same record again changes nothing."""
        ...

    def order_cancelled_here(self, number: str) -> bool:
        """Whether this till cancelled the order, also if the server has not heard of it yet."""
        ...


class OrderShelf(Protocol):
    """Orders of this shop, as the server told of them last."""

    def order(self, number: str) -> PreOrder | None:
        """None for one that the server did not tell of."""
        ...
