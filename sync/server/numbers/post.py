"""Receipts that used, printed or gave back coupons, and that handed orders out. Facts: what clashes is flagged."""

from datetime import date

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pre_order.pre_order import HandedOut
from pos_app.domain.transaction.sale import Sale, TenderKind
from sync.protocol.operation import Operation, unix_ms
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.numbers.claim_row import CLOSED, ClaimRow, may_be_asked
from sync.server.numbers.coupon_books import ISSUED, RETURNED, TWICE, UNKNOWN, CouponBooks, CouponUse
from sync.server.numbers.number_reader import load_claims, put_claims
from sync.server.numbers.order_books import OrderPickUp

COUPON_TWICE = "coupon_used_twice"
COUPON_NOT_VALID = "coupon_not_valid"
COUPON_NUMBER_KNOWN = "coupon_number_known"
COUPON_USED_BEFORE_RETURN = "coupon_used_before_return"
ORDER_CONFLICT = "order_handed_out_twice"
ORDER_UNKNOWN = "order_unknown"
OF_PROGRAMME = "programme"
"""Who issued a single-use word of the document."""


def post_sale_numbers(desk: Desk, sale: Sale, day: date) -> None:
    """What a sale used up, printed and handed out; ``day``: on which it is posted."""
    for used in sale.coupons_used:
        books = desk.coupons[used.number]
        if books.state == UNKNOWN:
            issue_word(books, desk.programmes.in_force(sale.programme_id, sale.sold_at), unix_ms(desk.received_at))
        use = CouponUse(
            sale.receipt_id, sale.till_code, sale.number, unix_ms(sale.sold_at), used.at_risk, used.freed_by_return
        )
        conflict = books.use(used, use, day)
        if conflict is not None:
            desk.flag(COUPON_TWICE if conflict == TWICE else COUPON_NOT_VALID)
    for issued in sale.coupons_issued:
        is_new = desk.coupons[issued.number].issue(issued, "", sale.receipt_id, unix_ms(sale.sold_at))
        if not is_new and not issued.award:  # what an award gave was known before it stood on paper
            desk.flag(COUPON_NUMBER_KNOWN)
    if sale.picked_up is not None:
        _hand_out(desk, sale)


def post_return_numbers(desk: Desk, sale: Sale) -> None:
    """All goods of a sale came back: what it used up is free again where the rule says so, what it printed ends."""
    for used in sale.coupons_used:
        books = desk.coupons.get(used.number)
        if books is not None:
            books.give_back(sale.receipt_id)
    for issued in sale.coupons_issued:
        books = desk.coupons.get(issued.number)
        if books is None or not issued.blocked_by_return or books.issued_by != sale.receipt_id:
            continue
        if books.last_use is not None:  # what it took off stays: a person may settle it with the customer
            desk.flag(COUPON_USED_BEFORE_RETURN)
            books.spoil(books.last_use)
        else:
            books.block(RETURNED)


def close_claim(desk: Desk, operation: Operation, closed: ClaimClosed) -> None:
    """Give a number back; a claim that was never asked for is closed before a late request can be granted.

    Raises :class:`RuleBrokenError` for another till's.
    """
    books = desk.coupons.get(closed.number) if closed.kind is ClaimKind.COUPON else desk.orders.get(closed.number)
    if books is None and not all(may_be_asked(each) for each in (closed.claim_id, closed.number)):
        return
    claims = (
        load_claims(desk.connection, closed.kind, closed.number, closed.claim_id) if books is None else books.claims
    )
    claim = claims.get(closed.claim_id)
    if claim is None:
        made = ClaimRow(closed.claim_id, operation.till_id, operation.epoch, "", unix_ms(desk.received_at))
        made.state, made.reason = CLOSED, closed.reason.value
        claims[closed.claim_id] = made
        if books is None:  # it may be issued, or printed by a till that is not heard yet, before the request comes
            put_claims(desk.connection, closed.kind, closed.number, [made])
        return
    if claim.till_id != operation.till_id:
        raise RuleBrokenError("reservation_of_another_till", f"{closed.claim_id} is kept for another till")
    claim.close(closed.reason.value)


def issue_word(books: CouponBooks, programme: Programme | None, now_ms: int) -> None:
    """A single-use word of the programme's document is issued by the document."""
    for coupon in () if programme is None else programme.coupons:
        if coupon.single_use and books.number in coupon.codes:
            books.rule_id, books.state, books.changed = coupon.rule_id, ISSUED, True
            books.issued_by, books.issued_ms = OF_PROGRAMME, now_ms


def _hand_out(desk: Desk, sale: Sale) -> None:
    picked = sale.picked_up
    if picked is None:
        return
    books = desk.orders[picked.number]
    prepaid = sum(
        tender.amount_kopecks
        for tender in sale.tenders
        if tender.kind is TenderKind.PREPAID and tender.reference == picked.number
    )
    handed = HandedOut(sale.receipt_id, sale.number, sale.sold_at, picked.quantities, prepaid)
    pick_up = OrderPickUp(sale.receipt_id, sale.till_code, sale.number, unix_ms(sale.sold_at), picked.at_risk)
    if books.hand_out(handed, pick_up) is not None:
        desk.flag(ORDER_UNKNOWN if books.order is None else ORDER_CONFLICT)
