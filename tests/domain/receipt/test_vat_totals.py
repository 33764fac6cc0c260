"""VAT is drawn out of gross sums, by rate; its base follows the picture of the receipt."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.receipt.vat_totals import return_vat, sale_vat, vat_within
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.sale import Sale
from tests.domain.receipts import head, mixed_sale, sales


@pytest.mark.parametrize(
    ("gross", "rate_bp", "tax"), [(12200, 2200, 2200), (11000, 1000, 1000), (5, 2200, 1), (100, 0, 0), (61, 2200, 11)]
)
def test_examples(gross: int, rate_bp: int, tax: int) -> None:
    assert vat_within(gross, rate_bp) == tax


@given(st.integers(0, 10**9), st.sampled_from((0, 500, 1000, 2000, 2200)))
def test_tax_is_the_nearest_kopeck(gross: int, rate_bp: int) -> None:
    tax = vat_within(gross, rate_bp)
    assert abs(tax * (10_000 + rate_bp) - gross * rate_bp) * 2 <= 10_000 + rate_bp


def test_rates_stand_highest_first_and_untaxed_goods_last() -> None:
    sale = mixed_sale()
    untaxed = replace(sale.lines[0], vat_bp=None)
    rows = sale_vat(replace(sale, lines=(untaxed, *sale.lines[1:])))
    assert [rate_bp for rate_bp, _ in rows] == [1000, None]
    assert rows[1] == (None, untaxed.money_kopecks)
    assert rows[0] == (1000, vat_within(46075 - 20000 + 32970, 1000))


def test_points_as_another_payment_are_taxed() -> None:
    sale = replace(mixed_sale(), receipt_picture=ReceiptPicture.COUNTER_PERFORMANCE)
    assert dict(sale_vat(sale))[1000] == vat_within(46075 + 32970, 1000)


@given(sales())
def test_a_full_return_carries_the_tax_of_the_sale(sale: Sale) -> None:
    whole = build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines}, "return-1", head(300))
    assert return_vat(whole, sale) == sale_vat(sale)
