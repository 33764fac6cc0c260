"""Certificates that come back and top-ups that are paid out again, in the server's books."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.kept_change import KEPT_CHANGE_LINE
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.receipt_lookup import ReceiptRequest
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest
from sync.server.audit.report import audit
from sync.server.receipt_lookup import find_receipt
from sync.server.stored_value.accounts import ValueAccount
from sync.server.web import exchange
from tests.sync.server.paper import AT, DAY, Stream, record_id, sale
from tests.sync.server.resolution.test_resolve import decided
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop
from tests.sync.server.stored_value.test_stored_value import (
    CARD_1,
    ask,
    from_account,
    gift,
    left,
    paying,
    publish_series,
    push,
    selling,
    sums,
    top_up,
    with_certificate,
)

GIFT_LINE, TOP_UP_LINE = f"line-{CARD_1}", "line-top-up"


def paid_out(number: int, of: Sale, asked: dict[str, int], already: dict[str, int] | None = None) -> SaleReturn:
    """``asked`` in the units of the lines: kopecks of an advance, thousandths of goods."""
    head = ReceiptHead(f"2-{number:06d}", "2", "shift-1", "operator-1", AT, DAY)
    return build_return(of, already or {}, asked, record_id("return", number), head)


def test_what_is_left_on_a_certificate_comes_back_once(shop: Shop) -> None:
    publish_series(shop)
    stream = Stream(TILL)
    sold = selling(1, gift())
    push(shop, sold, paying(2, with_certificate(30_000)), stream=stream)
    back = paid_out(3, sold, {GIFT_LINE: 20_000})
    assert ask(shop, "hold-1", 50_000, receipt_id=back.receipt_id).granted == 20_000
    assert push(shop, back, stream=stream) == [("created", None)]
    assert left(shop) == 0
    booked = sums(shop)
    assert (booked[ValueAccount.CERTIFICATE], booked[ValueAccount.RECEIVED], booked[ValueAccount.RISK]) == (
        0,
        30_000,
        0,
    )
    again = paid_out(4, sold, {GIFT_LINE: 20_000}, {GIFT_LINE: 20_000})
    assert push(shop, again, stream=stream) == [("parked", "advance_spent")]
    more = paid_out(5, sold, {GIFT_LINE: 40_000})
    assert push(shop, more, stream=stream) == [("parked", "over_return")]
    assert decided(shop, stream, again.receipt_id, Resolution.VOID) is None
    assert shop.findings() == []


def test_the_second_till_gets_nothing_to_pay_out(shop: Shop) -> None:
    sold = selling(1, gift())
    push(shop, sold)
    first, second = paid_out(2, sold, {GIFT_LINE: 50_000}), paid_out(3, sold, {GIFT_LINE: 50_000})
    assert ask(shop, "hold-1", 50_000, receipt_id=first.receipt_id).granted == 50_000
    assert ask(shop, "hold-2", 50_000, receipt_id=second.receipt_id, till=OTHER_TILL).granted == 0
    elsewhere = Stream(OTHER_TILL)
    assert push(shop, second, till=OTHER_TILL, stream=elsewhere) == [("parked", "advance_spent")], "another has it"
    assert push(shop, first, stream=_goes_on(sold)) == [("created", None)]
    assert left(shop) == 0
    assert decided(shop, elsewhere, second.receipt_id, Resolution.VOID) is None
    assert shop.findings() == []


def test_two_tills_do_not_pay_one_top_up_out_at_once_though_the_account_holds_enough_for_both(shop: Shop) -> None:
    sold, other = selling(1, top_up(30_000)), selling(2, top_up(40_000))
    push(shop, sold, other)
    first, second = paid_out(3, sold, {TOP_UP_LINE: 30_000}), paid_out(4, sold, {TOP_UP_LINE: 30_000})

    def asked(hold_id: str, back: SaleReturn, till: str) -> ValueAnswer:
        request = ValueRequest(hold_id, ValueKind.ACCOUNT, OLGA, back.receipt_id, 30_000, 1, sold.receipt_id)
        return exchange.value(shop.central, shop.till(till), request)

    assert asked("hold-1", first, TILL).granted == 30_000
    refused = asked("hold-2", second, OTHER_TILL)
    assert (refused.granted, refused.under_way) == (0, True)
    assert asked("hold-1", first, TILL).granted == 30_000, "the first is told again what it has"
    assert push(shop, first, stream=_goes_on(sold, other)) == [("created", None)]
    later = asked("hold-3", second, OTHER_TILL)
    assert (later.granted, later.under_way) == (30_000, False), "what came back the receipt's own answer tells now"
    told = find_receipt(shop.central, shop.till(OTHER_TILL), ReceiptRequest(sold.number))
    assert [each.quantity for each in told.returned] == [30_000]
    paying_out_another = ValueRequest("hold-4", ValueKind.ACCOUNT, OLGA, "return-x", 40_000, 1, other.receipt_id)
    assert not exchange.value(shop.central, shop.till(TILL), paying_out_another).under_way


def _goes_on(*sent: Sale) -> Stream:
    stream = Stream(TILL)
    for record in sent:
        stream.add(record)
    return stream


def test_money_that_was_spent_elsewhere_is_kept_for_a_person(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = selling(1, top_up(30_000))
    push(shop, sold, paying(2, from_account(25_000)), stream=stream)
    out = paid_out(3, sold, {TOP_UP_LINE: 30_000})
    assert push(shop, out, stream=stream) == [("parked", "advance_spent")]
    assert left(shop, OLGA) == 5_000
    assert push(shop, paid_out(4, sold, {TOP_UP_LINE: 5_000}), stream=stream) == [("created", None)]
    assert left(shop, OLGA) == 0
    assert shop.findings() == []


def test_the_points_of_a_top_up_go_with_its_money_and_the_account_is_what_it_was(shop: Shop) -> None:
    publish_series(shop, bonus_bp=333)
    before = shop.account()
    stream = Stream(TILL)
    sold = selling(1, top_up(30_001), gift())
    push(shop, sold, stream=stream)
    assert shop.account().available > before.available
    push(shop, paid_out(2, sold, {TOP_UP_LINE: 10_007}), stream=stream)
    middle = shop.account().available
    rest = paid_out(3, sold, {"line-0": 1000, TOP_UP_LINE: 19_994, GIFT_LINE: 50_000}, {TOP_UP_LINE: 10_007})
    assert push(shop, rest, stream=stream) == [("created", None)]
    after = shop.account()
    assert before.available == after.available < middle
    assert (after.debt, after.turnover_kopecks) == (before.debt, before.turnover_kopecks)
    assert (left(shop, OLGA), left(shop)) == (0, 0)
    assert sums(shop)[ValueAccount.RECEIVED] == 0
    assert shop.findings() == []


def test_a_receipt_of_advances_alone_is_a_purchase_whatever_comes_back_of_it(shop: Shop) -> None:
    """Goods count once: paying a certificate out undoes no purchase and gives no coupon free."""
    stream = Stream(TILL)
    sold = selling(1, gift())
    push(shop, sold, stream=stream)
    turnover = shop.account().turnover_kopecks
    push(shop, paid_out(2, sold, {GIFT_LINE: 50_000}), stream=stream)
    assert shop.account().turnover_kopecks == turnover
    push(shop, paid_out(3, sold, {"line-0": 1000}, {GIFT_LINE: 50_000}), stream=stream)
    assert shop.account().turnover_kopecks == turnover - 10_000
    assert shop.findings() == []


def test_it_may_come_before_its_sale(shop: Shop) -> None:
    sold = selling(1, gift())
    assert push(shop, paid_out(2, sold, {GIFT_LINE: 50_000}), till=OTHER_TILL) == [("created", None)]
    push(shop, sold)
    assert left(shop) == 0
    assert shop.findings() == []


def test_another_till_hears_what_came_back(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = selling(1, gift())
    push(shop, sold, paid_out(2, sold, {GIFT_LINE: 50_000}), stream=stream)
    answer = find_receipt(shop.central, shop.till(OTHER_TILL), ReceiptRequest(sold.number))
    assert answer.sale == sold
    assert [(pieces.line_id, pieces.quantity) for pieces in answer.returned] == [(GIFT_LINE, 50_000)]


@pytest.mark.parametrize("spoil", ["other_certificate", "other_tender", "unknown", "negative", "nothing"])
def test_what_no_till_can_have_paid_out_is_kept_for_a_person(shop: Shop, spoil: str) -> None:
    stream = Stream(TILL)
    sold = selling(1, gift())
    push(shop, sold, selling(7, gift("KG0009")), stream=stream)
    good = paid_out(2, sold, {GIFT_LINE: 50_000})
    (back,) = good.advances
    bad, reason = {
        "other_certificate": (replace(back, reference="KG0009"), "return_does_not_mirror"),
        "other_tender": (replace(back, tender_kopecks=(25_000, 25_000)), "return_does_not_mirror"),
        "unknown": (replace(back, line_id="line-9"), "line_unknown"),
        "negative": (replace(back, kopecks=-1), "sums_do_not_tie"),
        "nothing": (replace(back, kopecks=0, tender_kopecks=(0,)), "sums_do_not_tie"),
    }[spoil]
    refunds = tuple(replace(each, amount_kopecks=bad.kopecks) for each in good.refunds)
    assert push(shop, replace(good, advances=(bad,), refunds=refunds), stream=stream) == [("parked", reason)]
    assert (left(shop), left(shop, "KG0009")) == (50_000, 50_000)
    assert shop.findings() == []


_examples = count(1)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 30_000)), min_size=1, max_size=12))
def test_any_run_of_sales_payments_and_returns_ties(sqlite_shop: Shop, moves: list[tuple[int, int]]) -> None:
    """Nothing below zero, nothing paid out that is not there, and every entry sums to zero."""
    first = next(_examples) * 1_000
    request = RejoinRequest(TILL, sqlite_shop.till(TILL).epoch, RejoinReason.RESTORED)
    stream = Stream(TILL, exchange.rejoin(sqlite_shop.central, sqlite_shop.till(TILL), request).epoch)
    sold: list[Sale] = []
    back: dict[str, int] = {}
    for number, (move, kopecks) in enumerate(moves, first):
        if move == 0:
            sold.append(selling(number, gift(f"KG{number}", kopecks)))
            stream.add(sold[-1])
        elif move == 1:
            sold.append(selling(number, top_up(kopecks)))
            stream.add(sold[-1])
        elif move == 2 and sold:
            sale = sold[kopecks % len(sold)]
            advance = sale.advances[0].advance
            asked, already = min(kopecks, advance.kopecks), back.get(sale.receipt_id, 0)
            stream.add(paid_out(number, sale, {advance.line_id: asked}))
            back[sale.receipt_id] = already + asked
        else:
            with_what = from_account(kopecks) if move == 3 else with_certificate(kopecks, f"KG{first}")
            stream.add(paying(number, with_what))
    sqlite_shop.push(stream.request())
    assert audit(sqlite_shop.central.engine).findings == ()


def test_change_that_was_kept_is_paid_out_once_and_takes_no_bonus(shop: Shop) -> None:
    publish_series(shop, bonus_bp=333)
    stream = Stream(TILL)
    kept = Tender(TenderKind.CASH, 10_000, 10_450, 450, kept_kopecks=450)
    sold = replace(sale(1, OLGA, pieces=(1,), earned=0), tenders=(kept,))
    push(shop, sold, stream=stream)
    before = shop.account()
    back = paid_out(2, sold, {KEPT_CHANGE_LINE: 450})
    assert ask(shop, "hold-1", 450, OLGA, receipt_id=back.receipt_id).granted == 450
    assert push(shop, back, stream=stream) == [("created", None)]
    assert (left(shop, OLGA), shop.account().available) == (0, before.available)
    again = paid_out(3, sold, {KEPT_CHANGE_LINE: 450})
    assert push(shop, again, stream=stream) == [("parked", "over_return")]
    assert decided(shop, stream, again.receipt_id, Resolution.VOID) is None
    assert shop.findings() == []
