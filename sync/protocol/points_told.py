"""What the office tells a till of the programme's points that no receipt makes: for its manager's reports."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.report.figures import LedgerDay, Owed
from sync.protocol.limits import PROTOCOL_VERSION

MOST_DAYS = 400
"""In one answer, the newest ones."""


@dataclass(frozen=True, slots=True)
class PointsToldRequest:
    """Days from ``first_day`` on."""

    first_day: date
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class PointsToldAnswer:
    """``days``: points that moved beside receipts; ``owed``: what was owed at the last look of each day."""

    days: tuple[LedgerDay, ...]
    owed: tuple[Owed, ...]
    incarnation: str
    protocol: int = PROTOCOL_VERSION
