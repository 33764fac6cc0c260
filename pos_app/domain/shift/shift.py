"""A shift at one till: opened with a float, closed with a blind count and a numbered Z report."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.money.units import Kopecks, Points


class CashMovementKind(StrEnum):
    """Cash that moves without a sale."""

    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"


@dataclass(frozen=True, slots=True)
class ShiftOpened:
    """``number`` counts the till's shifts from 1 without gaps. ``float_kopecks``: change money put into the drawer."""

    shift_id: str
    number: int
    till_code: str
    operator_id: str
    opened_at: datetime
    float_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class CashMovement:
    """Cash put in or taken out, with a reason."""

    movement_id: str
    shift_id: str
    kind: CashMovementKind
    amount_kopecks: Kopecks
    operator_id: str
    moved_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class TenderTotals:
    """Sales minus returns of one kind of tender, kopecks; counts are receipts that used it."""

    kind: str
    sales_kopecks: Kopecks
    returns_kopecks: Kopecks
    sales_count: int
    returns_count: int


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The figures of an X report, and of a Z report before the count.

    Points stand as money (``points_*_kopecks``) beside the tenders; ``earned`` and ``points_*``: hundredths of a point.
    ``expected_cash_kopecks`` = float + cash sales − rounding + change kept − cash returns + cash in − cash out.
    ``rounding_*``: what sums in cash were rounded down by; ``change_kept``: change that went on money accounts;
    ``withheld``: what refunds were cut by for earned points that were spent already.
    ``certificates_sold``, ``accounts_topped_up``: advances, which are no sales of goods; ``certificates_returned``,
    ``top_ups_returned``: what was paid out of them again, which are no returns of goods.
    Ties: Σ tenders(sales) + points_spent_kopecks = net sales + advances; Σ tenders(returns) + rounding + withheld
    + points returned = net returns + advances returned, to the kopeck.
    """

    shift: ShiftOpened
    made_at: datetime
    sales_count: int
    returns_count: int
    list_kopecks: Kopecks
    discount_kopecks: Kopecks
    net_sales_kopecks: Kopecks
    net_returns_kopecks: Kopecks
    tenders: tuple[TenderTotals, ...]
    points_spent: Points
    points_spent_kopecks: Kopecks
    points_returned: Points
    points_returned_kopecks: Kopecks
    earned: Points
    earned_taken_back: Points
    cash_in_kopecks: Kopecks
    cash_out_kopecks: Kopecks
    expected_cash_kopecks: Kopecks
    customer_receipts_count: int
    first_number: str | None
    last_number: str | None
    rounding_kopecks: Kopecks = 0
    rounding_returned_kopecks: Kopecks = 0
    change_kept_kopecks: Kopecks = 0
    withheld_kopecks: Kopecks = 0
    certificates_sold_kopecks: Kopecks = 0
    certificates_sold_count: int = 0
    accounts_topped_up_kopecks: Kopecks = 0
    accounts_topped_up_count: int = 0
    certificates_returned_kopecks: Kopecks = 0
    certificates_returned_count: int = 0
    top_ups_returned_kopecks: Kopecks = 0
    top_ups_returned_count: int = 0

    @property
    def advance_kopecks(self) -> Kopecks:
        """All that was taken in advance, beside the goods; change that was kept stands apart."""
        return self.certificates_sold_kopecks + self.accounts_topped_up_kopecks

    @property
    def advances_returned_kopecks(self) -> Kopecks:
        """All that was paid out of advances again."""
        return self.certificates_returned_kopecks + self.top_ups_returned_kopecks


@dataclass(frozen=True, slots=True)
class ZReport:
    """Immutable once stored. ``z_number`` counts without gaps. over_short = counted − expected (short is negative).

    ``over_short_reason``: what whoever closed said of the difference ("" where there is none, and on Z reports from
    before it was asked).
    """

    z_id: str
    z_number: int
    report: ShiftReport
    operator_id: str
    closed_at: datetime
    counted_cash_kopecks: Kopecks
    over_short_kopecks: Kopecks
    unsent_operations: int
    over_short_reason: str = ""
