"""Certificates taken back and top-ups paid out at the till: what the server set aside, once, and never unasked."""

import pytest

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.advance_returns import ReturnableAdvance
from pos_app.services.returnable import ReturnableReceipt
from sync.protocol.stored_value import ValueState
from tests.services.refusals import refused
from tests.services.shop import Shop
from tests.services.test_stored_value import ACCOUNT, CERTIFICATE, OTHER, prepared


@pytest.fixture
def counter(shop: Shop) -> Shop:
    """A certificate of 1000.00 and a top-up of 300.00 were sold to Anna beside tea and cheese; the server knows it."""
    prepared(shop)
    shop.sale.sell_certificate(OTHER, 100_000)
    shop.sale.top_up(30_000)
    shop.sale.begin_payment()
    shop.sale.take_card(60_000)
    shop.sale.take_cash(shop.sale.state.remaining_kopecks)
    shop.sale.finish()
    shop.value_door.money[CERTIFICATE, OTHER] = 100_000
    shop.value_door.money[ACCOUNT, "anna"] += 30_000
    return shop


def sold(counter: Shop) -> Sale:
    return next(record for record in counter.books.operations if isinstance(record, Sale))


def opened(counter: Shop) -> ReturnableReceipt:
    return counter.returns.find(sold(counter).number)


def of_kind(receipt: ReturnableReceipt, *, certificate: bool) -> ReturnableAdvance:
    return next(each for each in receipt.advances if bool(each.sold.advance.reference) is certificate)


def asked(counter: Shop, receipt: ReturnableReceipt, back: ReturnableAdvance) -> int:
    question = counter.returns.advance_question(receipt, back)
    return counter.returns.settle_advance(receipt, question, counter.returns.ask_advance(question))


def released(counter: Shop) -> list[CloseReason]:
    return [record.reason for record in counter.books.operations if isinstance(record, ValueHoldClosed)]


def test_what_is_left_comes_back_with_the_goods_in_one_return(counter: Shop) -> None:
    counter.value_door.money[CERTIFICATE, OTHER] = 40_000
    receipt = opened(counter)
    gift, top_up = of_kind(receipt, certificate=True), of_kind(receipt, certificate=False)
    assert (gift.left, top_up.left) == (100_000, 30_000)
    chosen = {line.line.line_id: line.left for line in receipt.lines}
    chosen[gift.line_id] = asked(counter, receipt, gift)
    chosen[top_up.line_id] = asked(counter, receipt, top_up)
    assert (chosen[gift.line_id], chosen[top_up.line_id]) == (40_000, 30_000)
    shown = counter.returns.preview(receipt.sale.receipt_id, chosen)
    cash_before = counter.shifts.x_report().expected_cash_kopecks
    record = counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    assert record.refunds == shown.refunds and record.advance_kopecks == 70_000
    cash = sum(refund.amount_kopecks for refund in record.refunds if refund.kind is TenderKind.CASH)
    assert counter.shifts.x_report().expected_cash_kopecks == cash_before - cash
    assert counter.books.unsettled_value_holds() == () and released(counter) == []
    again = opened(counter)
    assert (of_kind(again, certificate=True).left, of_kind(again, certificate=False).left) == (60_000, 0)


def test_twice_is_refused(counter: Shop) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    chosen = {gift.line_id: asked(counter, receipt, gift)}
    counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    again = opened(counter)
    with refused("advance_returned"):
        counter.returns.advance_question(again, of_kind(again, certificate=True))
    with refused("advance_not_asked"):
        counter.returns.preview(receipt.sale.receipt_id, chosen)
    with refused("advance_not_asked"):
        counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    assert sum(isinstance(record, SaleReturn) for record in counter.books.operations) == 1


