"""An example of each message for the OpenAPI document, made of the very types, so that none can be of yesterday."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from pos_app.domain.report.figures import LedgerDay, Owed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.acceptances import AcceptancesAnswer, AcceptancesRequest
from sync.protocol.capabilities import ALL_CAPABILITIES
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest, HistoryKind, HistoryRow
from sync.protocol.encoding import encode
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.error_body import CLOCK_OFF, ErrorBody
from sync.protocol.health import Alive, Health
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.operation import GENESIS_HASH, Operation, OperationKind, chained
from sync.protocol.parcel import ParcelLabel, ParcelRequest
from sync.protocol.parked import ParkedAnswer, ParkedOperation
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest, CodeOutcome
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest
from sync.protocol.push import OperationResult, Outcome, PushAnswer, PushRequest, message_of
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinReason, RejoinRequest, ResyncRequest
from sync.protocol.reservation import Claim, ReservationState, ReserveAnswer, ReserveRequest, reservations_digest
from sync.protocol.rows import CustomerRow
from sync.protocol.stored_value import ValueAnswer, ValueRequest, ValueState
from sync.server.numbers.order_messages import (
    OrderCancelRequest,
    OrderFindRequest,
    OrderLineSeen,
    OrdersAnswer,
    OrderSeen,
    TakenOrder,
)
from sync.server.numbers.orders_document import OrdersHandedOver, WantedLine, WantedOrder

_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_TILL = "019cae5e-8a00-7000-8000-000000000002"
_CUSTOMER = "019cae5e-8a00-7000-8000-00000000000c"
_RESERVATION = "019cae5e-8a00-7000-8000-0000000000a1"
_CODE = "019cae5e-8a00-7000-8000-0000000000c1"
_VALUE = "019cae5e-8a00-7000-8000-0000000000b1"
_RECEIPT = "019cae5e-8a00-7000-8000-000000000e01"
_SHIFT = "019cae5e-8a00-7000-8000-000000000051"
_Z = "019cae5e-8a00-7000-8000-000000000052"
_DEED = "019cae5e-8a00-7000-8000-0000000000d1"
_LIFE = "019cae5e-8a00-7000-8000-0000000000f0"
_KEY = "11" * 32
_GRANT = "22" * 64
_HOUR_MS = 3_600_000
_ORDER = PreOrder(
    "KO000000018",
    "shop",
    PreOrderState.WAITING,
    (PreOrderLine("019cae5e-8a00-7000-8000-0000000000d1", "Чай чёрный, 100 г", 2_000, 45_950),),
    _CUSTOMER,
    50_000,
    "Позвонить, когда собран",
    date(2026, 3, 5),
)


def _operation() -> Operation:
    shift = ShiftOpened(_SHIFT, 12, "2", "operator-1", _AT, 200_000)
    kind = OperationKind.SHIFT_OPENED.value
    return chained(GENESIS_HASH, shift.shift_id, _TILL, 1, 1, kind, 1, _AT, encode(shift))


def _account() -> Account:
    return Account(_CUSTOMER, 12_500, 0, (Lot("lot-1", date(2026, 9, 1), 12_500),), "silver", 2_000_000, 1)


def _messages() -> tuple[object, ...]:
    operation, lease = _operation(), ReservationKind.LEASE
    state = ReservationState(_RESERVATION, _CUSTOMER, lease, 6_000, 72 * _HOUR_MS, _GRANT, 1)
    result = OperationResult(operation.op_id, 1, Outcome.CREATED)
    held = reservations_digest([_RESERVATION])
    claim = Claim(_RESERVATION, _CUSTOMER, lease, 6_000, 2_500, 72 * _HOUR_MS, _GRANT, 1)
    parked = ParkedOperation(operation.op_id, 1, 1, operation.kind, "sums_do_not_tie", _AT)
    customer = CustomerRow(_CUSTOMER, "Петрова А.", "+79735490912", None, date(1990, 5, 4))
    return (
        PushRequest(_TILL, 1, 1, (message_of(operation),), reservations_digest=held, incarnation=_LIFE),
        PushAnswer(_LIFE, (result,), 2, _AT, (_account(),), reservations=(state,), capabilities=ALL_CAPABILITIES),
        ParcelRequest(
            ParcelLabel.of(operation, "server_cannot_take"), base64.b64encode(operation.body).decode("ascii")
        ),
        ReserveRequest(_RESERVATION, _CUSTOMER, ReservationKind.HOLD, 6_000, 1),
        ReserveAnswer(_RESERVATION, 6_000, _HOUR_MS // 4, _GRANT, False, 0, _account(), _LIFE),
        RejoinRequest(_TILL, 1, RejoinReason.FORK),
        ResyncRequest(_TILL, 1, _LIFE, (claim,)),
        RejoinAnswer(2, _LIFE, last_receipt=231),
        ParkedAnswer((parked,)),
        LookupRequest("00112233445566778899aabbccddeeff"),
        LookupAnswer(customer, _account(), _LIFE),
        ReceiptRequest("2-000231"),
        ReceiptAnswer(None, (), _LIFE),
        CustomerPageRequest(_CUSTOMER, "operator-1"),
        CustomerPageAnswer(customer, _account(), (HistoryRow(_AT, HistoryKind.AWARD, 10_000, reason="welcome"),)),
        CodeAskRequest(_CODE, _CUSTOMER),
        CodeAskAnswer(_CODE, _HOUR_MS // 12, 3),
        CodeCheckRequest(_CODE, _CUSTOMER, "operator-1", "4711"),
        CodeCheckAnswer(CodeOutcome.CONFIRMED),
        ValueRequest(_VALUE, ValueKind.ACCOUNT, _CUSTOMER, _RECEIPT, 25_000, 1),
        ValueAnswer(_VALUE, 25_000, 75_000, ValueState.ACTIVE, _LIFE),
        ClaimRequest(_VALUE, ClaimKind.ORDER, _ORDER.number, _RECEIPT, 1),
        ClaimAnswer(_VALUE, ClaimState.GRANTED, _LIFE, order=_ORDER),
        AcceptancesRequest((_SHIFT,)),
        AcceptancesAnswer((_acceptance(),), _LIFE),
        PointsToldRequest(date(2026, 12, 1)),
        PointsToldAnswer((LedgerDay(date(2026, 12, 1), burnt=6_000),), (Owed(_AT, 1_250_000, 0),), _LIFE),
        EnrolRequest("7KQ2M4XD90TR", _KEY, "till by the door", _TILL),
        EnrolAnswer(_TILL, "2", "shop", 1, _LIFE, _KEY, _KEY, _KEY, _AT),
        OrdersHandedOver((WantedOrder("web-1", (WantedLine("4600051000057", 2_000),), prepaid_kopecks=50_000),)),
        OrdersAnswer((TakenOrder("web-1", _ORDER.number, "new"),)),
        OrderFindRequest("web-1"),
        OrderSeen("web-1", _ORDER.number, "shop", _ORDER.state, _seen_lines(), prepaid_kopecks=50_000),
        OrderCancelRequest("web-1", "the customer changed her mind"),
        ErrorBody(CLOCK_OFF, "the time of the request is too far from the server's", server_at=_AT),
        Alive(),
        Health(_LIFE),
    )


def _seen_lines() -> tuple[OrderLineSeen, ...]:
    return tuple(OrderLineSeen(each.item_id, each.name, each.quantity, 0, each.price_kopecks) for each in _ORDER.lines)


def _acceptance() -> Deed:
    facts = (("shift", _SHIFT), ("z", _Z), ("number", 14), ("over_short_kopecks", -500))
    return Deed(_DEED, DeedKind.Z_ACCEPTED, _AT, "owner", "Петрова А.", reason="пересчитали вместе", facts=facts)


@cache
def examples() -> Mapping[str, Any]:
    """By the name of the type, as it stands on the wire."""
    return {type(each).__name__: json.loads(encode(each)) for each in _messages()}
