"""Lots, spent parts and reservations while they are worked on."""

from dataclasses import dataclass, field
from datetime import date

from pos_app.domain.money.units import Points

RISK_PART = ""
"""The «lot» of a spent part that no lot covered and that the programme bears."""

DEBT_PART = "debt"
"""The «lot» of a part that the customer owes.

What he spent, or what was promised to a till, has been taken back since.
"""

NO_SALE = ""
"""The «sale» of a debt whose spending nobody remembers."""


@dataclass(slots=True)
class LotState:
    """A lot while it is worked on; see the table ``lot``. Days are the shop's local ones."""

    lot_id: str
    earned_day: date
    active_day: date
    expires_day: date
    granted: Points
    remaining: Points
    programme_id: str
    burnt: Points = 0
    reserved: Points = 0
    taken_back: Points = 0
    sale_id: str | None = None
    origin_lot_id: str | None = None

    @property
    def free(self) -> Points:
        """What is promised to nobody."""
        return self.remaining - self.reserved

    def alive(self, day: date) -> bool:
        """Whether it has not ended on that day; it may be pending."""
        return self.expires_day >= day

    def spendable(self, day: date) -> bool:
        """Whether its points may be spent on that day."""
        return self.active_day <= day <= self.expires_day

    @property
    def figures(self) -> tuple[Points, ...]:
        """What may change: granted, remaining, burnt, reserved, taken back."""
        return self.granted, self.remaining, self.burnt, self.reserved, self.taken_back


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


OPEN = "open"
SETTLING = "settling"
CLOSED = "closed"


@dataclass(slots=True)
class ReservationBooks:
    """A promise while it is worked on; see the tables ``reservation`` and ``reservation_lot``.

    ``parts``: what is left of it, by lot (or ``DEBT_PART``).
    """

    reservation_id: str
    till_id: str
    epoch: int
    kind: str
    granted: Points
    duration_ms: int
    granted_ms: int
    named_customer_id: str
    spent: Points = 0
    state: str = OPEN
    reason: str | None = None
    recall: bool = False
    grant_text: str = ""
    parts: dict[str, Points] = field(default_factory=dict)

    @property
    def left(self) -> Points:
        """What of it still stands in the customer's ``reserved``."""
        return sum(self.parts.values())

    @property
    def figures(self) -> tuple[object, ...]:
        """What may change."""
        return self.till_id, self.epoch, self.granted, self.spent, self.granted_ms, self.state, self.reason, self.recall

    def parts_in_order(self, lots: dict[str, LotState]) -> list[str]:
        """The lots behind it, soonest-expiring first, what is owed last."""
        named = [lot_id for lot_id, points in self.parts.items() if points and lot_id != DEBT_PART]
        named.sort(key=lambda lot_id: (lots[lot_id].expires_day, lot_id))
        return named + ([DEBT_PART] if self.parts.get(DEBT_PART) else [])
