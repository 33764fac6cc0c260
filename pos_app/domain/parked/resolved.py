"""What a person decided about an operation that the server could not accept."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pos_app.domain.money.units import Points


class Resolution(StrEnum):
    """REPLAY: apply a corrected body. VOID: it has no effect. ADJUST: it has none, but points are set right by hand."""

    REPLAY = "replay"
    VOID = "void"
    ADJUST = "adjust"


@dataclass(frozen=True, slots=True)
class ParkedResolved:
    """``resolution_id`` is this operation's own id; ``op_id``, ``epoch``, ``seq`` name the parked one of the same till.

    ``body``: the corrected record as JSON text, for REPLAY (None: as it came). ``points``: hundredths, signed, put on
    or taken off ``customer_id``'s account, for ADJUST. Where points move, ``approved_by`` is a second person.
    """

    resolution_id: str
    op_id: str
    epoch: int
    seq: int
    action: Resolution
    operator_id: str
    approved_by: str | None
    reason: str
    resolved_at: datetime
    body: str | None = field(default=None, repr=False)
    points: Points | None = None
    customer_id: str | None = None
