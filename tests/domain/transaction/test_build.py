"""A sale is built only if it adds up; its lines hold each tender's part."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from pos_app.domain.catalogue.vat import VatRateUnknownError
from pos_app.domain.transaction.build import build_sale, check_sale
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from tests.domain.goods import basket, item, line, percent, programme
from tests.domain.receipts import RATES, card, cash, example_a, head, mixed_sale, priced_basket, priced_line, sales


@given(sales())
def test_lines_receipt_and_tenders_are_one_sum(sale: Sale) -> None:
    assert sum(line.money_kopecks for line in sale.lines) == sale.money_kopecks
    assert sum(tender.amount_kopecks for tender in sale.tenders) == sale.money_kopecks
    for index, tender in enumerate(sale.tenders):
        assert sum(line.tender_kopecks[index] for line in sale.lines) == tender.amount_kopecks
    for sold in sale.lines:
        assert sum(sold.tender_kopecks) == sold.money_kopecks
        assert all(part >= 0 for part in sold.tender_kopecks)


def test_example_a_is_recorded_to_the_kopeck() -> None:
    sale = example_a()
    assert (sale.list_kopecks, sale.points_kopecks, sale.money_kopecks, sale.earned) == (9999, 4999, 5000, 250)
    assert sale.lines[0].tender_kopecks == (5000,)
    assert sale.lines[0].vat_bp == 2200
    assert sale.lot_expires_day == date(2027, 3, 14)
    assert sale.balance_before == 10000


def test_a_sale_that_earns_nothing_has_no_lot() -> None:
    goods = basket(line("a", item("item-a", 100), 1000), customer_id=None)
    sale = build_sale(goods, priced_basket(priced_line("a", 1000, 100)), (cash(100),), head(), programme(), RATES)
    assert sale.lot_expires_day is None


def test_who_gave_and_who_approved_a_discount_stands_on_the_line() -> None:
    discount = replace(percent(1500), approved_by="manager-1", reason="dented tin")
    goods = basket(line("a", item("item-a", 1000), 1000, discount))
    priced = priced_basket(priced_line("a", 1000, 1000, off=150))
    sold = build_sale(goods, priced, (cash(850),), head(), programme(), RATES).lines[0]
    assert (sold.discount_operator_id, sold.discount_approved_by, sold.discount_reason) == (
        "op-1",
        "manager-1",
        "dented tin",
    )


@pytest.mark.parametrize(
    ("tenders", "what"),
    [
        ((cash(99),), "tenders"),
        ((cash(60), card(41)), "tenders"),
        ((cash(100), card(0)), "least sum of a card tender"),
        ((Tender(TenderKind.CASH, 100, 150, 40),), "given less change of a cash tender"),
        ((Tender(TenderKind.CARD, 100, 110, 10),), "change of a card tender"),
    ],
)
def test_tenders_that_do_not_pay_exactly_build_nothing(tenders: tuple[Tender, ...], what: str) -> None:
    goods = basket(line("a", item("item-a", 100), 1000))
    with pytest.raises(ReceiptMismatchError) as caught:
        build_sale(goods, priced_basket(priced_line("a", 1000, 100)), tenders, head(), programme(), RATES)
    assert caught.value.what == what


def test_a_price_of_another_basket_builds_nothing() -> None:
    goods = basket(line("a", item("item-a", 100), 1000))
    for priced in (
        priced_basket(priced_line("b", 1000, 100)),
        priced_basket(priced_line("a", 2000, 100)),
        priced_basket(),
        replace(priced_basket(priced_line("a", 1000, 100)), net_kopecks=101),
    ):
        with pytest.raises(ReceiptMismatchError):
            build_sale(goods, priced, (cash(100),), head(), programme(), RATES)


def test_goods_without_a_rate_in_force_build_nothing() -> None:
    goods = basket(line("a", replace(item("item-a", 100), vat_code="vat99"), 1000))
    with pytest.raises(VatRateUnknownError):
        build_sale(goods, priced_basket(priced_line("a", 1000, 100)), (cash(100),), head(), programme(), RATES)


@pytest.mark.parametrize(
    "field", ["list_kopecks", "net_kopecks", "points", "points_kopecks", "money_kopecks", "earned"]
)
def test_a_changed_total_is_noticed(field: str) -> None:
    sale = mixed_sale()
    check_sale(sale)
    with pytest.raises(ReceiptMismatchError):
        check_sale(replace(sale, **{field: getattr(sale, field) + 1}))


def test_a_line_moved_between_tenders_is_noticed() -> None:
    sale = mixed_sale()
    first = sale.lines[0]
    moved = replace(first, tender_kopecks=(first.tender_kopecks[0] + 1, first.tender_kopecks[1] - 1))
    with pytest.raises(ReceiptMismatchError) as caught:
        check_sale(replace(sale, lines=(moved, *sale.lines[1:])))
    assert caught.value.receipt == "2-000231"
    assert caught.value.what == "tender 0"
