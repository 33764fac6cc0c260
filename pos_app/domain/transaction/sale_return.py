"""A return: the mirror of stored lines, never priced again (loyalty-rules «Returning»)."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.money.units import Kopecks, Points, Quantity
from pos_app.domain.transaction.sale import TenderKind


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
    """Money handed back by one kind of tender."""

    kind: TenderKind
    amount_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class SaleReturn:
    """``receipt_id`` is the return's own id (UUIDv7) and its operation's; ``sale_id`` the receipt it mirrors.

    ``balance_before``: the customer's points as this till saw them before the return, for the paper (None: not known);
    below 0 is what he owed after returns.
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
