"""A look-up: whether the server knows a person whom this till does not know yet, by the keyed hash of his phone."""

from dataclasses import dataclass

from pos_app.domain.loyalty.account import Account
from sync.protocol.limits import PROTOCOL_VERSION
from sync.protocol.rows import CustomerRow

HASH_HEX_DIGITS = 32


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """``phone_hash``: 32 lower-case hex digits (``PhoneVault.hash``). The number itself goes nowhere."""

    phone_hash: str
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class LookupAnswer:
    """The one person of that number with his account, as the feed will tell them; both None if there is nobody."""

    customer: CustomerRow | None
    account: Account | None
    incarnation: str
    protocol: int = PROTOCOL_VERSION
