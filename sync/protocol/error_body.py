"""The body of every answer that is not 2xx."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """``code`` is a snake_case key; ``detail`` is for a log, in English, without personal data.

    ``expect_seq`` comes with ``gap`` (the number the server wants next), ``epoch`` with ``fork`` and
    ``fenced`` (the one it knows), ``incarnation`` with ``resync`` (its present life), ``server_at`` with ``clock_off``.
    """

    code: str
    detail: str
    expect_seq: int | None = None
    epoch: int | None = None
    incarnation: str | None = None
    server_at: datetime | None = None


GAP = "gap"
FORK = "fork"
UNAUTHORIZED = "unauthorized"
FORBIDDEN = "forbidden"
TOO_LARGE = "too_large"
MESSAGE_INVALID = "message_invalid"
PROTOCOL_UNKNOWN = "protocol_unknown"
SERVER_FAULT = "server_fault"
DATABASE_UNAVAILABLE = "database_unavailable"
FENCED = "fenced"
RESYNC = "resync"
PROMISES_PAUSED = "promises_paused"
CUSTOMER_UNKNOWN = "customer_unknown"
SIGNATURE_INVALID = "signature_invalid"
CLOCK_OFF = "clock_off"
REPLAYED = "replayed"
RATE_LIMITED = "rate_limited"
PHONE_TAKEN = "phone_taken"
PHONE_UNCONFIRMED = "phone_unconfirmed"
TOO_MANY_CODES = "too_many_codes"
NO_GATEWAY = "no_gateway"
MESSAGE_NOT_SENT = "message_not_sent"
CODE_USED = "code_used"
CODE_EXPIRED = "code_expired"
CODE_UNKNOWN = "code_unknown"
TILL_KNOWN = "till_known"
KEY_KNOWN = "key_known"
