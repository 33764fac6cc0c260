"""Where a figure leads: from a sum to its receipts, from a receipt to its «why»."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.report.points_part import PointsPart


@dataclass(frozen=True, slots=True)
class ShiftLink:
    """The report of one shift."""

    shift_id: str


@dataclass(frozen=True, slots=True)
class ShiftsLink:
    """The list of shifts of some days, both included: behind differences.

    ``shop_id`` "": every shop that the reader sees. ``closed_by``: of one person, "" of everybody.
    """

    first_day: date
    last_day: date
    shop_id: str = ""
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptsLink:
    """The receipts behind a figure.

    ``figure`` names it (``returns``, ``points_spent`` …), ``shift_id`` is empty where it spans shifts, ``narrow`` keeps
    only a part: ``(("operator_id", "…"), ("hour", "14"))``, each name once, in the order of the names. Without a shift
    it has ``first`` and ``last``, both included; ``receipt_choice`` knows all names.
    """

    figure: str
    shift_id: str = ""
    narrow: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeedsLink:
    """Voids, approvals, discounts by hand behind a figure that counts them (``deed_figure``), as ``ReceiptsLink``."""

    figure: str
    shift_id: str = ""
    narrow: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PointsLink:
    """Whose points stand behind a figure that no receipt makes: postings of the ledger, or accounts. Days included."""

    part: PointsPart
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """One receipt, a sale or a return, as printed; its «why» is one step further."""

    receipt_id: str


@dataclass(frozen=True, slots=True)
class WhyLink:
    """Every kopeck and point of one receipt."""

    receipt_id: str


@dataclass(frozen=True, slots=True)
class CustomerLink:
    """One customer with his history: at the office alone."""

    customer_id: str


Link = ShiftLink | ShiftsLink | ReceiptsLink | DeedsLink | PointsLink | ReceiptLink | WhyLink | CustomerLink
