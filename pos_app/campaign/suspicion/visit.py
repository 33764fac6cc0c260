"""What happens at a till, before it is written into records: a receipt in the making, and what became of it."""

from dataclasses import dataclass
from datetime import date

from pos_app.campaign.suspicion.habits import Cashier
from pos_app.domain.people.customer_came import CameBy


@dataclass(slots=True)
class Undoing:
    """The receipt was voided (``voids``) or goods of it came back: ``share`` of the lines in a hundred.

    ``day``, ``minute``, ``till`` and ``operator_id``: when, where and by whom.
    """

    day: date
    minute: int
    till: int
    operator_id: str
    voids: bool
    share: int
    reason: str
    planted: str = ""


@dataclass(slots=True)
class Visit:
    """One receipt. ``minute`` of the day; ``first``: lines on the receipt when the customer was named.

    ``points_share``: paid with points, in a hundred. ``discount_bp``: by hand on the whole basket, 0 for none;
    ``approved``: a second person gave it. ``planted``: the name of the theft that it is part of.
    """

    day: date
    minute: int
    till: int
    cashier: Cashier
    prices: tuple[int, ...]
    is_cash: bool
    customer_id: str = ""
    way: CameBy = CameBy.WHOLE_PHONE
    first: int = 0
    proved: bool = False
    points_share: int = 0
    discount_bp: int = 0
    approved: bool = False
    undoing: Undoing | None = None
    planted: str = ""

    @property
    def total_kopecks(self) -> int:
        """At list prices."""
        return sum(self.prices)


@dataclass(slots=True)
class CounterDay:
    """A till's day with one shift: its receipts by the minute."""

    shop_id: str
    till: int
    day: date
    visits: list[Visit]

    @property
    def shift_id(self) -> str:
        """One shift a till and day."""
        return f"{self.shop_id}/{self.till}/{self.day.isoformat()}"
