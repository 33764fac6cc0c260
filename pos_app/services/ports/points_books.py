"""Points that move beside receipts, in the books."""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.quick_credit import QuickCredit


class PointsBooks(Protocol):
    """Rewards that were handed over, points for a typed sum; each is queued with what it reports."""

    def record_reward(self, reward: RewardGiven, closings: Sequence[ReservationClosed] = ()) -> None:
        """Store a reward; ``closings``: holds that end with it. ``StoreError`` ``promise_gone`` as for a sale."""
        ...

    def record_quick_credit(self, credit: QuickCredit) -> None:
        """Store points for a typed sum. The very same record twice is one."""
        ...
