"""Beginning a new epoch: after the till, or the server, went on from a backup."""

from dataclasses import dataclass
from enum import StrEnum

from sync.protocol.limits import PROTOCOL_VERSION
from sync.protocol.reservation import Claim


class RejoinReason(StrEnum):
    """Why a till begins anew."""

    FORK = "fork"
    """The server knows another history of this till."""
    RESTORED = "restored"
    """The till's books come from a backup, or were saved from a damaged file."""


@dataclass(frozen=True, slots=True)
class RejoinRequest:
    """Asked again with the same ``old_epoch``, it is answered with the same new one."""

    till_id: str
    old_epoch: int
    reason: RejoinReason
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ResyncRequest:
    """After the server was restored: ``incarnation`` is the life that this till knew, ``claims`` what it holds."""

    till_id: str
    old_epoch: int
    incarnation: str
    claims: tuple[Claim, ...]
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class RejoinAnswer:
    """The epoch to go on with, above every one this till ever had, and the server's present life.

    ``last_receipt``: the highest running number among the receipts of this till that the server has, so that no number
    is given out twice; 0 where it does not say.
    """

    epoch: int
    incarnation: str
    protocol: int = PROTOCOL_VERSION
    last_receipt: int = 0
