"""A record that is stored, and whose paper has not come out yet."""

from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """What the paper is of."""

    SALE = "sale"
    RETURN = "return"
    Z_REPORT = "z_report"


@dataclass(frozen=True, slots=True)
class UnprintedPaper:
    """``record_id``: the receipt's or the Z report's id. ``told``: somebody was asked and went on without it."""

    record_id: str
    kind: PaperKind
    told: bool
