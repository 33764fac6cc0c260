"""A till asks for a coupon or an order for one receipt. The same id is answered with the same claim.

Whoever comes first holds the row and has the number; the second is told which till has it. A till knows its own
receipts best: what another receipt of the same till had is given to the one that asks.

A request may come late, or once more: after its receipt, or after its till was told no and forgot it. Nobody would ever
end what was granted then; so a refusal is kept, and a receipt that is here already gets nothing.
"""

from datetime import date

from sqlalchemy import Connection, select

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderState
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central
from sync.server.enrolment import EnrolledTill, locked_till
from sync.server.epochs.story import promises_paused
from sync.server.ingest.continuity import check_epoch
from sync.server.numbers.claim_row import LONGEST_ID, OPEN, ClaimRow, held_by_another, may_be_asked
from sync.server.numbers.coupon_books import BLOCKED, UNKNOWN, CouponBooks
from sync.server.numbers.number_reader import (
    load_claims,
    load_coupons,
    load_orders,
    put_claims,
    put_coupons,
    put_orders,
)
from sync.server.numbers.post import issue_word
from sync.server.programmes import ProgrammeBook
from sync.server.reservations.refused import PromisesPausedError, RequestInvalidError
from sync.server.tables import OPERATION

REPLACED = "replaced"
"""Another receipt of the same till asks for it."""
REFUSED = "refused"
"""The till was told no: it does not close what it was not given."""


def answer_claim(connection: Connection, central: Central, till_id: str, request: ClaimRequest) -> ClaimAnswer:
    """Keep the number for the receipt, or say why not.

    Raises ``FencedError``, ``ForkError``, :class:`PromisesPausedError`, :class:`RequestInvalidError`.
    """
    ids = (request.claim_id, request.number, request.receipt_id)
    if not all(may_be_asked(each) for each in ids):
        raise RequestInvalidError(f"claim_id, number, receipt_id: 1 to {LONGEST_ID} characters are expected")
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
        _refuse_stranger(connection, central, till, request)
        return ClaimAnswer(request.claim_id, ClaimState.UNKNOWN, central.incarnation)
    other = held_by_another(books.claims.values(), till.till_id)
    why_not = _coupon_state(books, central.today()) or (ClaimState.CLAIMED if other else None)
    state = _decide(connection, central, till, request, books.claims, why_not)
    put_coupons(connection, [books])
    use = books.last_use
    told = use if state is ClaimState.USED else None
    return ClaimAnswer(
        request.claim_id,
        state,
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
        _refuse_stranger(connection, central, till, request)
        return ClaimAnswer(request.claim_id, ClaimState.UNKNOWN, central.incarnation)
    other = held_by_another(books.claims.values(), till.till_id)
    why_not = _order_state(order, till) or (ClaimState.CLAIMED if other else None)
    state = _decide(connection, central, till, request, books.claims, why_not)
    put_orders(connection, [books], unix_ms(central.now()))
    last = order.pick_ups[-1] if state is ClaimState.USED and order.pick_ups else None
    return ClaimAnswer(
        request.claim_id,
        state,
        central.incarnation,
        order=order if state is ClaimState.GRANTED else None,
        till_code=other.till_code if state is ClaimState.CLAIMED and other else "",
        receipt_number=last.receipt_number if last else "",
        at=last.at if last else None,
    )


def _decide(
    connection: Connection,
    central: Central,
    till: EnrolledTill,
    request: ClaimRequest,
    claims: dict[str, ClaimRow],
    why_not: ClaimState | None,
) -> ClaimState:
    """What the till is told, noted among ``claims``. ``why_not``: why nobody may have it now."""
    known = claims.get(request.claim_id)
    if known is not None and known.state == OPEN and known.till_id == till.till_id:
        return ClaimState.GRANTED
    if known is not None:
        was_refused = known.reason == REFUSED and known.till_id == till.till_id
        return why_not if was_refused and why_not is not None else ClaimState.CLOSED
    asked = ClaimRow(request.claim_id, till.till_id, till.epoch, request.receipt_id, unix_ms(central.now()), till.code)
    if why_not is None and _is_over(connection, till, request.receipt_id):
        why_not = ClaimState.CLOSED
    if why_not is not None:
        asked.close(REFUSED)
    else:
        for earlier in claims.values():
            if earlier.till_id == till.till_id:
                earlier.close(REPLACED)
    claims[request.claim_id] = asked
    return why_not or ClaimState.GRANTED


def _is_over(connection: Connection, till: EnrolledTill, receipt_id: str) -> bool:
    """Whether the receipt itself came before the question: it asks for nothing any more."""
    mine = (OPERATION.c.till_id == till.till_id, OPERATION.c.op_id == receipt_id)
    return connection.execute(select(OPERATION.c.seq).where(*mine)).first() is not None


def _refuse_stranger(connection: Connection, central: Central, till: EnrolledTill, request: ClaimRequest) -> None:
    """Nobody knows the number yet: it may be heard of before this request comes once more."""
    claims = load_claims(connection, request.kind, request.number, request.claim_id)
    _decide(connection, central, till, request, claims, ClaimState.UNKNOWN)
    put_claims(connection, request.kind, request.number, claims.values())


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
