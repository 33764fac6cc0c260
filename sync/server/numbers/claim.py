"""A till asks for a coupon or an order for one receipt. The same id is answered with the same claim.

Whoever comes first holds the row and has the number; the second is told which till has it. A till knows its own
receipts best: what another receipt of the same till had is given to the one that asks.
"""

from datetime import date

from sqlalchemy import Connection

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderState
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill, locked_till
from sync.server.epochs.story import promises_paused
from sync.server.ingest.continuity import check_epoch
from sync.server.numbers.claim_row import OPEN, ClaimRow, held_by_another
from sync.server.numbers.coupon_books import BLOCKED, UNKNOWN, CouponBooks
from sync.server.numbers.number_reader import load_coupons, load_orders, put_coupons, put_orders
from sync.server.numbers.post import issue_word
from sync.server.programmes import ProgrammeBook
from sync.server.reservations.refused import PromisesPausedError, RequestInvalidError

REPLACED = "replaced"
"""Another receipt of the same till asks for it."""
_LONGEST_ID = 40


def answer_claim(connection: Connection, central: Central, till_id: str, request: ClaimRequest) -> ClaimAnswer:
    """Keep the number for the receipt, or say why not.

    Raises ``FencedError``, ``ForkError``, :class:`PromisesPausedError`, :class:`RequestInvalidError`.
    """
    ids = (request.claim_id, request.number, request.receipt_id)
    if not all(0 < len(each) <= _LONGEST_ID and "\0" not in each for each in ids):
        raise RequestInvalidError(f"claim_id, number, receipt_id: 1 to {_LONGEST_ID} characters are expected")
    till = locked_till(connection, till_id)
    check_epoch(till, request.epoch)
    if promises_paused(connection):
        raise PromisesPausedError
    if request.kind is ClaimKind.COUPON:
        return _coupon(connection, central, till, request)
    return _order(connection, central, till, request)


def _coupon(connection: Connection, central: Central, till: EnrolledTill, request: ClaimRequest) -> ClaimAnswer:
    books = load_coupons(connection, [request.number], [request.claim_id]).get(request.number)
    if books is None or books.state == UNKNOWN:
        books = _word(connection, central, request)
    if books is None:
        return ClaimAnswer(request.claim_id, ClaimState.UNKNOWN, central.incarnation)
    state, other = _told(books.claims, till, request), held_by_another(books.claims.values(), till.till_id)
    state = state or _coupon_state(books, central.today()) or (ClaimState.CLAIMED if other else None)
    if state is None:
        _keep(books.claims, till, request, unix_ms(central.now()))
    put_coupons(connection, [books])
    use = books.last_use
    told = use if state is ClaimState.USED else None
    return ClaimAnswer(
        request.claim_id,
        state or ClaimState.GRANTED,
        central.incarnation,
        from_day=books.from_day,
        until_day=books.until_day,
        till_code=told.till_code if told else other.till_code if other else "",
        receipt_number=told.receipt_number if told else "",
        at=instant_of(told.used_ms) if told else None,
    )


def _order(connection: Connection, central: Central, till: EnrolledTill, request: ClaimRequest) -> ClaimAnswer:
    books = load_orders(connection, [request.number], [request.claim_id])[request.number]
    order = books.order
    if order is None:
        return ClaimAnswer(request.claim_id, ClaimState.UNKNOWN, central.incarnation)
    state, other = _told(books.claims, till, request), held_by_another(books.claims.values(), till.till_id)
    state = state or _order_state(order, till) or (ClaimState.CLAIMED if other else None)
    if state is None:
        _keep(books.claims, till, request, unix_ms(central.now()))
    put_orders(connection, [books], unix_ms(central.now()))
    last = order.pick_ups[-1] if state is ClaimState.USED and order.pick_ups else None
    return ClaimAnswer(
        request.claim_id,
        state or ClaimState.GRANTED,
        central.incarnation,
        order=order if state in (None, ClaimState.GRANTED) else None,
        till_code=other.till_code if state is ClaimState.CLAIMED and other else "",
        receipt_number=last.receipt_number if last else "",
        at=last.at if last else None,
    )


def _told(claims: dict[str, ClaimRow], till: EnrolledTill, request: ClaimRequest) -> ClaimState | None:
    """What was said of this very claim before."""
    known = claims.get(request.claim_id)
    if known is None:
        return None
    return ClaimState.GRANTED if known.state == OPEN and known.till_id == till.till_id else ClaimState.CLOSED


def _coupon_state(books: CouponBooks, today: date) -> ClaimState | None:
    """Why nobody may have it; None if it is free."""
    if books.last_use is not None:
        return ClaimState.USED
    if books.state == BLOCKED:
        return ClaimState.BLOCKED
    if books.from_day is not None and today < books.from_day:
        return ClaimState.EARLY
    return ClaimState.EXPIRED if books.until_day is not None and today > books.until_day else None


def _order_state(order: PreOrder, till: EnrolledTill) -> ClaimState | None:
    if order.shop_id != till.shop_id:
        return ClaimState.ELSEWHERE
    if order.state is PreOrderState.CANCELLED:
        return ClaimState.CANCELLED
    return None if order.is_open else ClaimState.USED


def _keep(claims: dict[str, ClaimRow], till: EnrolledTill, request: ClaimRequest, now_ms: int) -> None:
    for earlier in claims.values():
        if earlier.till_id == till.till_id:
            earlier.close(REPLACED)
    claims[request.claim_id] = ClaimRow(
        request.claim_id, till.till_id, till.epoch, request.receipt_id, now_ms, till.code
    )


def _word(connection: Connection, central: Central, request: ClaimRequest) -> CouponBooks | None:
    """A single-use word of the programme's document is known from the moment somebody shows it."""
    programme, now_ms = ProgrammeBook(connection).any_in_force(central.now()), unix_ms(central.now())
    trial = CouponBooks(request.number)
    issue_word(trial, programme, now_ms)
    if trial.state == UNKNOWN:
        return None
    books = load_coupons(connection, [request.number], [request.claim_id], make=True)[request.number]
    if books.state == UNKNOWN:
        issue_word(books, programme, now_ms)
    return books
