"""A server that is always there and grants what it is asked for: what a till does with the answers is what is tried."""

from datetime import date

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from pos_app.simulation.shop import GOODS
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest, ValueState

INCARNATION = "1"
ORDER = "KO000000017"
PREPAID_KOPECKS = 10_000


class WillingServer:
    """Fulfils ``CounterWay``; answers by itself, so that a run asks the disk only and always the same of it.

    It has not heard of what this till handed out: the till itself must know that an order is done with.
    """

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Granted; an order is two packets of tea at their price, with a part prepaid."""
        waits = PreOrder(
            request.number,
            "shop",
            PreOrderState.WAITING,
            (PreOrderLine(GOODS[0].item_id, GOODS[0].name, 2_000, GOODS[0].price_kopecks - 1_000),),
            prepaid_kopecks=PREPAID_KOPECKS,
        )
        order = waits if request.kind is ClaimKind.ORDER else None
        return ClaimAnswer(request.claim_id, ClaimState.GRANTED, INCARNATION, order=order)

    def value(self, request: ValueRequest) -> ValueAnswer:
        """All of it is there."""
        until = date(2030, 1, 1)
        return ValueAnswer(request.hold_id, request.kopecks, 0, ValueState.ACTIVE, INCARNATION, until_day=until)

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Not asked in the hour."""
        raise _unasked(request)

    def find_customer(self, request: LookupRequest) -> LookupAnswer:
        """Not asked in the hour."""
        raise _unasked(request)

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer:
        """It knows no receipt: nothing of it came back at another till."""
        return ReceiptAnswer(None, (), INCARNATION)

    def close(self) -> None:
        """Nothing is open."""


def _unasked(request: object) -> ExchangeFailedError:
    return ExchangeFailedError(FailureKind.SERVER_DOWN, f"{type(request).__name__} is not answered here")
