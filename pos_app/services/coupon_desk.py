"""Which coupon of the programme a scanned or typed code is, and what it did for the basket."""

import re
from datetime import datetime

from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.figures import COUPON_PATTERN
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import PricedBasket, TraceOutcome
from pos_app.services.ports import ProgrammeShelf
from pos_app.services.programme_choice import programme_in_force

LONGEST_COUPON = 40


def coupon_of(shelf: ProgrammeShelf, at: datetime, code: str) -> Coupon | None:
    """The coupon with this promo code or series, None if there is none. Letters may be small."""
    word = code.upper()
    if len(word) > LONGEST_COUPON or re.fullmatch(COUPON_PATTERN, word) is None:
        return None
    programme = programme_in_force(shelf, at)
    if programme is None:
        return None
    # A coupon that may be used again comes before one that may not.
    found = [coupon for coupon in programme.coupons if coupon.answers_to(word)]
    return min(found, key=lambda coupon: coupon.single_use, default=None)


def taken_by_coupon(priced: PricedBasket, code: str) -> Kopecks:
    """What a presented code takes off the basket now; 0 while it does nothing (the trace says why)."""
    return sum(
        entry.amount_kopecks
        for entry in priced.trace
        if entry.outcome is TraceOutcome.APPLIED and ("code", code) in entry.params
    )
