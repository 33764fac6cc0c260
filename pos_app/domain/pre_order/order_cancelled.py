"""An order will not be handed out: who said so at which till, and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """``cancel_id`` is its operation's id. What was prepaid goes back by the way it came, not out of the drawer."""

    cancel_id: str
    number: str
    operator_id: str
    approved_by: str | None
    reason: str
    at: datetime
