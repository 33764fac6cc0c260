"""Single coupons and orders with a scanner and real keys: asked of the server, taken, refused with where and when."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from pos_app.domain.codes.shop_numbers import ORDER_SERIES
from pos_app.domain.coupon.coupon_number import coupon_number
from pos_app.domain.loyalty.rules.coupons import CouponPrint
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from pos_app.domain.transaction.sale import Sale, TenderKind
from sync.protocol.claim import ClaimState
from tests.ui.demo_till import GOODS, MILK
from tests.ui.stage import Stage

COUPON = coupon_number("KCN", 7)
ORDER = ORDER_SERIES.compose(7)


@pytest.fixture
def counter(sale: Stage) -> Stage:
    """The server knows one coupon and one order: two pieces of the first goods, 50.00 prepaid, for Anna."""
    sale.till.claim_door.issued = {COUPON}
    sale.till.claim_door.orders = {ORDER: order()}
    return sale


def order(prepaid_kopecks: int = 5_000) -> PreOrder:
    lines = (PreOrderLine(GOODS[0].item_id, GOODS[0].name, 2_000), PreOrderLine("gone", "Снято с продажи", 1_000))
    return PreOrder(ORDER, "shop", PreOrderState.WAITING, lines, "c-1", prepaid_kopecks, "Позвонить")


def shown(stage: Stage) -> str:
    return "\n".join(label.text() for label in stage.screen.findChildren(QLabel) if label.isVisible())


def last_sale(stage: Stage) -> Sale:
    return [record for record in stage.till.books.operations if isinstance(record, Sale)][-1]


def test_a_coupon_is_taken_and_the_second_time_where_and_when_is_told(counter: Stage) -> None:
    counter.scan(MILK, COUPON)
    assert counter.state.basket.coupons == (COUPON,)
    assert COUPON in shown(counter) and not counter.error
    counter.keys("F11")
    assert [used.number for used in last_sale(counter).coupons_used] == [COUPON]
    counter.keys("Enter")
    counter.till.books.told.add(last_sale(counter).receipt_id)
    counter.till.claim_door.states[COUPON] = ClaimState.USED
    counter.scan(COUPON)
    assert "7-000123" in counter.error and "01.03" in counter.error


def test_a_coupon_without_the_server_says_so(counter: Stage) -> None:
    counter.offline()
    counter.scan(MILK, COUPON)
    assert counter.state.basket.coupons_at_risk == (COUPON,)
    assert "без сервера" in shown(counter).lower()


def test_an_order_is_opened_paid_and_handed_out(counter: Stage) -> None:
    counter.scan(ORDER)
    text = shown(counter)
    assert "Позвонить" in text and "Снято с продажи" in text and "50,00" in text
    assert [line.quantity for line in counter.state.basket.lines] == [2_000]
    counter.keys("F11")
    sale = last_sale(counter)
    assert [tender.kind for tender in sale.tenders] == [TenderKind.PREPAID, TenderKind.CARD]
    assert sale.picked_up is not None and sale.picked_up.quantities == (2_000, 0)


def test_a_prepaid_order_needs_no_money(counter: Stage) -> None:
    counter.till.claim_door.orders = {ORDER: order(prepaid_kopecks=10**6)}
    counter.scan(ORDER)
    counter.keys("F12")
    if counter.screen_name == "payment":
        counter.keys("Enter")
    assert counter.screen_name == "receipt"
    assert [tender.kind for tender in last_sale(counter).tenders] == [TenderKind.PREPAID]


def test_an_order_beside_goods_is_refused(counter: Stage) -> None:
    counter.scan(MILK, ORDER)
    assert ORDER in counter.error
    assert counter.till.claim_door.asked == []


def test_an_order_that_nobody_wants_is_cancelled_with_a_senior_person(counter: Stage) -> None:
    counter.scan(ORDER)
    counter.keys("F8")
    screen_keys = counter.screen.keys()
    assert "Отменить заказ" in [key.label for key in screen_keys]
    counter.keys("F6", "1", "2222", "Enter")
    (record,) = [each for each in counter.till.books.operations if isinstance(each, OrderCancelled)]
    assert (record.number, record.approved_by is not None) == (ORDER, True)
    assert counter.state.basket.is_empty and "50,00" in shown(counter)
    counter.scan(ORDER)
    assert "отмен" in counter.error.lower()


def test_one_of_two_coupons_is_taken_out(counter: Stage) -> None:
    second = coupon_number("KCN", 8)
    counter.till.claim_door.issued = {COUPON, second}
    counter.scan(MILK, COUPON, second)
    counter.keys("F8", "F7")
    assert COUPON in shown(counter) and second in shown(counter)
    counter.keys("1")
    assert counter.state.basket.coupons == (second,)
    counter.keys("F8", "F7")
    assert counter.state.basket.coupons == ()


def test_a_return_says_what_becomes_of_the_coupon_on_the_receipt(counter: Stage) -> None:
    shelf = counter.till.shelf
    (programme,) = shelf.programmes()
    prints = CouponPrint(rule_id="print", name=programme.name, coupon="next", valid_days=14)
    shelf.versions = [replace(programme, version=programme.version + 1, coupon_prints=(prints,))]
    counter.scan(MILK)
    counter.keys("F11", "Enter")
    sold = last_sale(counter)
    (issued,) = sold.coupons_issued
    counter.keys("F9", "1", "Enter")
    assert issued.number not in shown(counter)
    counter.keys("*")
    assert f"купон: {issued.number}" in shown(counter)
    counter.keys("Esc", "Esc")
    counter.till.claim_door.issued = {issued.number}
    counter.scan(MILK, issued.number)
    counter.keys("F11", "Enter", "F9", "1", "Enter", "*")
    assert f"{issued.number} уже использован чеком 2-000002" in shown(counter)
