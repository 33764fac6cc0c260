"""Every sale and return of the shop is a receipt that a registrar takes: exact positions, payments that add up."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.fiscal.fiscal_receipt import (
    FiscalKind,
    FiscalPosition,
    FiscalReceipt,
    PaymentKind,
    fiscal_return,
    fiscal_sale,
)
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.positions import MOST_POSITIONS, Position, positions_of
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.sale import Sale
from pos_app.services.documents.priced_document import PositionsCounted
from pos_app.services.documents.priced_writing import PricedWriter
from tests.domain.goods import AT, basket, off, pieces, programme
from tests.domain.receipts import head, sales


def possible_sales() -> st.SearchStrategy[Sale]:
    """No line dearer than by the list, as the engine makes them."""
    return sales().filter(
        lambda sale: all(line.net_kopecks <= line_amount(line.item.price_kopecks, line.quantity) for line in sale.lines)
    )


def require_acceptable(receipt: FiscalReceipt) -> None:
    for each in receipt.positions:
        position = each.position
        assert position.sum_kopecks >= 0
        assert line_amount(position.price_kopecks, position.quantity) == position.sum_kopecks
        assert each.discount_kopecks >= 0
    assert sum(payment.sum_kopecks for payment in receipt.payments) == receipt.total_kopecks
    assert receipt.rounding_kopecks >= 0
    positions = sum(each.position.sum_kopecks for each in receipt.positions)
    assert positions == receipt.total_kopecks + receipt.rounding_kopecks
    assert len({payment.kind for payment in receipt.payments}) == len(receipt.payments) > 0


@given(possible_sales(), st.sampled_from(ReceiptPicture))
def test_a_sale_in_both_pictures(sale: Sale, picture: ReceiptPicture) -> None:
    receipt = fiscal_sale(replace(sale, receipt_picture=picture))
    require_acceptable(receipt)
    other = sum(payment.sum_kopecks for payment in receipt.payments if payment.kind is PaymentKind.OTHER)
    if picture is ReceiptPicture.COUNTER_PERFORMANCE:
        assert other == sale.points_kopecks
        assert receipt.total_kopecks + receipt.rounding_kopecks == sale.net_kopecks
    else:
        assert other == 0
        assert receipt.total_kopecks + receipt.rounding_kopecks == sale.money_kopecks


@given(possible_sales(), st.sampled_from(ReceiptPicture))
def test_a_return_mirrors_the_sale(sale: Sale, picture: ReceiptPicture) -> None:
    sale = replace(sale, receipt_picture=picture)
    back = build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines}, "return-1", head(300))
    receipt = fiscal_return(back, sale)
    assert receipt.kind is FiscalKind.RETURN
    require_acceptable(receipt)
    assert {(payment.kind, payment.sum_kopecks) for payment in receipt.payments} == {
        (payment.kind, payment.sum_kopecks) for payment in fiscal_sale(sale).payments
    }


@pytest.mark.parametrize(("lines", "many"), [(50, False), (51, True)])
def test_a_receipt_of_more_positions_than_some_registrars_take_says_so(lines: int, many: bool) -> None:
    rules = programme()
    bought = basket(*(pieces(f"{number}", 999, 10, off(1)) for number in range(lines)))
    priced = price(bought, None, rules, AT)
    positions = [
        positions_of(source.item, one, ReceiptPicture.DISCOUNT)
        for source, one in zip(bought.lines, priced.lines, strict=True)
    ]
    assert {len(each) for each in positions} == {2}
    receipt = FiscalReceipt(FiscalKind.SALE, "1-1", tuple(_as_positions(positions)), (), priced.money_kopecks)
    assert receipt.has_many_positions is many
    written = PricedWriter(rules).document(bought, priced).positions
    assert written == PositionsCounted(
        discount=2 * lines, counter_performance=2 * lines, most=MOST_POSITIONS, too_many=many
    )


def _as_positions(positions: list[tuple[Position, ...]]) -> Iterator[FiscalPosition]:
    for each in positions:
        for one in each:
            yield FiscalPosition(one, Unit.PIECE, None, 0)
