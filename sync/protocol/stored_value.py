"""Money of a certificate or a money account on the wire: asked about, and set aside for one open receipt.

As with points the till makes the hold's id and stores it before it asks. Money is only paid after the server has set it
aside, so it is never paid twice; a till without the server takes neither certificates nor accounts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.limits import PROTOCOL_VERSION


class ValueState(StrEnum):
    """What it is good for. EXPIRED: its last day is over. UNKNOWN: nobody sold it (a certificate)."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ValueRequest:
    """Set ``kopecks`` aside for a receipt; 0 only asks what is on it, and nothing is kept of the question.

    ``owner``: the certificate's number, or the customer's id. Asking again with the same id is answered alike.
    ``pays_back``: the sale whose certificate or top-up is to be paid out by a return; empty where a receipt pays.
    """

    hold_id: str
    kind: ValueKind
    owner: str
    receipt_id: str
    kopecks: Kopecks
    epoch: int
    pays_back: str = ""
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """``granted``: 0 up to what was wanted. ``left``: what may be paid with beside it.

    Of a certificate also its nominal and its last day. ``closed``: this hold has ended already; nothing is granted.
    ``under_way``: another return pays out of the same sale right now; nothing is granted until it is over.
    """

    hold_id: str
    granted: Kopecks
    left: Kopecks
    state: ValueState
    incarnation: str
    nominal: Kopecks = 0
    until_day: date | None = None
    closed: bool = False
    under_way: bool = False
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ValueRefused:
    """No answer that helps; never on the wire. ``code``: an error code of the server, or ``no_answer``."""

    code: str