def test_nothing_is_paid_out_that_the_server_did_not_set_aside(counter: Shop) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    counter.value_door.money[CERTIFICATE, OTHER] = 25_000
    with refused("advance_not_asked"):
        counter.returns.preview(receipt.sale.receipt_id, {gift.line_id: 1})
    granted = asked(counter, receipt, gift)
    with refused("advance_not_asked"):
        counter.returns.preview(receipt.sale.receipt_id, {gift.line_id: granted + 1})
    assert counter.returns.preview(receipt.sale.receipt_id, {gift.line_id: granted}).advance_kopecks == 25_000


def test_without_the_server_the_goods_come_back_and_the_money_in_advance_waits(counter: Shop) -> None:
    counter.online = False
    receipt = opened(counter)
    for certificate in (True, False):
        with refused("advance_offline"):
            counter.returns.advance_question(receipt, of_kind(receipt, certificate=certificate))
    goods = {line.line.line_id: line.left for line in receipt.lines}
    assert counter.returns.confirm(receipt.sale.receipt_id, goods, counter.cashier).advances == ()


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ("silent", "advance_no_answer"),
        ("restored", "advance_paused"),
        ("unheard", "advance_not_there"),
        ("spent", "advance_spent"),
        ("blocked", "certificate_blocked"),
        ("old", "advance_unsupported"),
    ],
)
def test_each_refusal_has_its_own_words(counter: Shop, fault: str, key: str) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    door = counter.value_door
    door.silent = fault == "silent"
    door.says = "promises_paused" if fault == "restored" else ""
    if fault == "unheard":
        del door.money[CERTIFICATE, OTHER]
    if fault == "spent":
        door.money[CERTIFICATE, OTHER] = 0
    if fault == "blocked":
        door.states[OTHER] = ValueState.BLOCKED
    if fault == "old":
        counter.books.server_can = tuple(each for each in counter.books.server_can if each != "advance_returns")
    with refused(key):
        asked(counter, receipt, gift)
    assert counter.returns.granted(gift.line_id) == 0


def test_leaving_gives_back_what_was_set_aside(counter: Shop) -> None:
    receipt = opened(counter)
    asked(counter, receipt, of_kind(receipt, certificate=True))
    asked(counter, receipt, of_kind(receipt, certificate=False))
    counter.returns.give_up()
    assert released(counter) == [CloseReason.RELEASED] * 2
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    counter.value_door.held.clear()
    assert asked(counter, receipt, gift) == 100_000
    counter.returns.drop_advance(receipt, gift)
    assert counter.returns.granted(gift.line_id) == 0 and len(released(counter)) == 3


def test_a_kill_gives_it_back_and_the_return_asks_anew(counter: Shop) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    granted = asked(counter, receipt, gift)
    counter.restart()
    counter.sale.set_operator(counter.cashier)
    counter.sale.resume()
    assert released(counter) == [CloseReason.RELEASED]
    counter.value_door.held.clear()
    with refused("advance_not_asked"):
        counter.returns.preview(receipt.sale.receipt_id, {gift.line_id: granted})
    assert asked(counter, opened(counter), gift) == granted


def test_an_answer_that_was_lost_takes_back_what_was_granted_before(counter: Shop) -> None:
    """The server may have heard the second question, which stands for the first."""
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    chosen = {gift.line_id: asked(counter, receipt, gift)}
    counter.value_door.silent = True
    with refused("advance_no_answer"):
        asked(counter, receipt, gift)
    with refused("advance_not_asked"):
        counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)


def test_a_doubt_about_the_commit_pays_out_once(counter: Shop) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    chosen = {gift.line_id: asked(counter, receipt, gift)}
    counter.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    assert counter.returns.checking
    counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    assert sum(isinstance(record, SaleReturn) for record in counter.books.operations) == 1
    assert counter.books.unsettled_value_holds() == ()


def test_its_own_code_chooses_it(counter: Shop) -> None:
    scan = ScanData(OTHER, ScanSource.CAMERA)
    with refused("goods_before_receipt"):
        counter.returns.scanned(scan, None)
    receipt = opened(counter)
    found = counter.returns.scanned(scan, receipt)
    assert isinstance(found, ReturnableAdvance) and found.sold.advance.reference == OTHER
