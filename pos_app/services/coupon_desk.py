"""Which coupon a scanned or typed code is, what it did for the basket, and which ones a receipt printed."""

import re
from datetime import datetime

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.loyalty.rules.figures import COUPON_PATTERN
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import PricedBasket, TraceOutcome
from pos_app.domain.transaction.sale import Sale
from pos_app.services.ports import ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.returnable import CouponOnReceipt

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


def coupons_on(sale: Sale, books: TillBooks) -> tuple[CouponOnReceipt, ...]:
    """Which coupons a receipt printed that end with a return of all its goods, and which this till saw used."""
    found = []
    for issued in sale.coupons_issued:
        if issued.blocked_by_return:
            used = books.number_used(ClaimKind.COUPON, issued.number)
            found.append(CouponOnReceipt(issued.number, "" if used is None else used.receipt_number))
    return tuple(found)
