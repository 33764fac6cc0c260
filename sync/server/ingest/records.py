"""What an operation means: its kind chooses the record that its body must be."""

from dataclasses import dataclass

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.domain.people.record import PersonRecord
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import DecodingError, decode
from sync.protocol.operation import Operation, OperationKind
from sync.server.ingest.bounds import check_bounds, check_small_record
from sync.server.ingest.rule_broken import RuleBrokenError

BODY_VERSION = 1

ValueRecord = ValueHoldClosed | CertificateBlocked | ClaimClosed | OrderCancelled
PointsRecord = QuickCredit | RewardGiven
"""Points that move beside receipts."""
Record = (
    ValueRecord
    | PointsRecord
    | Sale
    | SaleReturn
    | ReservationClosed
    | PersonRecord
    | ParkedResolved
    | ShiftOpened
    | CashMovement
    | ZReport
    | Deed
)

_RECORDS: dict[OperationKind, tuple[type[Record], str]] = {
    OperationKind.SALE: (Sale, "receipt_id"),
    OperationKind.RETURN: (SaleReturn, "receipt_id"),
    OperationKind.SHIFT_OPENED: (ShiftOpened, "shift_id"),
    OperationKind.CASH_MOVED: (CashMovement, "movement_id"),
    OperationKind.SHIFT_CLOSED: (ZReport, "z_id"),
    OperationKind.RESERVATION_CLOSED: (ReservationClosed, "closing_id"),
    OperationKind.CUSTOMER_REGISTERED: (CustomerRegistered, "registration_id"),
    OperationKind.CARD_BOUND: (CardBound, "binding_id"),
    OperationKind.PHONE_CHANGED: (PhoneChanged, "change_id"),
    OperationKind.CONSENT_GIVEN: (ConsentGiven, "consent_id"),
    OperationKind.CONSENT_WITHDRAWN: (ConsentWithdrawn, "withdrawal_id"),
    OperationKind.CARD_BLOCKED: (CardBlocked, "blocking_id"),
    OperationKind.CARD_ACTIVATED: (CardActivated, "activation_id"),
    OperationKind.DETAILS_CHANGED: (DetailsChanged, "change_id"),
    OperationKind.PHONE_VOUCHED: (PhoneVouched, "vouching_id"),
    OperationKind.PHONE_SHOWN: (PhoneShown, "showing_id"),
    OperationKind.CUSTOMERS_MERGED: (CustomersMerged, "merge_id"),
    OperationKind.VALUE_HOLD_CLOSED: (ValueHoldClosed, "closing_id"),
    OperationKind.CERTIFICATE_BLOCKED: (CertificateBlocked, "block_id"),
    OperationKind.CLAIM_CLOSED: (ClaimClosed, "closing_id"),
    OperationKind.ORDER_CANCELLED: (OrderCancelled, "cancel_id"),
    OperationKind.QUICK_CREDIT: (QuickCredit, "credit_id"),
    OperationKind.REWARD_GIVEN: (RewardGiven, "reward_id"),
    OperationKind.DEED: (Deed, "deed_id"),
    OperationKind.PARKED_RESOLVED: (ParkedResolved, "resolution_id"),
}
"""The record, and which of its fields is the operation's id."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation with its record, or with why it has none."""

    operation: Operation
    record: Record | None
    broken: RuleBrokenError | None = None

    @property
    def customer_id(self) -> str | None:
        """Whose books it concerns, as the till names him; None for nobody, or if the body cannot be read."""
        return getattr(self.record, "customer_id", None)


def incoming(operation: Operation) -> Incoming:
    """Read the body of an operation."""
    try:
        return Incoming(operation, record_of(operation))
    except RuleBrokenError as broken:
        return Incoming(operation, None, broken)


def record_of(operation: Operation) -> Record:
    """The record that an operation reports. Raises :class:`RuleBrokenError`."""
    if not operation.is_intact():
        raise RuleBrokenError("hash_differs", f"operation {operation.op_id} is not what its hash was made of")
    return record_in(operation.kind, operation.v, operation.body, operation.op_id)


def record_in(kind_name: str, version: int, body: bytes, op_id: str) -> Record:
    """The record in a body of that kind, whose id must be the operation's. Raises :class:`RuleBrokenError`."""
    try:
        kind = OperationKind(kind_name)
    except ValueError as error:
        raise RuleBrokenError("kind_unknown", f"kind {kind_name!r} is not known to this version") from error
    if version != BODY_VERSION:
        raise RuleBrokenError("version_unknown", f"version {version} of {kind} is not known to this version")
    record_type, id_field = _RECORDS[kind]
    try:
        record = decode(record_type, body)
    except DecodingError as error:
        raise RuleBrokenError("body_invalid", f"{error.place}: {error.expected}") from error
    if isinstance(record, Sale | SaleReturn):
        check_bounds(record)
    else:
        check_small_record(record)
    if getattr(record, id_field) != op_id:
        raise RuleBrokenError("id_differs", f"the record in operation {op_id} has another id")
    return record
