"""Before anybody pays the screen says that a registrar may refuse the receipt, and one key makes it two."""

from dataclasses import replace

from pos_app.domain.transaction.sale import Sale
from pos_app.services.selling.holding import HELD_MAX
from tests.ui.demo_till import GOODS, MILK
from tests.ui.stage import Stage


def long_receipt(stage: Stage) -> None:
    for n in range(105):
        stage.till.services.sale.add_item(
            replace(GOODS[0], item_id=f"many-{n}", codes=(f"48{n:011d}",), price_kopecks=10_000 + n)
        )
    stage.keys("Esc")


def words(stage: Stage) -> str:
    return str(stage.screen._hint.text())  # type: ignore[attr-defined]


def test_it_is_said_before_payment_and_one_key_makes_two_receipts(sale: Stage) -> None:
    long_receipt(sale)
    sale.keys("F12")
    assert sale.screen_name == "payment" and "105" in words(sale) and "F5" in words(sale)
    sale.keys("F5")
    assert sale.screen_name == "sale" and len(sale.state.basket.lines) == 100
    sale.keys("F12")
    assert "105" not in words(sale) and "F5" not in words(sale)
    sale.keys("F11", "Enter", "F5", "Enter")
    assert len(sale.state.basket.lines) == 5
    sale.keys("F11", "Enter")
    sold = [record for record in sale.till.books.operations if isinstance(record, Sale)]
    assert [len(each.lines) for each in sold] == [100, 5]


def test_the_one_key_of_a_card_says_it_too(sale: Stage) -> None:
    long_receipt(sale)
    sale.keys("F11")
    assert sale.screen_name == "payment" and "105" in words(sale)
    sale.keys("F11")
    assert sale.screen_name == "receipt"


def test_it_may_be_paid_as_it_is(sale: Stage) -> None:
    long_receipt(sale)
    sale.keys("F12", "F11")
    assert sale.screen_name == "receipt"


def test_where_no_second_part_can_wait_it_says_so_at_the_goods(sale: Stage) -> None:
    """Nine receipts wait already. The payment was left for it: the screen must not go on as if it had not been."""
    for _ in range(HELD_MAX):
        sale.scan(MILK)
        sale.keys("F5", "Enter")
    long_receipt(sale)
    sale.keys("F12", "F5")
    assert sale.screen_name == "sale" and len(sale.state.basket.lines) == 105
    assert "9" in sale.screen.side.advice.text()  # type: ignore[attr-defined]
    sale.keys("F11", "F11")
    assert sale.screen_name == "receipt"
