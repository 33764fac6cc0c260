"""Returns by number, by code and from the list; only the confirm key moves money."""

import pytest

from pos_app.domain.codes import receipt_code
from pos_app.domain.codes.card_number import generate as card_number
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.ui.screens.customer_page import CustomerPageScreen
from pos_app.ui.screens.sale_return import ReturnScreen
from tests.fakes.staff import MANAGER_BADGE
from tests.ui.demo_till import BREAD, CARD, CHEESE, MILK
from tests.ui.server_page import server_page
from tests.ui.stage import Stage


@pytest.fixture
def sold(sale: Stage) -> Stage:
    """One receipt: milk × 3 and cheese, with points, paid 100 in cash and the rest by card."""
    sale.scan(MILK, MILK, MILK, CHEESE, CARD)
    sale.keys("F6", "60", "Enter", "F12", "100", "F12", "F11")
    assert sale.screen_name == "receipt"
    return sale


def returns(stage: Stage) -> list[SaleReturn]:
    return [record for record in stage.till.books.operations if isinstance(record, SaleReturn)]


def test_one_piece_by_number(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "1", "Enter")
    assert returns(sold) == []
    sold.keys("F12")
    assert sold.screen_name == "receipt"
    (record,) = returns(sold)
    assert [line.quantity for line in record.lines] == [1000]
    assert record.points > 0


def test_everything_by_the_code_with_three_keys(sold: Stage) -> None:
    sold.keys("Enter")
    sold.scan(receipt_code.compose("2-000001"))
    assert sold.screen_name == "sale_return"
    sold.keys("*", "F12")
    (record,) = returns(sold)
    sale = sold.till.books.sale(record.sale_id)
    assert sale is not None
    assert record.money_kopecks == sale.money_kopecks
    assert record.points == sale.points


def test_from_the_list(sold: Stage) -> None:
    sold.keys("F9", "Down", "Enter", "Down", "F3", "F12")
    (record,) = returns(sold)
    assert len(record.lines) == 1


def test_more_than_was_sold_is_refused(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "4", "Enter")
    assert sold.error
    sold.keys("F12")
    assert returns(sold) == []


def test_the_same_receipt_twice(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "*", "F12", "Enter", "F9", "1", "Enter")
    assert sold.error
    sold.keys("*", "F12")
    assert len(returns(sold)) == 1


def test_zero_takes_a_line_out_again(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "*", "0", "Enter", "F12")
    (record,) = returns(sold)
    assert len(record.lines) == 1


def test_an_unknown_number(sold: Stage) -> None:
    sold.keys("F9", "77", "Enter")
    assert "77" in sold.error
    assert sold.screen_name == "sale_return"


def test_goods_are_not_sold_from_the_return_screen(sold: Stage) -> None:
    sold.keys("F9")
    sold.scan(MILK)
    assert sold.error
    assert sold.state.basket.lines == ()


def chosen(stage: Stage) -> list[int]:
    screen = stage.screen
    assert isinstance(screen, ReturnScreen)
    return [screen._chosen.get(line.line.line_id, 0) for line in screen._receipt.lines] if screen._receipt else []


def test_goods_of_the_receipt_are_chosen_by_their_codes(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter")
    sold.scan(CHEESE, MILK, MILK)
    assert chosen(sold) == [2000, 1000]
    sold.scan(MILK, MILK)
    assert sold.error
    assert chosen(sold) == [3000, 1000]
    sold.scan(BREAD)
    assert "2-000001" in sold.error
    assert chosen(sold) == [3000, 1000]
    sold.keys("F12")
    (record,) = returns(sold)
    assert [line.quantity for line in record.lines] == [3000, 1000]


@pytest.mark.parametrize(
    ("code", "opened"),
    [
        (";4276380012345678=29121011234500000000?", False),
        (";4276380012345678=29121011234500000000?", True),
        ("+79730012342", True),
        ("+79730099999", False),
        (CARD, True),
        (card_number(999_999), False),
        (MANAGER_BADGE, False),
        (MANAGER_BADGE, True),
        ("https://example.org/private", False),
        ("https://example.org/private", True),
    ],
)
def test_what_is_no_receipt_is_not_repeated_on_the_screen(
    sold: Stage, code: str, opened: bool, caplog: pytest.LogCaptureFixture
) -> None:
    sold.keys("F9", *(("1", "Enter") if opened else ()))
    sold.scan(code)
    assert sold.error
    for part in (code, "4276380012345678", "973"):
        assert part not in sold.error
        assert part not in caplog.text


@pytest.mark.parametrize("code", [CARD, "+79730012342"], ids=["card", "phone"])
def test_a_customer_without_his_receipt_shows_his_card(sold: Stage, code: str) -> None:
    """His receipts are on his page, and F9 there opens the one that comes back."""
    sold.till.customer_door.pages["c-1"] = server_page(sold)
    sold.keys("F9")
    sold.scan(code)
    assert (sold.screen_name, sold.error) == ("customer_page", "")
    page = sold.screen
    assert isinstance(page, CustomerPageScreen)
    sold.wait_while(lambda: not page.is_told)
    sold.keys("F9")
    assert sold.screen_name == "sale_return"
    assert chosen(sold) == [0, 0]
    sold.keys("*", "F12")
    (record,) = returns(sold)
    assert record.sale_number == "2-000001"


def test_a_card_does_not_throw_away_what_is_chosen_already(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "1", "Enter")
    sold.scan(CARD)
    assert (sold.screen_name, bool(sold.error), chosen(sold)) == ("sale_return", True, [1000, 0])


def test_an_unknown_commit_is_settled(sold: Stage) -> None:
    sold.keys("F9", "1", "Enter", "1", "Enter")
    sold.till.books.lose_next_commit(stored=True)
    sold.keys("F12")
    if sold.screen_name == "checking":
        sold.keys("Enter")
    assert sold.screen_name == "receipt"
    assert len(returns(sold)) == 1


def test_the_confirm_key_says_what_is_missing_and_never_confirms_unseen(sold: Stage) -> None:
    sold.keys("F9", "F12")
    assert sold.error
    sold.keys("1", "Enter", "Enter")
    assert sold.error == "Сначала выберите, что возвращают: количество и Enter или F4 – всё"
    sold.keys("F12")
    assert sold.error
    sold.keys("1", "F12")
    assert (returns(sold), sold.error, chosen(sold)) == ([], "", [1000, 0])
    sold.keys("F12")
    assert len(returns(sold)) == 1
