"""Lots and spent parts while they are worked on."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.money.units import Points

RISK_PART = ""
"""The «lot» of a spent part that no lot covered and that the programme bears."""

DEBT_PART = "debt"
"""The «lot» of a spent part that the customer owes: what he spent was earned by a sale that came back."""

NO_SALE = ""
"""The «sale» of a debt whose spending nobody remembers."""


@dataclass(slots=True)
class LotState:
    """A lot while it is worked on; see the table ``lot``."""

    lot_id: str
    earned_day: date
    expires_day: date
    granted: Points
    remaining: Points
    programme_id: str
    burnt: Points = 0
    origin_lot_id: str | None = None

    @property
    def figures(self) -> tuple[Points, Points, Points]:
        """What may change: granted, remaining, burnt."""
        return self.granted, self.remaining, self.burnt


@dataclass(slots=True)
class SpentPart:
    """What a sale took from one lot (or ``RISK_PART``, ``DEBT_PART``) and what went back since; see ``spent_part``."""

    sale_id: str
    lot_id: str
    number: int
    amount: Points
    returned: Points = 0

    @property
    def out(self) -> Points:
        """What has not come back."""
        return self.amount - self.returned

    @property
    def figures(self) -> tuple[Points, Points]:
        """What may change: amount, returned."""
        return self.amount, self.returned
