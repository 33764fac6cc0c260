"""A single coupon or an order on the wire: kept by the server for one open receipt of one till.

As with points and money the till makes the claim's id and stores it before it asks. What is granted ends with the
receipt that takes the number, or by the till's operation ``claim_closed``; never by time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.limits import PROTOCOL_VERSION


class ClaimState(StrEnum):
    """What the server says of a number.

    GRANTED: kept for the receipt that asks. CLOSED: this claim has ended already. CLAIMED: an open receipt of another
    till has it. USED: a receipt took it (a coupon), or all of it was handed out (an order). UNKNOWN: nobody issued it.
    EARLY and EXPIRED: not yet, not any more. BLOCKED: ended by a person, or with the receipt that printed it.
    CANCELLED and ELSEWHERE (it waits in another shop): an order.
    """

    GRANTED = "granted"
    CLOSED = "closed"
    CLAIMED = "claimed"
    USED = "used"
    UNKNOWN = "unknown"
    EARLY = "early"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class ClaimRequest:
    """Keep a number for a receipt. Asking again with the same id is answered alike."""

    claim_id: str
    kind: ClaimKind
    number: str
    receipt_id: str
    epoch: int
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """``order``: what waits, where an order was asked for and granted. ``from_day``, ``until_day``: of a coupon.

    ``till_code``: of the till that has or used it; ``receipt_number`` and ``at``: the receipt that used it, and when.
    """

    claim_id: str
    state: ClaimState
    incarnation: str
    order: PreOrder | None = None
    from_day: date | None = None
    until_day: date | None = None
    till_code: str = ""
    receipt_number: str = ""
    at: datetime | None = None
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ClaimRefused:
    """No answer that helps; never on the wire. ``code``: an error code of the server, or ``no_answer``."""

    code: str
