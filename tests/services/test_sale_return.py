"""Returns: found by number or code, previewed, stored once, with money in the drawer for them."""

from dataclasses import replace

import pytest

from pos_app.domain.codes import receipt_code
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from tests.services.refusals import refused
from tests.services.shop import MILK, TEA, Shop


def sell(shop: Shop, *, by_card: bool = False) -> Sale:
    """Three packets of tea and one milk to Anna, 100 roubles with points."""
    shop.sale.add_item(TEA, 3000)
    shop.sale.add_item(MILK)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.SUM, 10_000))
    shop.hold_points()
    remaining = shop.sale.begin_payment().remaining_kopecks
    if by_card:
        shop.sale.take_card(remaining)
    else:
        shop.sale.take_cash(remaining)
    return shop.sale.finish()


def test_a_receipt_is_found_in_every_way(shop: Shop) -> None:
    sale = sell(shop)
    code = receipt_code.compose(sale.number)
    for text in (sale.number, "2-1", "1", code, code.lower(), "К" + code[1:], "л" + code[1:], f" {code} "):
        assert shop.returns.find(text).sale == sale
    assert shop.returns.find_by_id(sale.receipt_id).sale == sale


def test_a_receipt_that_is_not_here(shop: Shop) -> None:
    for text in ("2-7", "7-1"):
        with refused("receipt_unknown"):
            shop.returns.find(text)
    for text in ("", "чек", "K12"):
        with refused("receipt_number"):
            shop.returns.find(text)
    with refused("check_digit"):
        shop.returns.find("K2-000001-0" if receipt_code.compose("2-000001")[-1] != "0" else "K2-000001-1")
    with refused("receipt_unknown"):
        shop.returns.find_by_id("nothing")
    with refused("receipt_unknown"):
        shop.returns.preview("nothing", {"a": 1000})


def test_what_may_come_back_is_shown(shop: Shop) -> None:
    sale = sell(shop)
    tea = sale.lines[0].line_id
    shop.returns.confirm(sale.receipt_id, {tea: 1000}, shop.cashier)
    lines = shop.returns.find("1").lines
    assert [(line.returned, line.left) for line in lines] == [(1000, 2000), (0, 1000)]
    assert lines[0].line == sale.lines[0]


def test_a_preview_stores_nothing_and_is_what_comes(shop: Shop) -> None:
    sale = sell(shop)
    asked = {sale.lines[0].line_id: 1000, sale.lines[1].line_id: 0}
    preview = shop.returns.preview(sale.receipt_id, asked)
    assert shop.books.recent_receipts(1)[0].kind is ReceiptKind.SALE
    confirmed = shop.returns.confirm(sale.receipt_id, asked, shop.cashier, " порвана ")
    assert confirmed == replace(preview, receipt_id=confirmed.receipt_id, operator_id="cashier-1", reason="порвана")
    assert confirmed.money_kopecks == sale.lines[0].money_kopecks // 3
    assert [refund.kind for refund in confirmed.refunds] == [TenderKind.CASH]


def test_points_go_back_and_earned_ones_are_taken(shop: Shop) -> None:
    sale = sell(shop)
    before = shop.customers.panel("anna")
    everything = {line.line_id: line.quantity for line in sale.lines}
    back = shop.returns.confirm(sale.receipt_id, everything, shop.cashier)
    assert (back.points, back.earned, back.balance_before) == (10_000, sale.earned, before.balance)
    after = shop.customers.panel("anna")
    assert after.balance == 125_000
    assert after.pending == 10_000
    assert [entry.kind for entry in shop.books.entries[-3:]] == [
        "return.money",
        "points.restored",
        "points.taken_back",
    ]


def test_a_sale_without_a_customer_comes_back_too(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    shop.sale.take_cash(45950)
    sale = shop.sale.finish()
    back = shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)
    assert (back.customer_id, back.balance_before, back.money_kopecks) == (None, None, 45950)


