"""A parcel: an operation that the server could not take as a message, handed over as opaque bytes.

It takes the operation's number in the till's stream, so that everything behind it can move on; the server stores it
parked for a person to look at.
"""

from dataclasses import dataclass
from datetime import datetime

from sync.protocol.operation import Operation

REASON_SERVER_CANNOT_TAKE = "server_cannot_take"


@dataclass(frozen=True, slots=True)
class ParcelLabel:
    """What stands outside the parcel. ``why`` is a short key or sentence for the log, without personal data."""

    op_id: str
    epoch: int
    seq: int
    kind: str
    v: int
    business_at: datetime
    prev_hash: str
    hash: str
    why: str

    @classmethod
    def of(cls, operation: Operation, why: str) -> "ParcelLabel":
        """The label of ``operation``."""
        return cls(
            operation.op_id,
            operation.epoch,
            operation.seq,
            operation.kind,
            operation.v,
            operation.business_at,
            operation.prev_hash,
            operation.hash,
            why,
        )


@dataclass(frozen=True, slots=True)
class ParcelRequest:
    """``content`` is the operation's body in base64 (RFC 4648)."""

    label: ParcelLabel
    content: str
