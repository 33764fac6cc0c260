"""Certificates and money accounts with real keys: sold, topped up, paid with, changed one's mind about."""

import pytest
from PySide6.QtWidgets import QLabel

from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.ui.screens.receipt import ReceiptScreen
from pos_app.ui.screens.sale import SaleScreen
from tests.ui.demo_till import CARD, CHEESE, MILK
from tests.ui.stage import Stage

GIFT = CERTIFICATE_SERIES.compose(7)
NEW = CERTIFICATE_SERIES.compose(8)


@pytest.fixture
def counter(sale: Stage) -> Stage:
    """Cheese for Anna at 5 % less (275.41); 500.00 on the certificate, 100.00 on her account."""
    sale.till.value_door.money = {(ValueKind.CERTIFICATE, GIFT): 50_000, (ValueKind.ACCOUNT, "c-1"): 10_000}
    sale.scan(CHEESE, CARD)
    return sale


def last_sale(stage: Stage) -> Sale:
    return [record for record in stage.till.books.operations if isinstance(record, Sale)][-1]


def paid(stage: Stage) -> list[tuple[TenderKind, int]]:
    return [(tender.kind, tender.amount_kopecks) for tender in last_sale(stage).tenders]


def shown(stage: Stage) -> str:
    return "\n".join(label.text() for label in stage.screen.findChildren(QLabel) if label.isVisible())


def test_a_certificate_that_is_scanned_in_payment_pays_all_it_can(counter: Stage) -> None:
    total = counter.state.remaining_kopecks
    counter.keys("F12")
    counter.scan(GIFT)
    assert counter.screen_name == "receipt"
    assert paid(counter) == [(TenderKind.CERTIFICATE, total)]
    assert isinstance(counter.screen, ReceiptScreen)
    assert counter.screen.ui.formatting.roubles(50_000 - total) in shown(counter)


def test_a_part_by_certificate_a_part_from_the_account_the_rest_in_cash(counter: Stage) -> None:
    total = counter.state.remaining_kopecks
    counter.keys("F12", "100")
    counter.scan(GIFT)
    assert counter.state.remaining_kopecks == total - 10_000
    counter.keys("50", "F6", "Enter")
    assert paid(counter) == [
        (TenderKind.CERTIFICATE, 10_000),
        (TenderKind.MONEY_ACCOUNT, 5_000),
        (TenderKind.CASH, total - 15_000),
    ]


def test_the_number_may_be_typed_whole_or_as_digits(counter: Stage) -> None:
    counter.keys("F12", "60", "F7", GIFT.removeprefix("KG"), "Enter")
    assert counter.state.tenders[0].amount_kopecks == 6_000
    counter.keys("F8")
    assert counter.state.tenders == ()
    counter.keys(GIFT, "Enter")
    assert counter.screen_name == "receipt"


def test_the_account_alone_takes_one_key(counter: Stage) -> None:
    counter.till.value_door.money[ValueKind.ACCOUNT, "c-1"] = 10**6
    counter.keys("F12", "F6")
    assert counter.screen_name == "receipt"
    assert paid(counter)[0][0] is TenderKind.MONEY_ACCOUNT


def test_an_account_that_runs_low_is_told(counter: Stage) -> None:
    counter.keys("F12", "60", "F6", "F11")
    assert "40,00" in shown(counter)
    assert len(paid(counter)) == 2


def test_change_goes_on_the_account(counter: Stage) -> None:
    total = counter.state.remaining_kopecks
    counter.keys("F12", "F9")
    assert counter.screen_name == "payment" and counter.error
    counter.keys("300", "F9")
    (tender,) = last_sale(counter).tenders
    assert (tender.given_kopecks, tender.kept_kopecks) == (30_000, 30_000 - total)
    assert counter.screen_name == "receipt"


def test_back_to_the_goods_keeps_the_certificate_whole(counter: Stage) -> None:
    counter.keys("F12", "100")
    counter.scan(GIFT)
    counter.keys("Esc", "Esc")
    assert counter.screen_name == "sale"
    assert counter.till.books.unsettled_value_holds() == ()
    assert any(isinstance(record, ValueHoldClosed) for record in counter.till.books.operations)
    counter.keys("F12")
    counter.scan(GIFT)
    assert counter.screen_name == "receipt"


