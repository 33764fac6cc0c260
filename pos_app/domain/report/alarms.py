"""Suspicious use as reports list it: alarms with their shifts and receipts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.suspicion.alarm import Alarm, Pattern


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """``shift_number`` of the till; ``receipts``: those that the alarm names, by number; ``customer``: a short name, ""

    where the alarm is about no single account or nobody knows the name any more.
    """

    alarm: Alarm
    shop_id: str
    day: date
    till_code: str
    shift_number: int
    receipts: tuple[ReceiptLine, ...]
    customer: str = ""


@dataclass(frozen=True)
class AlarmList:
    """``by_pattern`` and ``count`` of all of the scope; ``lines`` of a page, the newest day first, the least
    likely of it first.

    ``closed``: shifts of the scope that are closed, ``looked_at``: those of them that were looked at.
    """

    lines: tuple[AlarmLine, ...]
    count: int
    by_pattern: Mapping[Pattern, int] = field(default_factory=dict)
    closed: int = 0
    looked_at: int = 0

    def with_customers(self, names: Callable[[Collection[str]], Mapping[str, str]]) -> "AlarmList":
        """The same with the names of the accounts that the alarms are about; ``names`` tells those that it knows."""
        ids = {line.alarm.customer_id for line in self.lines if line.alarm.customer_id}
        known = names(ids) if ids else {}
        lines = tuple(replace(line, customer=known.get(line.alarm.customer_id, "")) for line in self.lines)
        return replace(self, lines=lines)
