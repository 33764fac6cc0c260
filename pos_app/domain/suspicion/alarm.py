"""One thing that a manager should look at: what, who, how much of it against what is usual, and the receipts."""

from dataclasses import dataclass
from enum import StrEnum


class Pattern(StrEnum):
    """What looks suspicious. A value is never renamed: it is stored."""

    ONE_CARD = "one_card"  # one account on many receipts of one cashier
    CARD_FIRST = "card_first"  # the customer named before any goods
    UNPROVED_POINTS = "unproved_points"  # points spent by somebody who did not prove himself
    UNDONE_EARNING = "undone_earning"  # voids and returns of receipts that had earned
    OWN_CARD = "own_card"  # a cashier's own account on what he sold himself, or a colleague's on many receipts
    LIMIT_DISCOUNTS = "limit_discounts"  # discounts by hand of all that the role may give alone


class Sign(StrEnum):
    """By which figure it was seen; the sentence of an alarm."""

    COUNT = "count"  # so many are too many by themselves
    SHIFT = "shift"  # more in this shift than is usual of so many
    WEEKS = "weeks"  # more over the last days than before them
    ONE_CASHIER = "one_cashier"  # one account keeps to one cashier, more than chance would have it


@dataclass(frozen=True, slots=True)
class Alarm:
    """``customer_id`` "": it is about no single account.

    ``found`` of ``of`` receipts, over ``days`` days with this one (1: this shift alone); ``usual_bp``: how many of
    10,000 are usual. ``one_in``: once in so many shifts chance alone would do it (at most ``MOST_ONE_IN``; 0: it was
    not asked of chance). ``figure``: which one it was, by its name in OperatorSums, "" where the pattern has but one.
    ``receipts``: ids in this shift, sales or returns.
    """

    pattern: Pattern
    sign: Sign
    shift_id: str
    operator_id: str
    customer_id: str
    found: int
    of: int
    usual_bp: int
    days: int
    one_in: int
    receipts: tuple[str, ...]
    figure: str = ""


MOST_ONE_IN = 1_000_000
