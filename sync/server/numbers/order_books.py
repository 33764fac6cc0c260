"""One order in hand: what waits, who has it open, which receipts handed it out. Its row is locked meanwhile."""

from dataclasses import dataclass, field, replace

from pos_app.domain.pre_order.pre_order import HandedOut, PreOrder, PreOrderState, after
from sync.server.numbers.claim_row import OPEN, ClaimRow, end_claims_of

NOT_HERE, ENDED, OVER, OPEN_ELSEWHERE = "unknown", "ended", "over", "claimed"
"""Why a receipt must not have handed it out: nobody knows it; it was handed out or cancelled before; more than was
ordered; another till had it open."""


@dataclass(slots=True)
class OrderPickUp:
    """A receipt that handed it out, or a part."""

    receipt_id: str
    till_code: str
    receipt_number: str
    at_ms: int
    at_risk: bool
    conflict: str | None = None


@dataclass(slots=True)
class OrderBooks:
    """``order`` None: nobody here knows that number."""

    number: str
    order: PreOrder | None = None
    claims: dict[str, ClaimRow] = field(default_factory=dict)
    new_pick_ups: list[OrderPickUp] = field(default_factory=list)
    changed: bool = False

    def hand_out(self, handed: HandedOut, pick_up: OrderPickUp) -> str | None:
        """A receipt handed something out: a fact. Answers why it must not have, None if it might."""
        end_claims_of(self.claims.values(), handed.receipt_id)
        pick_up.conflict = self._why_not(handed)
        self.new_pick_ups.append(pick_up)
        if self.order is not None:
            self.order, self.changed = after(self.order, handed), True
        return pick_up.conflict

    def cancel(self) -> None:
        """It will not be handed out, and nothing is prepaid for it. One that ended stays as it is."""
        if self.order is not None and self.order.is_open:
            self.order = replace(self.order, state=PreOrderState.CANCELLED, prepaid_kopecks=0)
            self.changed = True

    def pay_back(self) -> None:
        """Nothing of the prepaid sum is left, also of an order that ended."""
        if self.order is not None and self.order.prepaid_kopecks:
            self.order, self.changed = replace(self.order, prepaid_kopecks=0), True

    def _why_not(self, handed: HandedOut) -> str | None:
        order = self.order
        if order is None:
            return NOT_HERE
        if not order.is_open:
            return ENDED
        if any(more > line.left for line, more in zip(order.lines, handed.quantities, strict=False)):
            return OVER
        return OPEN_ELSEWHERE if any(claim.state == OPEN for claim in self.claims.values()) else None
