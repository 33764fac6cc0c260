"""A coupon that an award gives: a number of the series, among the facts of the account until a receipt prints it.

The number follows from what it is given for and from the key of the server: a run that is repeated gives the same one,
and nobody outside can guess it.
"""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.coupon.coupon_number import SERIALS, coupon_number
from pos_app.domain.loyalty.account import AwardGiven, CouponWaiting
from pos_app.domain.loyalty.awards.outcome import CouponGrant
from pos_app.domain.loyalty.programme import Programme
from sync.protocol.operation import unix_ms
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.row_sheet import RowSheet
from sync.server.numbers.coupon_books import ISSUED
from sync.server.tables import COUPON
from sync.vault.signing import SigningKey

BY_AWARD = "award/"
"""Stands before the rule's id where a coupon says who issued it."""
_TRIES = 100


def give_coupon(
    connection: Connection,
    sheet: RowSheet,
    books: CustomerBooks,
    grant: CouponGrant,
    programme: Programme,
    key: SigningKey,
    at: datetime,
    day: date,
    receipt_id: str = "",
) -> str | None:
    """The number, good from the local ``day``; None if the programme has no such series of numbers (any more).

    ``receipt_id``: the purchase it is for. The books are written by the caller.
    """
    prefix = next((each.prefix for each in programme.coupons if each.rule_id == grant.coupon), None)
    number = None if prefix is None else _free_number(connection, sheet, prefix, grant, key)
    if number is None:
        return None
    sheet.add(
        COUPON,
        {
            "number": number,
            "rule_id": grant.coupon,
            "series": "",
            "state": ISSUED,
            "reason": None,
            "from_day": day,
            "until_day": grant.until_day,
            "issued_ms": unix_ms(at),
            "issued_by": f"{BY_AWARD}{grant.rule_id}"[:120],
            "ends_with_return": bool(receipt_id),
        },
    )
    waiting = CouponWaiting(grant.rule_id, grant.coupon, number, day, grant.until_day, receipt_id)
    others = [one for one in books.facts.coupons_waiting if one.until_day >= day]
    books.facts = replace(
        books.facts, coupons_waiting=tuple(sorted((*others, waiting), key=lambda one: (one.rule_id, one.number)))
    )
    note_award(books, AwardGiven(grant.rule_id, grant.source, day))
    return number


def note_award(books: CustomerBooks, given: AwardGiven) -> None:
    """It comes once."""
    awards = (*books.facts.awards, given)
    books.facts = replace(books.facts, awards=tuple(sorted(awards, key=lambda award: award.rule_id)))


def _free_number(
    connection: Connection, sheet: RowSheet, prefix: str, grant: CouponGrant, key: SigningKey
) -> str | None:
    """A number that nobody has, nor was given in this transaction: the same may come twice in one run of receipts."""
    for attempt in range(_TRIES):
        told = f"kopilka award coupon {grant.customer_id} {grant.rule_id} {grant.source} {attempt}"
        digest = hashlib.sha256(key.sign(told.encode())).digest()
        try:
            number = coupon_number(prefix, int.from_bytes(digest[:8], "big") % SERIALS)
        except CodeError:
            return None
        if sheet.has_new(COUPON, "number", number):
            continue
        if connection.execute(select(COUPON.c.number).where(COUPON.c.number == number)).first() is None:
            return number
    return None
