"""Single coupons on the server: issued, kept for a receipt, used once, freed or ended by a return, clashes flagged."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.coupon.coupon_number import is_whole
from pos_app.domain.coupon.coupon_records import IssuedCoupon, UsedCoupon
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.transaction.sale import Sale
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.encoding import encode
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as FeedStream
from sync.server.audit.report import audit
from sync.server.database import reading, writing
from sync.server.epochs.lost import declare_lost
from sync.server.feed import publish
from sync.server.numbers.coupon_office import (
    CouponOfficeError,
    block_coupon,
    coupon_clashes,
    issue_series,
    listed_coupons,
)
from sync.server.web import exchange
from tests.sync.server.paper import AT, DAY, PROGRAMME, Stream, sale, sale_return
from tests.sync.server.shop import OTHER_TILL, TILL, Shop, programme

NEXT = "next"
NAME = LocalText("Минус 10 %", "10 % off")


@pytest.fixture
def coupons(shop: Shop) -> Shop:
    """A programme with a series of single coupons, and a word that works once."""
    terms_of_it = {"codes": ("HELLO",), "prefix": "NEXT", "single_use": True}
    series = Coupon(rule_id=NEXT, name=NAME, benefit=PercentOff(1_000), **terms_of_it)  # type: ignore[arg-type]
    word = Coupon(rule_id="word", name=NAME, codes=("ALWAYS",), benefit=PercentOff(1_000))
    terms = replace(programme(), version=2, coupons=(series, word))
    with writing(shop.central.engine) as connection:
        publish(connection, FeedStream.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, write_programme(terms))])
    return shop


def issued(shop: Shop, amount: int = 1, **days: object) -> tuple[str, ...]:
    numbers = count(7)
    given = {"from_day": None, "until_day": None, **days}
    return issue_series(
        shop.central, rule_id=NEXT, count=amount, series="spring", actor="test", draw=lambda _: next(numbers), **given
    )  # type: ignore[arg-type]


def ask(shop: Shop, claim_id: str, number: str, till: str = TILL, receipt_id: str = "", epoch: int = 1) -> ClaimAnswer:
    request = ClaimRequest(claim_id, ClaimKind.COUPON, number, receipt_id or f"receipt-of-{claim_id}", epoch)
    return exchange.claim(shop.central, shop.till(till), request)


def using(number: int, *coupons: str, at_risk: bool = False, freed: bool = True) -> Sale:
    used = tuple(UsedCoupon(each, NEXT, at_risk, freed) for each in coupons)
    return replace(sale(number, None, pieces=(2,), earned=0), coupons_used=used)


def printing(number: int, *coupons: str, blocked_by_return: bool = True) -> Sale:
    made = tuple(
        IssuedCoupon(each, NEXT, NAME, DAY + timedelta(days=1), DAY + timedelta(days=30), blocked_by_return)
        for each in coupons
    )
    return replace(sale(number, None, pieces=(2,), earned=0), coupons_issued=made)


def push(shop: Shop, *records: object, till: str = TILL, stream: Stream | None = None) -> list[str]:
    made = stream or Stream(till)
    before = len(made.operations)
    for record in records:
        if isinstance(record, ClaimClosed):
            made.add_body(record.closing_id, "claim_closed", encode(record))
        else:
            made.add(record)  # type: ignore[arg-type]
    answer = shop.push(made.request(*made.operations[before:]))
    return [result.outcome.value if result.reason is None else result.reason for result in answer.results]


def closing(claim_id: str, number: str) -> ClaimClosed:
    return ClaimClosed(f"end-{claim_id}", claim_id, ClaimKind.COUPON, number, CloseReason.RELEASED, AT)


def why(shop: Shop) -> list[tuple[str, str]]:
    assert audit(shop.central.engine).findings == ()
    with reading(shop.central.engine) as connection:
        return [(each.receipt_number, each.why) for each in coupon_clashes(connection)]


def state(shop: Shop, number: str) -> str:
    return next(each.state for each in listed_coupons(shop.central) if each.number == number)


def test_numbers_are_issued_kept_for_one_receipt_and_used_once_with_where_and_when(coupons: Shop) -> None:
    number, other = issued(coupons, 2)
    assert is_whole(number, "NEXT") and not is_whole(number[:-1] + "x", "NEXT")
    assert ask(coupons, "a", number, receipt_id="sale-000001").state is ClaimState.GRANTED
    assert ask(coupons, "a", number, receipt_id="sale-000001").state is ClaimState.GRANTED, "answered alike"
    second = ask(coupons, "b", number, OTHER_TILL)
    assert (second.state, second.till_code) == (ClaimState.CLAIMED, "2")
    used = using(1, number)
    assert push(coupons, used) == ["created"]
    late = ask(coupons, "c", number, OTHER_TILL)
    assert (late.state, late.receipt_number, late.at) == (ClaimState.USED, used.number, used.sold_at)
    assert (state(coupons, number), state(coupons, other)) == ("used", "issued")
    assert why(coupons) == []


def test_nobody_gets_what_was_never_issued_is_blocked_is_early_or_is_over(coupons: Shop) -> None:
    assert ask(coupons, "a", "NEXT0000000000000").state is ClaimState.UNKNOWN
    (blocked,) = issued(coupons)
    block_coupon(coupons.central, blocked, "lost", "test")
    assert ask(coupons, "b", blocked).state is ClaimState.BLOCKED
    numbers = issue_series(
        coupons.central, rule_id=NEXT, count=1, series="", from_day=DAY + timedelta(days=1), until_day=None,
        actor="test", draw=lambda _: 1_000,
    )  # fmt: skip
    assert ask(coupons, "c", numbers[0]).state is ClaimState.EARLY
    numbers = issue_series(
        coupons.central, rule_id=NEXT, count=1, series="", from_day=None, until_day=DAY - timedelta(days=1),
        actor="test", draw=lambda _: 2_000,
    )  # fmt: skip
    assert ask(coupons, "d", numbers[0]).state is ClaimState.EXPIRED
    with pytest.raises(CouponOfficeError, match="prefix"):
        issue_series(
            coupons.central, rule_id="word", count=1, series="", from_day=None, until_day=None,
            actor="test", draw=lambda _: 1,
        )  # fmt: skip


def test_a_word_of_the_programme_works_once(coupons: Shop) -> None:
    assert ask(coupons, "a", "HELLO", receipt_id="sale-000001").state is ClaimState.GRANTED
    push(coupons, replace(using(1), coupons_used=(UsedCoupon("HELLO", NEXT),)))
    assert ask(coupons, "b", "HELLO", OTHER_TILL).state is ClaimState.USED
    assert why(coupons) == []


def test_what_is_given_back_is_free_and_a_late_question_gets_nothing(coupons: Shop) -> None:
    (number,) = issued(coupons)
    stream = Stream(TILL)
    ask(coupons, "a", number)
    push(coupons, closing("a", number), closing("never", number), stream=stream)
    assert ask(coupons, "b", number, OTHER_TILL).state is ClaimState.GRANTED
    assert ask(coupons, "never", number).state is ClaimState.CLOSED
    assert push(coupons, closing("b", number), stream=stream) == ["reservation_of_another_till"]
    assert why(coupons) == []


def test_the_same_till_asks_for_another_receipt_and_has_it(coupons: Shop) -> None:
    (number,) = issued(coupons)
    ask(coupons, "a", number, receipt_id="one")
    assert ask(coupons, "b", number, receipt_id="two").state is ClaimState.GRANTED
    assert ask(coupons, "a", number, receipt_id="one").state is ClaimState.CLOSED


def test_two_tills_without_the_server_use_it_twice_and_the_second_is_flagged(coupons: Shop) -> None:
    (number,) = issued(coupons)
    assert push(coupons, using(1, number, at_risk=True)) == ["created"]
    second = replace(using(2, number, at_risk=True), number="3-000002", till_code="3")
    assert push(coupons, second, till=OTHER_TILL) == ["created"], "a receipt is a fact"
    assert why(coupons) == [("3-000002", "twice")]
    assert audit(coupons.central.engine).flagged["coupon_used_twice"] == 1


def test_a_stranger_that_was_taken_at_risk_is_flagged_until_the_till_that_printed_it_is_heard(coupons: Shop) -> None:
    number = "NEXT0000000000018"
    push(coupons, using(1, number, at_risk=True))
    assert why(coupons) == [(using(1).number, "unknown")]
    printed = replace(printing(2, number), number="3-000002", till_code="3")
    push(coupons, printed, till=OTHER_TILL)
    assert why(coupons) == []
    assert ask(coupons, "a", number).state is ClaimState.USED


def test_a_whole_return_frees_what_it_used_and_ends_what_it_printed(coupons: Shop) -> None:
    first, second = issued(coupons, 2)
    stream = Stream(TILL)
    printed = "NEXT0000000000026"
    sold = replace(using(1, first), coupons_issued=printing(1, printed).coupons_issued)
    kept = using(2, second, freed=False)
    push(coupons, sold, kept, stream=stream)
    push(coupons, sale_return(3, sold, {"line-0": 1}), stream=stream)
    assert (state(coupons, first), state(coupons, printed)) == ("used", "issued"), "a part came back"
    push(coupons, sale_return(4, sold, {"line-0": 1}, {"line-0": 1}), stream=stream)
    push(coupons, sale_return(5, kept, {"line-0": 2}), stream=stream)
    assert (state(coupons, first), state(coupons, printed), state(coupons, second)) == ("issued", "blocked", "used")
    assert ask(coupons, "a", first).state is ClaimState.GRANTED
    assert why(coupons) == []


def test_a_question_that_comes_after_its_receipt_gets_nothing_though_the_number_is_free_again(coupons: Shop) -> None:
    (number,) = issued(coupons)
    stream = Stream(TILL)
    sold = using(1, number, at_risk=True)
    push(coupons, sold, sale_return(2, sold, {"line-0": 2}), stream=stream)
    assert state(coupons, number) == "issued"
    assert ask(coupons, "late", number, receipt_id=sold.receipt_id).state is ClaimState.CLOSED
    assert ask(coupons, "other", number, OTHER_TILL).state is ClaimState.GRANTED, "kept for nobody"


def test_a_question_that_was_refused_gets_nothing_when_it_comes_once_more(coupons: Shop) -> None:
    (number,) = issued(coupons)
    stream = Stream(TILL)
    ask(coupons, "a", number)
    for _ in range(2):
        second = ask(coupons, "b", number, OTHER_TILL)
        assert (second.state, second.till_code) == (ClaimState.CLAIMED, "2"), "answered alike"
    push(coupons, closing("a", number), stream=stream)
    assert ask(coupons, "b", number, OTHER_TILL).state is ClaimState.CLOSED, "its till has forgotten it"
    assert ask(coupons, "c", number).state is ClaimState.GRANTED


def test_a_question_for_a_stranger_gets_nothing_once_it_is_printed(coupons: Shop) -> None:
    number = "NEXT0000000000018"
    stream = Stream(TILL)
    for _ in range(2):
        assert ask(coupons, "a", number).state is ClaimState.UNKNOWN
    push(
        coupons,
        closing("a", number),
        closing("unheard", number),
        replace(closing("long", number), claim_id="x" * 41),
        stream=stream,
    )
    printed = printing(1, number)
    valid = tuple(replace(each, from_day=DAY) for each in printed.coupons_issued)
    push(coupons, replace(printed, coupons_issued=valid), stream=stream)
    assert ask(coupons, "a", number).state is ClaimState.CLOSED
    assert ask(coupons, "unheard", number).state is ClaimState.CLOSED
    assert ask(coupons, "b", number, OTHER_TILL).state is ClaimState.GRANTED


def test_claims_of_a_till_that_is_lost_or_lives_anew_are_free(coupons: Shop) -> None:
    first, second = issued(coupons, 2)
    ask(coupons, "a", first)
    declare_lost(coupons.central, TILL, "boss", "owner")
    assert ask(coupons, "b", first, OTHER_TILL).state is ClaimState.GRANTED
    ask(coupons, "c", second, OTHER_TILL)
    exchange.rejoin(coupons.central, coupons.till(OTHER_TILL), RejoinRequest(OTHER_TILL, 1, RejoinReason.RESTORED))
    stream = Stream(OTHER_TILL, epoch=2)
    push(coupons, using(9), till=OTHER_TILL, stream=stream)
    assert ask(coupons, "d", second, OTHER_TILL, epoch=2).state is ClaimState.GRANTED
