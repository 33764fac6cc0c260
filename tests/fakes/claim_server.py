"""The counter's way to a server that keeps single coupons and orders, and the shelf of orders it told of."""

from datetime import UTC, date, datetime

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.claim import ClaimAnswer, ClaimRefused, ClaimRequest, ClaimState

USED_AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


class ClaimServer:
    """``issued``: coupons it knows; ``states``: why a number is not to be had; ``silent``: no answer comes."""

    def __init__(self) -> None:
        self.issued: set[str] = set()
        self.orders: dict[str, PreOrder] = {}
        self.states: dict[str, ClaimState] = {}
        self.asked: list[ClaimRequest] = []
        self.silent = False
        self.says = ""

    def claim(self, request: ClaimRequest) -> ClaimAnswer | ClaimRefused:
        self.asked.append(request)
        if self.silent:
            return ClaimRefused("no_answer")
        if self.says:
            return ClaimRefused(self.says)
        known = request.number in (self.issued if request.kind is ClaimKind.COUPON else self.orders)
        state = self.states.get(request.number, ClaimState.GRANTED if known else ClaimState.UNKNOWN)
        order = self.orders.get(request.number) if state is ClaimState.GRANTED else None
        return ClaimAnswer(
            request.claim_id, state, "life", order, date(2026, 3, 2), date(2026, 4, 2), "7", "7-000123", USED_AT
        )


class InMemoryOrders:
    """What the feed told of orders."""

    def __init__(self) -> None:
        self.told: dict[str, PreOrder] = {}

    def order(self, number: str) -> PreOrder | None:
        return self.told.get(number)
