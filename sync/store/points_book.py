"""Points that move beside receipts: rewards that were handed over, points for a typed sum."""

from collections.abc import Sequence

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.quick_credit import QuickCredit
from sync.protocol.operation import OperationKind
from sync.store.book import Book, body_of
from sync.store.operation_log import already_recorded, append_operation, proof_of
from sync.store.reservation_rows import close_reservation, count_spent


class PointsBook(Book):
    """The part of ``TillBooks`` for points beside receipts."""

    def record_reward(self, reward: RewardGiven, closings: Sequence[ReservationClosed] = ()) -> None:
        """Store and queue it; what it takes from reservations is counted with it. The very same reward twice is one.

        Raises ``StoreError`` ``promise_gone`` if a reservation does not allow it.
        """
        body = body_of(reward)
        with self._database.transaction(proof_of(reward.reward_id)) as connection:
            if already_recorded(connection, reward.reward_id, body):
                return
            count_spent(connection, reward.customer_id, reward.redemption)
            append_operation(connection, OperationKind.REWARD_GIVEN, reward.reward_id, reward.given_at, body)
            for closing in closings:
                close_reservation(connection, closing)

    def record_quick_credit(self, credit: QuickCredit) -> None:
        """Store and queue it. The very same credit twice is one."""
        body = body_of(credit)
        with self._database.transaction(proof_of(credit.credit_id)) as connection:
            if not already_recorded(connection, credit.credit_id, body):
                append_operation(connection, OperationKind.QUICK_CREDIT, credit.credit_id, credit.credited_at, body)
