"""An operation: one fact that happened at a till, numbered without gaps and chained to the one before it.

The same bytes are hashed at the till when the fact is stored and at the server when it arrives, so that an operation
that was lost, changed or forked by a restored backup is noticed (see ``chain_hash``).
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

GENESIS_HASH = "0" * 64
"""What stands before the first operation of an epoch."""

_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class OperationKind(StrEnum):
    """What an operation reports, and the domain record its body is the canonical JSON of."""

    SALE = "sale"
    """``Sale``; the operation's id is the receipt's."""
    RETURN = "return"
    """``SaleReturn``; the operation's id is the return's ``receipt_id``."""
    SHIFT_OPENED = "shift_opened"
    """``ShiftOpened``; the operation's id is the shift's."""
    CASH_MOVED = "cash_moved"
    """``CashMovement``; the operation's id is the movement's."""
    SHIFT_CLOSED = "shift_closed"
    """``ZReport``; the operation's id is ``z_id``."""
    RESERVATION_CLOSED = "reservation_closed"
    """``ReservationClosed``; the operation's id is ``closing_id``. It stands behind all spends of the reservation."""
    CUSTOMER_REGISTERED = "customer_registered"
    """``CustomerRegistered``; the operation's id is ``registration_id``."""
    CARD_BOUND = "card_bound"
    """``CardBound``; the operation's id is ``binding_id``."""
    PHONE_CHANGED = "phone_changed"
    """``PhoneChanged``; the operation's id is ``change_id``."""
    CONSENT_GIVEN = "consent_given"
    """``ConsentGiven``; the operation's id is ``consent_id``."""
    CONSENT_WITHDRAWN = "consent_withdrawn"
    """``ConsentWithdrawn``; the operation's id is ``withdrawal_id``."""
    CARD_BLOCKED = "card_blocked"
    """``CardBlocked``; the operation's id is ``blocking_id``."""
    CARD_ACTIVATED = "card_activated"
    """``CardActivated``; the operation's id is ``activation_id``."""
    DETAILS_CHANGED = "details_changed"
    """``DetailsChanged``; the operation's id is ``change_id``."""
    PHONE_VOUCHED = "phone_vouched"
    """``PhoneVouched``; the operation's id is ``vouching_id``."""
    PHONE_SHOWN = "phone_shown"
    """``PhoneShown``; the operation's id is ``showing_id``."""
    CUSTOMERS_MERGED = "customers_merged"
    """``CustomersMerged``; the operation's id is ``merge_id``."""
    VALUE_HOLD_CLOSED = "value_hold_closed"
    """``ValueHoldClosed``; the operation's id is ``closing_id``."""
    CERTIFICATE_BLOCKED = "certificate_blocked"
    """``CertificateBlocked``; the operation's id is ``block_id``."""
    CLAIM_CLOSED = "claim_closed"
    """``ClaimClosed``; the operation's id is ``closing_id``."""
    ORDER_CANCELLED = "order_cancelled"
    """``OrderCancelled``; the operation's id is ``cancel_id``."""
    QUICK_CREDIT = "quick_credit"
    """``QuickCredit``; the operation's id is ``credit_id``."""
    REWARD_GIVEN = "reward_given"
    """``RewardGiven``; the operation's id is ``reward_id``."""
    DEED = "deed"
    """``Deed`` with its people's names; the operation's id is ``deed_id``. Only those that ``is_reported``."""
    PARKED_RESOLVED = "parked_resolved"
    """``ParkedResolved``; the operation's id is ``resolution_id``."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``op_id`` UUIDv7 text made by the till; ``epoch`` and ``seq`` count from 1, ``seq`` without gaps within an epoch.

    ``kind`` is text: a peer may know kinds that this version does not. ``v`` is the version of the body's schema,
    ``body`` the bytes as first written (UTF-8 JSON), ``business_at`` the till's time in whole milliseconds, UTC.
    ``prev_hash`` and ``hash`` are lower-case hex of SHA-256.
    """

    op_id: str
    till_id: str
    epoch: int
    seq: int
    kind: str
    v: int
    business_at: datetime
    body: bytes
    prev_hash: str
    hash: str

    def is_intact(self) -> bool:
        """Whether ``hash`` is the hash of this operation after ``prev_hash``."""
        return self.hash == chain_hash(
            self.prev_hash,
            self.op_id,
            self.till_id,
            self.epoch,
            self.seq,
            self.kind,
            self.v,
            self.business_at,
            self.body,
        )


def chained(
    prev_hash: str,
    op_id: str,
    till_id: str,
    epoch: int,
    seq: int,
    kind: str,
    v: int,
    business_at: datetime,
    body: bytes,
) -> Operation:
    """A new operation after the one whose hash is ``prev_hash``; ``business_at`` is cut to whole milliseconds."""
    at = instant_of(unix_ms(business_at))
    digest = chain_hash(prev_hash, op_id, till_id, epoch, seq, kind, v, at, body)
    return Operation(op_id, till_id, epoch, seq, kind, v, at, body, prev_hash, digest)


def chain_hash(
    prev_hash: str,
    op_id: str,
    till_id: str,
    epoch: int,
    seq: int,
    kind: str,
    v: int,
    business_at: datetime,
    body: bytes,
) -> str:
    """:func:`chain_digest` for texts: lower-case hex, and an instant."""
    before = bytes.fromhex(prev_hash)
    return chain_digest(before, op_id, till_id, epoch, seq, kind, v, unix_ms(business_at), body).hex()


def chain_digest(
    prev_digest: bytes,
    op_id: str,
    till_id: str,
    epoch: int,
    seq: int,
    kind: str,
    v: int,
    business_ms: int,
    body: bytes,
) -> bytes:
    """SHA-256 over the digest before (32 bytes), the header as a JSON array, and the body.

    The array is dense, in UTF-8 without escapes but for quotation marks, backslashes and control characters.
    The header's length stands before it as 4 bytes, big-endian, so that no byte can move between header and body.
    """
    header = msgspec.json.encode((op_id, till_id, epoch, seq, kind, v, business_ms))
    return hashlib.sha256(b"".join((prev_digest, len(header).to_bytes(4, "big"), header, body))).digest()


def unix_ms(at: datetime) -> int:
    """Whole milliseconds since 1970 UTC, rounded down. Raises ValueError for an instant without offset."""
    if at.tzinfo is None:
        raise ValueError(f"an instant needs an offset from UTC, got {at.isoformat()}")
    return (at - _EPOCH_START) // _MILLISECOND


def instant_of(milliseconds: int) -> datetime:
    """The UTC instant of ``unix_ms``; exact, no float in between."""
    return _EPOCH_START + timedelta(milliseconds=milliseconds)
