"""Returns in any order add up to the whole, and a full return gives back everything that the sale took."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from tests.domain.receipts import example_a, head, mixed_sale, sales


def returned_in_steps(draw: st.DrawFn, sale: Sale) -> list[SaleReturn]:
    """Return the whole sale in random steps: each takes some of some lines."""
    already: Counter[str] = Counter()
    steps = []
    while True:
        left = {line.line_id: line.quantity - already[line.line_id] for line in sale.lines}
        left = {line_id: quantity for line_id, quantity in left.items() if quantity}
        if not left:
            return steps
        chosen = draw(st.lists(st.sampled_from(sorted(left)), min_size=1, unique=True))
        asked = {}
        for line_id in chosen:
            step = 1000 if left[line_id] % 1000 == 0 and left[line_id] >= 1000 else 1
            count = left[line_id] // step
            # A third at least, so that the number of steps stays small.
            asked[line_id] = draw(st.integers((count + 2) // 3, count)) * step
        steps.append(build_return(sale, already, asked, f"return-{len(steps)}", head(300 + len(steps))))
        already.update(asked)


@given(st.data())
def test_any_order_of_partial_returns_adds_up_to_the_sale(data: st.DataObject) -> None:
    sale = data.draw(sales())
    steps = returned_in_steps(data.draw, sale)
    assert sum(step.money_kopecks for step in steps) == sale.money_kopecks
    assert sum(step.points for step in steps) == sale.points
    assert sum(step.points_kopecks for step in steps) == sale.points_kopecks
    assert sum(step.earned for step in steps) == sale.earned
    for kind in TenderKind:
        paid = sum(tender.amount_kopecks for tender in sale.tenders if tender.kind is kind)
        back = sum(refund.amount_kopecks for step in steps for refund in step.refunds if refund.kind is kind)
        assert back == paid
    for step in steps:
        assert step.money_kopecks == sum(refund.amount_kopecks for refund in step.refunds)
        assert all(refund.amount_kopecks > 0 for refund in step.refunds)
        assert all(min(line.tender_kopecks, default=0) >= 0 for line in step.lines)


@given(sales())
def test_a_full_return_mirrors_every_line(sale: Sale) -> None:
    whole = build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines}, "return-1", head(300))
    for sold, back in zip(sale.lines, whole.lines, strict=True):
        assert back.tender_kopecks == sold.tender_kopecks
        assert (back.points, back.points_kopecks, back.earned) == (sold.points, sold.points_kopecks, sold.earned)


def test_example_e_one_piece_then_two() -> None:
    sale = example_a()
    first = build_return(sale, {}, {"a": 1000}, "return-1", head(232))
    second = build_return(sale, {"a": 1000}, {"a": 2000}, "return-2", head(233))
    assert [(r.money_kopecks, r.points, r.points_kopecks, r.earned) for r in (first, second)] == [
        (1666, 1666, 1666, 83),
        (3334, 3333, 3333, 167),
    ]


def test_the_return_names_its_sale_and_customer() -> None:
    sale = example_a()
    back = build_return(sale, {}, {"a": 1000}, "return-1", head(232), reason="torn", balance_before=5000)
    assert (back.receipt_id, back.number, back.sale_id, back.sale_number) == (
        "return-1",
        "2-000232",
        sale.receipt_id,
        "2-000231",
    )
    assert (back.customer_id, back.reason, back.balance_before) == (sale.customer_id, "torn", 5000)


def test_two_cash_tenders_are_one_refund() -> None:
    sale = mixed_sale()
    both_cash = replace(sale, tenders=tuple(replace(tender, kind=TenderKind.CASH) for tender in sale.tenders))
    back = build_return(both_cash, {}, {"c": 1000}, "return-1", head(232))
    assert [refund.kind for refund in back.refunds] == [TenderKind.CASH]
    assert back.refunds[0].amount_kopecks == back.money_kopecks


def test_more_than_was_sold_is_refused() -> None:
    with pytest.raises(OverReturnError) as caught:
        build_return(example_a(), {"a": 2000}, {"a": 2000}, "return-1", head(232))
    assert (caught.value.sold, caught.value.returned, caught.value.asked) == (3000, 2000, 2000)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({}, "nothing_chosen"),
        ({"z": 1000}, "line_unknown"),
        ({"a": 0}, "quantity_not_positive"),
        ({"a": -1000}, "quantity_not_positive"),
        ({"a": 1500}, "quantity_not_whole"),
    ],
)
def test_what_is_no_return_is_refused(asked: dict[str, int], key: str) -> None:
    with pytest.raises(ReturnRefusedError) as caught:
        build_return(example_a(), {}, asked, "return-1", head(232))
    assert caught.value.key == key
