"""What every record of the counter carries beside its sums: who, where, when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReceiptHead:
    """``number``: the receipt number on paper. ``at``: UTC. ``business_day``: the shop's local day."""

    number: str
    till_code: str
    shift_id: str
    operator_id: str
    at: datetime
    business_day: date
