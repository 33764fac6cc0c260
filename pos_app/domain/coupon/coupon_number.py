"""Numbers of single coupons: the prefix of the series, twelve digits nobody can guess, a Luhn check digit.

Digits alone behind the prefix, because a cashier may have to type them on a block of digits. A till makes the number of
a printed coupon from the receipt's id, whose 74 random bits are known to nobody who holds the paper: the same receipt
stored twice prints the same number.
"""

import hashlib
from collections.abc import Sequence

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.prefixed_number import NumberSeries
from pos_app.domain.coupon.coupon_records import IssuedCoupon, UsedCoupon
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.pricing.priced import PricedBasket, PrintedCoupon, TraceOutcome

SERIAL_DIGITS = 12
LONGEST_NUMBER = 40
SERIALS = 10**SERIAL_DIGITS
"""Serials are drawn below this."""


def coupon_number(prefix: str, serial: int) -> str:
    """The number of a ``serial`` below ``SERIALS``. Raises CodeError ``coupon_prefix_long(most)``, ``serial_range``."""
    series = NumberSeries(prefix, SERIAL_DIGITS)
    if series.length > LONGEST_NUMBER:
        raise CodeError("coupon_prefix_long", most=LONGEST_NUMBER - SERIAL_DIGITS - 1)
    return series.compose(serial)


def is_whole(number: str, prefix: str) -> bool:
    """Whether it is a number as made here and was read without a fault; without the server nothing else is believed."""
    try:
        NumberSeries(prefix, SERIAL_DIGITS).parse(number)
    except CodeError:
        return False
    return True


def printed_number(prefix: str, receipt_id: str, rule_id: str) -> str:
    """The number that a receipt prints by a rule. Raises CodeError ``coupon_prefix_long``."""
    digest = hashlib.sha256(f"kopilka coupon {receipt_id} {rule_id}".encode()).digest()
    return coupon_number(prefix, int.from_bytes(digest[:8], "big") % SERIALS)


def issued_by(priced: PricedBasket, programme: Programme, receipt_id: str) -> tuple[IssuedCoupon, ...]:
    """The coupons that a receipt prints for the next visit. One whose series cannot be numbered is left out."""
    made = (_issued(printed, programme, receipt_id) for printed in priced.coupon_prints)
    return tuple(each for each in made if each is not None)


def used_by(
    priced: PricedBasket, programme: Programme, codes: Sequence[str], at_risk: Sequence[str]
) -> tuple[UsedCoupon, ...]:
    """Which single coupons among the presented ``codes`` the price makes use of.

    One that did nothing, for itself or as what another rule asks for, stays unused: the customer keeps it.
    """
    applied = {entry.rule_id for entry in priced.trace if entry.outcome is TraceOutcome.APPLIED}
    asked_for = {
        rule.conditions.coupon
        for _, rule in programme.staged_rules()
        if rule.rule_id in applied and rule.conditions.coupon is not None
    }
    used = []
    for coupon in programme.coupons:
        # Of several codes presented for one coupon the engine takes the first.
        presented = next((code for code in sorted(codes) if coupon.answers_to(code)), None)
        if coupon.single_use and presented is not None and coupon.rule_id in applied | asked_for:
            used.append(UsedCoupon(presented, coupon.rule_id, presented in at_risk, coupon.freed_by_return))
    return tuple(used)


def _issued(printed: PrintedCoupon, programme: Programme, receipt_id: str) -> IssuedCoupon | None:
    coupon: Coupon | None = next((each for each in programme.coupons if each.rule_id == printed.coupon), None)
    rule = next((each for each in programme.coupon_prints if each.rule_id == printed.rule_id), None)
    if coupon is None or coupon.prefix is None or rule is None:
        return None
    try:
        number = printed_number(coupon.prefix, receipt_id, printed.rule_id)
    except CodeError:
        return None
    return IssuedCoupon(
        number, coupon.rule_id, coupon.name, printed.from_day, printed.until_day, rule.blocked_by_return
    )
