"""Where a figure leads: from a sum to its receipts, from a receipt to its «why»."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftLink:
    """The report of one shift."""

    shift_id: str


@dataclass(frozen=True, slots=True)
class ReceiptsLink:
    """The receipts (and other records) behind a figure.

    ``figure`` names it (``returns``, ``points_spent`` …), ``shift_id`` is empty where it spans shifts, ``narrow`` keeps
    only a part: ``(("operator_id", "…"), ("hour", "14"))``, each name once, in the order of the names.
    """

    figure: str
    shift_id: str = ""
    narrow: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """One receipt, a sale or a return, as printed; its «why» is one step further."""

    receipt_id: str


@dataclass(frozen=True, slots=True)
class WhyLink:
    """Every kopeck and point of one receipt."""

    receipt_id: str


Link = ShiftLink | ReceiptsLink | ReceiptLink | WhyLink
