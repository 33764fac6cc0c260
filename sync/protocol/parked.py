"""Operations that the server keeps but could not accept, as it tells them to their till."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.protocol.limits import PROTOCOL_VERSION


class ParkedState(StrEnum):
    """Whether a person has dealt with it, and how."""

    OPEN = "open"
    REPLAYED = "replayed"
    VOIDED = "voided"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class ParkedOperation:
    """``reason`` is a key such as ``sums_do_not_tie``; ``received_at`` the server's time."""

    op_id: str
    epoch: int
    seq: int
    kind: str
    reason: str
    received_at: datetime
    state: ParkedState = ParkedState.OPEN


@dataclass(frozen=True, slots=True)
class ParkedAnswer:
    """All of the asking till that are open, and those resolved within the last 35 days; oldest first."""

    operations: tuple[ParkedOperation, ...]
    protocol: int = PROTOCOL_VERSION
