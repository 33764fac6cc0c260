"""Certificates taken back and top-ups paid out at the till: what the server set aside, once, and never unasked."""

from unittest.mock import patch

import pytest

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.fiscal.fiscal_receipt import fiscal_return
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.kept_change import KEPT_CHANGE, KEPT_CHANGE_LINE
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import Refund, SaleReturn
from pos_app.services.advance_returns import ReturnableAdvance
from pos_app.services.returnable import ReturnableReceipt
from sync.protocol.capabilities import KEPT_CHANGE_RETURNS
from sync.protocol.receipt_lookup import ReturnedPieces
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
    return counter.returns.settle_advance(receipt.sale.receipt_id, question, counter.returns.ask_advance(question))


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
        ("another till", "pay_out_under_way"),
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
    if fault == "another till":
        door.paid_out_elsewhere.add(receipt.sale.receipt_id)
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
    counter.returns.drop_advance(gift.line_id)
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


def test_what_another_till_paid_out_of_the_top_up_is_not_paid_again_from_other_money(counter: Shop) -> None:
    """There is 500.00 on the account, but these 300.00 came back at another till a minute ago."""
    receipt = opened(counter)
    top_up = of_kind(receipt, certificate=False)
    counter.lookup_door.has_sold(receipt.sale, ReturnedPieces("return-elsewhere", top_up.line_id, 30_000))
    with refused("advance_returned", item=top_up.sold.advance.name):
        asked(counter, receipt, top_up)
    assert counter.returns.granted(top_up.line_id) == 0 and released(counter) == [CloseReason.RELEASED]
    counter.lookup_door.silent = True
    with refused("advance_no_answer"):
        asked(counter, opened(counter), top_up)


@pytest.fixture
def kept(shop: Shop) -> Shop:
    """300.00 topped up and 41.50 of change kept on Anna's account; the server knows both."""
    prepared(shop, keeps_change=True)
    shop.sale.top_up(30_000)
    shop.sale.begin_payment()
    shop.sale.take_cash_keeping_change(shop.sale.state.remaining_kopecks + 4_150)
    shop.sale.finish()
    shop.value_door.money[ACCOUNT, "anna"] = 34_150
    return shop


def test_change_that_was_kept_comes_back_in_cash_once(kept: Shop) -> None:
    receipt = opened(kept)
    top_up, change = receipt.advances
    assert (top_up.left, change.left, change.line_id) == (30_000, 4_150, KEPT_CHANGE_LINE)
    before = kept.shifts.x_report()
    chosen = {change.line_id: asked(kept, receipt, change)}
    record = kept.returns.confirm(receipt.sale.receipt_id, chosen, kept.cashier)
    assert record.refunds == (Refund(TenderKind.CASH, 4_150),) and record.advance_kopecks == 4_150
    after = kept.shifts.x_report()
    assert before.expected_cash_kopecks - after.expected_cash_kopecks == 4_150
    fiscal = fiscal_return(record, receipt.sale)
    assert [(each.position.sum_kopecks, each.is_advance) for each in fiscal.positions] == [(4_150, True)]
    paper = kept.receipts.readable(kept.receipts.reprint(record.receipt_id))
    assert KEPT_CHANGE in paper
    with refused("advance_returned"):
        asked(kept, opened(kept), opened(kept).advances[1])


def test_goods_top_up_and_kept_change_come_back_together(kept: Shop) -> None:
    receipt = opened(kept)
    chosen = {line.line.line_id: line.left for line in receipt.lines}
    for back in receipt.advances:
        chosen[back.line_id] = asked(kept, receipt, back)
    record = kept.returns.confirm(receipt.sale.receipt_id, chosen, kept.cashier)
    assert sum(refund.amount_kopecks for refund in record.refunds) == receipt.sale.money_kopecks + 34_150
    assert kept.books.unsettled_value_holds() == ()


def test_two_advances_of_one_account_are_never_more_than_lies_there(kept: Shop) -> None:
    """The server keeps one sum for a return and an owner: the second question stands for the first."""
    kept.value_door.money[ACCOUNT, "anna"] = 31_000
    receipt = opened(kept)
    top_up, change = receipt.advances
    assert (asked(kept, receipt, top_up), asked(kept, receipt, change)) == (30_000, 1_000)
    kept.returns.drop_advance(top_up.line_id)
    assert released(kept) == [] and kept.returns.granted(change.line_id) == 1_000
    kept.returns.drop_advance(change.line_id)
    assert kept.books.unsettled_value_holds() == ()


def test_change_on_an_account_waits_for_a_server_that_can_pay_it_out(kept: Shop) -> None:
    kept.books.server_can = tuple(each for each in kept.books.server_can if each != KEPT_CHANGE_RETURNS)
    receipt = opened(kept)
    with refused("advance_unsupported"):
        asked(kept, receipt, receipt.advances[1])
    assert asked(kept, receipt, receipt.advances[0]) == 30_000


def test_a_return_without_what_was_asked_for_gives_it_back(counter: Shop) -> None:
    """The second answer was lost, so that nothing is granted any more; the first is open at the server still."""
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    asked(counter, receipt, gift)
    counter.value_door.silent = True
    with refused("advance_no_answer"):
        asked(counter, receipt, gift)
    goods = {line.line.line_id: line.left for line in receipt.lines}
    counter.returns.confirm(receipt.sale.receipt_id, goods, counter.cashier)
    assert counter.books.unsettled_value_holds() == ()


@pytest.mark.allow_log("value_release=not_stored")
def test_a_return_is_told_as_stored_though_the_books_cannot_be_read_after_commit(counter: Shop) -> None:
    receipt = opened(counter)
    gift = of_kind(receipt, certificate=True)
    chosen = {gift.line_id: asked(counter, receipt, gift)}
    fault = StoreError("io_error", "till.db was taken away")
    with patch.object(type(counter.books), "unsettled_value_holds", side_effect=fault):
        record = counter.returns.confirm(receipt.sale.receipt_id, chosen, counter.cashier)
    assert counter.books.sale_return(record.receipt_id) == record and not counter.returns.checking