def test_without_the_server_it_says_what_to_do(counter: Stage) -> None:
    counter.till.online = False
    counter.keys("F12")
    counter.scan(GIFT)
    assert counter.screen_name == "payment" and counter.error
    counter.keys("F6")
    assert counter.error
    counter.keys("Enter")
    assert counter.screen_name == "receipt"


def test_a_server_that_is_silent_keeps_nobody(counter: Stage) -> None:
    counter.till.value_door.silent = True
    counter.keys("F12")
    counter.scan(GIFT)
    assert counter.error and counter.till.books.unsettled_value_holds() == ()
    counter.keys("Enter")
    assert counter.screen_name == "receipt"


def test_after_a_certificate_that_is_refused_a_sum_is_money_again(counter: Stage) -> None:
    counter.till.online = False
    counter.keys("F12", "F7", GIFT.removeprefix("KG"), "Enter")
    assert counter.error
    shown = counter.screen.keys()
    assert [each.label for each in shown if each.key == "Enter"] == ["Наличные"]
    counter.keys("Enter")
    assert counter.screen_name == "receipt"


def test_no_number_is_no_dead_end(counter: Stage) -> None:
    counter.keys("F12", "F7", "123", "Enter")
    assert counter.error
    counter.keys("Esc")
    assert counter.screen_name == "payment"
    counter.keys("Enter")
    assert counter.screen_name == "receipt"


def test_a_certificate_is_sold_with_a_scan_and_a_digit(counter: Stage) -> None:
    goods = counter.state.remaining_kopecks
    counter.scan(NEW)
    counter.keys("2")
    assert counter.state.remaining_kopecks == goods + 100_000
    counter.keys("F12", "Enter")
    sale = last_sale(counter)
    assert [(sold.advance.reference, sold.advance.kopecks) for sold in sale.advances] == [(NEW, 100_000)]
    assert sale.paid_kopecks == goods + 100_000


def test_an_advance_is_taken_out_like_a_line(counter: Stage) -> None:
    counter.scan(NEW)
    counter.keys("1")
    assert len(counter.state.basket.advances) == 1
    counter.keys("F8", "Enter")
    assert counter.state.basket.advances == ()
    assert len(counter.state.basket.lines) == 1


def test_an_account_is_topped_up_without_goods(sale: Stage) -> None:
    sale.scan(CARD)
    sale.keys("End", "1", "500", "Enter")
    assert sale.state.remaining_kopecks == 50_000
    sale.keys("F11")
    assert last_sale(sale).lines == ()
    assert last_sale(sale).advance_kopecks == 50_000


def test_a_top_up_asks_for_its_customer_first(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("End", "1")
    assert sale.screen.dialog_name == "customer"  # type: ignore[attr-defined]


def test_a_certificate_that_is_scanned_tells_what_is_on_it(counter: Stage) -> None:
    counter.scan(GIFT)
    counter.keys("F4")
    assert "500,00" in shown(counter)


def test_a_lost_certificate_is_blocked_by_a_senior_with_a_reason(counter: Stage) -> None:
    counter.scan(GIFT)
    counter.keys("F5", "1", "2222", "Enter")
    blocks = [record for record in counter.till.books.operations if isinstance(record, CertificateBlocked)]
    assert [(block.number, block.blocked, bool(block.reason)) for block in blocks] == [(GIFT, True, True)]


def test_a_return_shows_each_tender(counter: Stage) -> None:
    counter.keys("F12", "100")
    counter.scan(GIFT)
    counter.keys("Enter")
    number = last_sale(counter).number
    counter.keys("F9", number, "Enter", "F4")
    assert GIFT[-4:] in shown(counter) and "100,00" in shown(counter)


def test_the_card_tells_what_is_on_the_money_account(sale: Stage) -> None:
    """Asked beside the sale; nothing is said of an empty account, nor without the server."""
    screen = sale.screen
    assert isinstance(screen, SaleScreen)
    sale.till.value_door.money = {(ValueKind.ACCOUNT, "c-1"): 24_050}
    sale.scan(MILK, CARD)
    sale.wait_while(lambda: not screen.side.customer.labels()[-1].text())
    assert "240,50" in screen.side.customer.labels()[-1].text()
    sale.keys("F2", "F8")
    assert screen.side.customer.labels()[-1].text() == ""
    sale.offline()
    sale.scan(CARD)
    sale.settle()
    assert screen.side.customer.labels()[-1].text() == ""
