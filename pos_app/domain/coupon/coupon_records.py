"""What a receipt says of single coupons: the numbers that it used up, the numbers that it printed."""

from dataclasses import dataclass
from datetime import date

from pos_app.domain.loyalty.local_text import LocalText


@dataclass(frozen=True, slots=True)
class UsedCoupon:
    """A number that this receipt used up. ``rule_id``: the coupon of the programme.

    ``at_risk``: taken without the server. ``freed_by_return``: it may be used again once all goods have come back; as
    the rule said on the day of the sale.
    """

    number: str
    rule_id: str
    at_risk: bool = False
    freed_by_return: bool = True


@dataclass(frozen=True, slots=True)
class IssuedCoupon:
    """A number that this receipt printed for the next visit, good on the local days from ``from_day`` to ``until_day``.

    ``rule_id``: the coupon of the programme. ``blocked_by_return``: it ends once all goods of this receipt came back.
    ``award``: the rule of the award that gave it ("": the receipt itself earned it).
    """

    number: str
    rule_id: str
    name: LocalText
    from_day: date
    until_day: date
    blocked_by_return: bool = True
    award: str = ""
