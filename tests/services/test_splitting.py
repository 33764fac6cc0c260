"""A receipt that registrars may refuse for its length is made two, and nothing is lost on the way."""

from dataclasses import replace

import pytest

from pos_app.domain.fiscal.fiscal_receipt import fiscal_sale
from pos_app.domain.pricing.positions import MOST_POSITIONS
from tests.services.refusals import refused
from tests.services.shop import TEA, Shop


@pytest.fixture
def long_basket(shop: Shop) -> Shop:
    """60 goods of three pieces with a discount that makes two positions of each, for Anna."""
    goods = [replace(TEA, item_id=f"tea-{n}", codes=(f"47{n:011d}",), price_kopecks=10_001 + n) for n in range(60)]
    shop.sale.attach_customer("anna")
    for item in goods:
        shop.sale.add_item(item, 3_000)
    return shop


def test_a_usual_receipt_is_not_split(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    assert (shop.sale.fiscal_positions, shop.sale.has_too_many_positions) == (1, False)
    with refused("nothing_to_split"):
        shop.sale.split("second part")


def test_both_parts_are_sold_and_each_is_short_enough(long_basket: Shop) -> None:
    sale = long_basket.sale
    assert sale.has_too_many_positions
    whole = sale.state.basket
    state = sale.split("second part")
    assert state.basket.receipt_id == whole.receipt_id and not sale.has_too_many_positions
    (waits,) = sale.held()
    assert (waits.held.note, waits.held.basket.customer_id) == ("second part", "anna")
    assert state.basket.lines + waits.held.basket.lines == whole.lines
    parts = []
    for _ in range(2):
        sale.begin_payment()
        sale.take_card(sale.state.remaining_kopecks)
        parts.append(sale.finish())
        if sale.held():
            sale.recall(waits.held.basket_id)
    assert all(len(fiscal_sale(part).positions) <= MOST_POSITIONS for part in parts)
    assert [line.line_id for part in parts for line in part.lines] == [line.line_id for line in whole.lines]
    assert waits.held.sum_kopecks == parts[1].money_kopecks


def test_a_kill_keeps_both_parts_and_a_failed_write_none(long_basket: Shop) -> None:
    whole = long_basket.sale.state.basket
    long_basket.books.fail_next_write()
    with refused("not_stored"):
        long_basket.sale.split("second part")
    assert long_basket.sale.state.basket == whole and long_basket.sale.held() == ()
    first = long_basket.sale.split("second part").basket
    long_basket.restart()
    long_basket.sale.set_operator(long_basket.cashier)
    long_basket.sale.resume()
    assert long_basket.sale.state.basket.lines == first.lines
    assert long_basket.sale.held()[0].held.basket.lines == whole.lines[len(first.lines) :]


def test_not_while_it_is_paid(long_basket: Shop) -> None:
    long_basket.sale.begin_payment()
    with refused("in_payment"):
        long_basket.sale.split("second part")
