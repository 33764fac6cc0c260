"""What kinds of numbers are claimed for one receipt."""

from enum import StrEnum


class ClaimKind(StrEnum):
    """COUPON: a single-use coupon. ORDER: an order to be picked up."""

    COUPON = "coupon"
    ORDER = "order"
