"""A code to the customer's phone: asked for at the counter, told back there. Only with the server."""

from dataclasses import dataclass, field
from enum import StrEnum

from sync.protocol.limits import PROTOCOL_VERSION

CODE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CodeAskRequest:
    """``code_id`` (UUIDv7, made by the till) is answered with the same code, however often it comes.

    ``phone_hash``, ``phone_cipher`` as in ``PhoneChanged``: the code goes to a new number of his; else to the one that
    the server knows.
    """

    code_id: str
    customer_id: str
    protocol: int = PROTOCOL_VERSION
    phone_hash: str = ""
    phone_cipher: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CodeAskAnswer:
    """A code is on its way. ``life_ms``: how long it may be told from now; ``tries``: how often, all in all."""

    code_id: str
    life_ms: int
    tries: int
    protocol: int = PROTOCOL_VERSION


class CodeOutcome(StrEnum):
    """What a told code was."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    EXPIRED = "expired"
    USED_UP = "used_up"
    """It was told wrong too often, or another was asked for since."""


@dataclass(frozen=True, slots=True)
class CodeCheckRequest:
    """What the customer told; ``operator_id``: who typed it. ``phone_hash``: of the new number that it was sent to."""

    code_id: str
    customer_id: str
    operator_id: str
    code: str = field(repr=False)
    protocol: int = PROTOCOL_VERSION
    phone_hash: str = ""


@dataclass(frozen=True, slots=True)
class CodeCheckAnswer:
    """``tries_left`` matters for ``wrong`` only."""

    outcome: CodeOutcome
    tries_left: int = 0
    protocol: int = PROTOCOL_VERSION
