"""A return: the mirror of stored lines, never priced again (loyalty-rules «Returning»)."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.money.units import Kopecks, Points, Quantity
from pos_app.domain.stored_value.returned_advance import ReturnedAdvance
from pos_app.domain.transaction.sale import Sale, TenderKind


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What comes back of one line. ``tender_kopecks[i]`` goes to tender i of the sale.

    ``points`` go back to the customer, ``earned`` are taken back: hundredths of a point.
    """

    line_id: str
    quantity: Quantity
    money_kopecks: Kopecks
    tender_kopecks: tuple[Kopecks, ...]
    points: Points
    points_kopecks: Kopecks
    earned: Points


@dataclass(frozen=True, slots=True)
class Refund:
    """Money handed back by one kind of tender; ``reference``: the certificate that it goes back on."""

    kind: TenderKind
    amount_kopecks: Kopecks
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SaleReturn:
    """``receipt_id`` is the return's own id (UUIDv7) and its operation's; ``sale_id`` the receipt it mirrors.

    ``balance_before``: the customer's points as this till saw them before the return, for the paper (None: not known);
    below 0 is what he owed after returns.
    Refunds sum to the money and the ``advances`` (certificates taken back, top-ups paid out; in none of the other
    sums) less ``rounding_kopecks`` (the sale's sum in cash was rounded down by it) and less
    ``withheld_kopecks`` (for ``withheld_points`` of ``earned`` that the customer has spent already, see ``withhold``).
    ``completes``: with it all goods of the sale have come back; then ``coupons`` that were presented may be used again.
    ``voids``: it undoes the sale within its shift, see ``post_void``. ``sold_elsewhere``: the sale itself where another
    till made it: papers, the fiscal registrar and the ledger need it for as long as they need this record.
    ``without_receipt``: nobody could show or find the receipt; then ``sold_elsewhere`` is what the goods cost anybody
    now (``return_without_receipt.py``), and ``approved_by`` the senior person who agreed.
    """

    receipt_id: str
    number: str
    till_code: str
    shift_id: str
    operator_id: str
    customer_id: str | None
    returned_at: datetime
    business_day: date
    sale_id: str
    sale_number: str
    lines: tuple[ReturnLine, ...]
    refunds: tuple[Refund, ...]
    money_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    earned: Points
    reason: str = ""
    balance_before: Points | None = None
    rounding_kopecks: Kopecks = 0
    withheld_points: Points = 0
    withheld_kopecks: Kopecks = 0
    completes: bool = False
    coupons: tuple[str, ...] = ()
    voids: bool = False
    sold_elsewhere: Sale | None = None
    without_receipt: bool = False
    approved_by: str = ""
    advances: tuple[ReturnedAdvance, ...] = ()

    @property
    def advance_kopecks(self) -> Kopecks:
        """What came back of advances, beside the goods."""
        return sum(back.kopecks for back in self.advances)
