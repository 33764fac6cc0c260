"""X and Z tie to the kopeck, points beside the tenders, and name the receipt that does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.shift.report import build_shift_report, build_z_report, check_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ShiftReport
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import Sale, TenderKind
from tests.domain.receipts import SOLD_AT, example_a, head, mixed_sale, sales

SHIFT = ShiftOpened("shift-1", 14, "2", "op-1", SOLD_AT - timedelta(hours=1), 500_000)
CLOSED_AT = SOLD_AT + timedelta(hours=8)


def moved(kind: CashMovementKind, amount_kopecks: int) -> CashMovement:
    """Cash in or out."""
    return CashMovement(f"move-{kind}-{amount_kopecks}", "shift-1", kind, amount_kopecks, "op-1", SOLD_AT, "change")


@given(st.lists(sales(), max_size=4), st.data())
def test_tenders_and_points_make_the_net_sums(sold: list[Sale], data: st.DataObject) -> None:
    returns = [
        build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines[:1]}, f"r{index}", head(400 + index))
        for index, sale in enumerate(sold)
        if data.draw(st.booleans())
    ]
    report = build_shift_report(SHIFT, sold, returns, (), CLOSED_AT)
    tendered = sum(totals.sales_kopecks for totals in report.tenders)
    assert tendered + report.points_spent_kopecks == report.net_sales_kopecks
    refunded = sum(totals.returns_kopecks for totals in report.tenders)
    assert refunded + report.points_returned_kopecks == report.net_returns_kopecks
    assert report.list_kopecks - report.discount_kopecks == report.net_sales_kopecks
    assert report.earned == sum(sale.earned for sale in sold)


def test_the_figures_of_a_shift() -> None:
    sold = (example_a(), replace(mixed_sale(), number="2-000232"))
    back = build_return(sold[0], {}, {"a": 1000}, "return-1", head(233))
    movements = (moved(CashMovementKind.CASH_IN, 20_000), moved(CashMovementKind.CASH_OUT, 100_000))
    report = build_shift_report(SHIFT, sold, (back,), movements, CLOSED_AT)
    cash, card = report.tenders
    assert (cash.kind, cash.sales_count, cash.returns_kopecks, cash.returns_count) == (TenderKind.CASH, 2, 1666, 1)
    assert (card.kind, card.sales_kopecks, card.sales_count, card.returns_count) == (TenderKind.CARD, 100_000, 1, 0)
    assert report.expected_cash_kopecks == 500_000 + cash.sales_kopecks - 1666 + 20_000 - 100_000
    assert (report.points_spent, report.points_returned, report.earned_taken_back) == (24_999, 1666, 83)
    assert (report.first_number, report.last_number) == ("2-000231", "2-000233")
    assert (report.sales_count, report.returns_count, report.customer_receipts_count) == (2, 1, 2)


def test_an_empty_shift_holds_its_float() -> None:
    report = build_shift_report(SHIFT, (), (), (), CLOSED_AT)
    assert report.expected_cash_kopecks == 500_000
    assert (report.first_number, report.net_sales_kopecks) == (None, 0)


def test_receipt_numbers_stand_in_running_order() -> None:
    sold = [replace(example_a(), number=number) for number in ("2-1000000", "2-999999")]
    report = build_shift_report(SHIFT, sold, (), (), CLOSED_AT)
    assert (report.first_number, report.last_number) == ("2-999999", "2-1000000")


def test_a_sale_that_does_not_tie_is_named() -> None:
    broken = replace(mixed_sale(), number="2-000240", money_kopecks=mixed_sale().money_kopecks + 1)
    with pytest.raises(ReceiptMismatchError) as caught:
        build_shift_report(SHIFT, (example_a(), broken), (), (), CLOSED_AT)
    assert caught.value.receipt == "2-000240"


def test_a_return_that_does_not_tie_is_named() -> None:
    back = build_return(example_a(), {}, {"a": 1000}, "return-1", head(241))
    with pytest.raises(ReceiptMismatchError) as caught:
        build_shift_report(SHIFT, (example_a(),), (replace(back, refunds=()),), (), CLOSED_AT)
    assert caught.value.receipt == "2-000241"


def test_a_report_that_does_not_tie_is_refused() -> None:
    report: ShiftReport = build_shift_report(SHIFT, (example_a(),), (), (), CLOSED_AT)
    with pytest.raises(ReceiptMismatchError) as caught:
        check_report(replace(report, points_spent_kopecks=0))
    assert caught.value.receipt == "shift 14"


@pytest.mark.parametrize(("counted", "over_short"), [(505_000, 0), (505_100, 100), (504_000, -1_000)])
def test_the_count_is_set_against_what_should_be_there(counted: int, over_short: int) -> None:
    report = build_shift_report(SHIFT, (example_a(),), (), (), CLOSED_AT)
    z_report = build_z_report(report, "z-1", 14, "op-1", counted, unsent_operations=3)
    assert z_report.over_short_kopecks == over_short
    assert (z_report.z_number, z_report.closed_at, z_report.unsent_operations) == (14, CLOSED_AT, 3)
