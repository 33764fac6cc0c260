"""An operation on its way to the server, or one that it could not accept, as a person at the till sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.parked.resolved import Resolution


class QueueState(StrEnum):
    """QUEUED: not sent or not answered yet. PARKED: the server keeps it and could not accept it. DECIDED: a person
    decided about it, the server has not heard of it yet.
    """

    QUEUED = "queued"
    PARKED = "parked"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class QueuedOperation:
    """``kind`` as on the wire; ``at`` its business time; ``reason``: the server's key, empty unless it was parked.

    ``tries``: how often the server failed over it. ``number``: the receipt's on paper, empty for what is no receipt.
    ``resolution``: what was decided, None if nothing was.
    """

    op_id: str
    epoch: int
    seq: int
    kind: str
    at: datetime
    state: QueueState
    reason: str = ""
    tries: int = 0
    number: str = ""
    customer_id: str | None = None
    resolution: Resolution | None = None
