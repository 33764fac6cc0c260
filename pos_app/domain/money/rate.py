"""Parts of an amount by a rate in basis points (10 000 bp are the whole)."""

from pos_app.domain.money.rounding import div_floor, div_half_up
from pos_app.domain.money.units import BasisPoints

WHOLE_BP: BasisPoints = 10_000


def part_half_up(amount: int, rate_bp: BasisPoints) -> int:
    """``rate_bp`` of ``amount``, half up: discounts. 10 % of 3862.00 is 386.20."""
    return div_half_up(amount * rate_bp, WHOLE_BP)


def part_floor(amount: int, rate_bp: BasisPoints) -> int:
    """``rate_bp`` of ``amount``, rounded down: caps. 50 % of 99.99 is 49.99."""
    return div_floor(amount * rate_bp, WHOLE_BP)
