"""Certificates and top-ups come back on the screen of returns, as far as the server says that they are not spent."""

from collections.abc import Callable

import pytest

from pos_app.domain.codes import receipt_code
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.ui.screens.sale_return import ReturnScreen
from tests.ui.demo_till import CARD, MILK
from tests.ui.money_scenes import NEW
from tests.ui.screens.test_return_brought_back import started_again
from tests.ui.stage import Stage


@pytest.fixture
def sold(sale: Stage) -> Stage:
    """Milk, a certificate of 1000.00 and a top-up of 500.00 for Anna, in cash; the server has heard of it."""
    sale.scan(MILK, CARD, NEW)
    sale.keys("2", "End", "1", "500", "Enter", "F12", "2000", "F12", "Enter")
    assert sale.screen_name == "sale"
    sale.till.value_door.money = {(ValueKind.CERTIFICATE, NEW): 100_000, (ValueKind.ACCOUNT, "c-1"): 50_000}
    sale.till.receipt_door.worth_asking = True
    return sale


def returns(stage: Stage) -> list[SaleReturn]:
    return [record for record in stage.till.books.operations if isinstance(record, SaleReturn)]


def test_all_of_the_receipt_with_one_key(sold: Stage) -> None:
    sold.scan(receipt_code.compose("2-000001"))
    sold.keys("*", "F12")
    (record,) = returns(sold)
    assert record.advance_kopecks == 150_000 and len(record.lines) == 1
    assert sold.screen_name == "receipt"


def test_only_what_is_left_and_the_screen_says_what_is_spent(sold: Stage) -> None:
    sold.till.value_door.money[ValueKind.CERTIFICATE, NEW] = 40_000
    sold.keys("F9", "1", "Enter", "Down", "Enter")
    screen = sold.screen
    assert isinstance(screen, ReturnScreen)
    assert list(screen._chosen.values()) == [40_000]
    assert "600" in screen._advice.text()
    sold.keys("F12")
    (record,) = returns(sold)
    assert [refund.amount_kopecks for refund in record.refunds] == [40_000]


def test_its_code_chooses_it_and_zero_leaves_it(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter")
    sold.scan(NEW)
    screen = sold.screen
    assert isinstance(screen, ReturnScreen)
    sold.keys("5", "Enter")
    assert sold.error
    sold.keys("Backspace", "0", "Enter")
    assert screen._chosen == {}
    sold.keys("F12")
    assert returns(sold) == []


def test_without_the_server_it_says_so_and_the_goods_come_back(sold: Stage) -> None:
    sold.offline()
    sold.keys("F9", "1", "Enter", "*")
    assert "сервер" in sold.error
    sold.keys("F12")
    (record,) = returns(sold)
    assert record.advances == () and len(record.lines) == 1


def test_twice_is_refused(sold: Stage) -> None:
    for _ in range(2):
        sold.keys("F9", "1", "Enter", "Down", "F3", "F12", "Enter")
    assert len(returns(sold)) == 1


def test_a_kill_goes_on_with_it(sold: Stage, make_stage: Callable[..., Stage]) -> None:
    sold.keys("F9", "1", "Enter", "Down", "Enter")
    sold.till.value_door.held.clear()
    again = started_again(make_stage, sold)
    again.keys("F12")
    (record,) = returns(again)
    assert record.advance_kopecks == 100_000


def test_what_is_not_sure_any_more_is_asked_again_by_enter(sold: Stage) -> None:
    """The answer to a second question was lost, which the server may have taken in place of the first."""
    sold.keys("F9", "1", "Enter", "Down", "Enter")
    screen = sold.screen
    assert isinstance(screen, ReturnScreen) and screen._chosen
    returning = sold.till.services.returns
    (line_id,) = screen._chosen
    returning.drop_advance(line_id)
    sold.till.value_door.held.clear()
    sold.keys("F12")
    assert sold.screen_name == "sale_return" and "ещё раз" in sold.error
    sold.keys("Enter")
    assert returning.granted(line_id) == 100_000
    sold.keys("F12")
    assert [record.advance_kopecks for record in returns(sold)] == [100_000]


def test_change_that_was_kept_is_paid_out_in_cash(sale: Stage) -> None:
    """Its line stands behind the goods; Enter asks the server and takes it."""
    sale.scan(MILK, CARD)
    sale.keys("F12", "200", "F9")
    (sold,) = [record for record in sale.till.books.operations if isinstance(record, Sale)]
    kept = sold.tenders[0].kept_kopecks
    assert kept
    sale.keys("Esc")
    sale.till.value_door.money = {(ValueKind.ACCOUNT, "c-1"): kept}
    sale.till.receipt_door.worth_asking = True
    sale.keys("F9", "1", "Enter", "Down", "Enter", "F12")
    (record,) = returns(sale)
    assert not record.lines and [refund.amount_kopecks for refund in record.refunds] == [kept]