def test_what_cannot_come_back(shop: Shop) -> None:
    sale = sell(shop)
    tea = sale.lines[0].line_id
    with refused("nothing_chosen"):
        shop.returns.preview(sale.receipt_id, {tea: 0})
    with refused("unknown_line", line_id="other"):
        shop.returns.preview(sale.receipt_id, {"other": 1000})
    with refused("fraction_of_piece", item="Чай чёрный", got=1500):
        shop.returns.preview(sale.receipt_id, {tea: 1500})
    with refused("quantity_not_positive"):
        shop.returns.preview(sale.receipt_id, {tea: -1000})
    shop.returns.confirm(sale.receipt_id, {tea: 2000}, shop.cashier)
    with refused("more_than_left", item="Чай чёрный", left=1000, asked=2000):
        shop.returns.preview(sale.receipt_id, {tea: 2000})


def test_a_return_needs_a_shift(shop: Shop) -> None:
    sale = sell(shop)
    shop.shifts.close(shop.cashier, 0, "пересчитано дважды")
    with refused("no_shift"):
        shop.returns.preview(sale.receipt_id, {sale.lines[0].line_id: 1000})


def test_cash_must_be_in_the_drawer_for_it(shop: Shop) -> None:
    sale = sell(shop)
    cash = shop.shifts.x_report().expected_cash_kopecks
    shop.shifts.cash_out(shop.cashier, cash - 100, "инкассация")
    with refused("not_enough_cash", expected_kopecks=100):
        shop.returns.preview(sale.receipt_id, {sale.lines[0].line_id: 1000})
    with refused("not_enough_cash"):
        shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)


def test_a_card_is_paid_back_from_an_empty_drawer(shop: Shop) -> None:
    sale = sell(shop, by_card=True)
    shop.shifts.cash_out(shop.cashier, 500_000, "инкассация")
    back = shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)
    assert [refund.kind for refund in back.refunds] == [TenderKind.CARD]


def test_the_list_of_receipts(shop: Shop) -> None:
    sale = sell(shop)
    back = shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)
    assert [(row.kind, row.number) for row in shop.returns.recent(5)] == [
        (ReceiptKind.RETURN, back.number),
        (ReceiptKind.SALE, sale.number),
    ]


def test_what_was_not_stored_may_be_tried_again(shop: Shop) -> None:
    sale = sell(shop)
    asked = {sale.lines[0].line_id: 3000}
    shop.books.fail_next_write("read_only")
    with refused("not_stored", cause="read_only"):
        shop.returns.confirm(sale.receipt_id, asked, shop.cashier)
    assert not shop.returns.checking
    shop.returns.confirm(sale.receipt_id, asked, shop.cashier)


@pytest.mark.parametrize("stored", [True, False])
def test_a_lost_answer_is_asked_again(shop: Shop, stored: bool) -> None:
    sale = sell(shop)
    asked = {sale.lines[0].line_id: 1000}
    shop.books.lose_next_commit(stored=stored)
    with refused("checking_last_receipt"):
        shop.returns.confirm(sale.receipt_id, asked, shop.cashier)
    assert shop.returns.checking
    back = shop.returns.confirm(sale.receipt_id, asked, shop.cashier)
    assert not shop.returns.checking
    assert [record for record in shop.books.operations if isinstance(record, SaleReturn)] == [back]
    assert shop.returns.find("1").lines[0].left == 2000


def test_pieces_that_came_back_in_the_meantime_are_noticed_by_the_books(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sale = sell(shop)
    asked = {sale.lines[0].line_id: 2000}
    shop.returns.confirm(sale.receipt_id, asked, shop.cashier)
    stale = [{sale.lines[0].line_id: 0}]
    known = shop.books.returned_quantities
    monkeypatch.setattr(shop.books, "returned_quantities", lambda sale_id: stale.pop() if stale else known(sale_id))
    with refused("more_than_left", item="Чай чёрный", left=1000, asked=2000):
        shop.returns.confirm(sale.receipt_id, asked, shop.cashier)
    assert stale == []
    assert not shop.returns.checking
    assert shop.returns.find("1").lines[0].left == 1000
