"""What was taken off, by its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks

PRICE_SET = "price_set"
"""In place of a stage: a price that was put by hand below the shelf's."""


@dataclass(frozen=True, slots=True)
class DiscountReason:
    """``stage`` of the sale's arithmetic (``Stage``) or ``PRICE_SET``; ``rule_id`` of the programme («manual» by hand).

    ``reason``: the words that somebody gave with a discount by hand, "" for rules.
    """

    stage: str
    rule_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DiscountSums:
    """``kopecks`` taken off ``lines_count`` positions of ``receipts_count`` receipts."""

    kopecks: Kopecks = 0
    lines_count: int = 0
    receipts_count: int = 0

    def __add__(self, other: "DiscountSums") -> "DiscountSums":
        return DiscountSums(
            self.kopecks + other.kopecks,
            self.lines_count + other.lines_count,
            self.receipts_count + other.receipts_count,
        )

    def __sub__(self, other: "DiscountSums") -> "DiscountSums":
        return DiscountSums(
            self.kopecks - other.kopecks,
            self.lines_count - other.lines_count,
            self.receipts_count - other.receipts_count,
        )


Discounts = Mapping[DiscountReason, DiscountSums]
