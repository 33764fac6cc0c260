"""What COMMIT stored is told as stored, whatever fails right after it."""

from collections.abc import Callable

import pytest

from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from tests.services.shop import MILK, TEA, Shop


@pytest.fixture
def paid(shop: Shop) -> Shop:
    """Tea, paid in cash, not finished."""
    shop.sale.add_item(TEA)
    shop.hold_points()
    shop.sale.begin_payment()
    shop.sale.take_cash(50_000)
    return shop


def fail(*_: object) -> tuple[()]:
    raise StoreError("io_error", "cache.db was taken away")


def after_the_record(shop: Shop, then: Callable[[], None]) -> None:
    """``then`` happens between COMMIT and what follows it."""
    record_sale = shop.books.record_sale

    def record_and_then(*record: object) -> None:
        record_sale(*record)  # type: ignore[arg-type]
        then()

    shop.books.record_sale = record_and_then  # type: ignore[method-assign,assignment]


def test_a_cache_that_goes_away_after_commit_does_not_touch_the_sale(paid: Shop) -> None:
    def lose_the_cache() -> None:
        paid.programmes.programmes = fail  # type: ignore[method-assign]
        paid.catalogue.vat_rates = fail  # type: ignore[method-assign,assignment]

    after_the_record(paid, lose_the_cache)
    sale = paid.sale.finish()
    assert paid.books.sale(sale.receipt_id) == sale
    assert paid.sale.state.basket.lines == ()


def test_a_receipt_in_the_books_is_given_back_not_made_anew(paid: Shop) -> None:
    def raise_out_of_finish() -> None:
        raise ZeroDivisionError

    after_the_record(paid, raise_out_of_finish)
    with pytest.raises(ZeroDivisionError):
        paid.sale.finish()
    paid.clock.advance(minutes=1)
    sale = paid.sale.finish()
    assert [record for record in paid.books.operations if isinstance(record, Sale)] == [sale]
    assert paid.sale.state.basket.receipt_id != sale.receipt_id


def test_the_next_basket_is_priced_as_soon_as_something_is_in_it(paid: Shop) -> None:
    paid.sale.finish()
    assert paid.sale.add_item(MILK).priced.programme_version == 1


def test_paper_is_made_though_the_staff_cannot_be_read(paid: Shop, allow_log: Callable[[str], None]) -> None:
    allow_log("paper without the cashier's name")
    sale = paid.sale.finish()
    paid.staff.operators = fail  # type: ignore[method-assign]
    assert sale.operator_id in paid.receipts.readable(paid.receipts.sale_document(sale))


@pytest.mark.allow_log("claim_release=not_stored")
def test_books_that_cannot_be_read_after_commit_give_back_later(paid: Shop) -> None:
    """What the receipt asked for and did not take is looked up right after COMMIT."""
    after_the_record(paid, lambda: setattr(paid.books, "unsettled_claims", fail))
    sale = paid.sale.finish()
    assert paid.books.sale(sale.receipt_id) == sale and paid.sale.state.basket.lines == ()
