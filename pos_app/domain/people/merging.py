"""Two accounts turned out to be one person's."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """Everything of ``goes_id`` moves to ``stays_id``, whose alias it is for ever. ``merge_id`` is the operation's id.

    ``approved_by``: the senior person who agreed; the operator himself if he is senior.
    """

    merge_id: str
    stays_id: str
    goes_id: str
    reason: str
    operator_id: str
    approved_by: str
    merged_at: datetime
