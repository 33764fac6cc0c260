"""Folded sums are the shift's report, figure by figure, in whatever order the records come."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.report.fold import ShiftRecord, fold, report_of
from pos_app.domain.report.shift_sums import FIGURES, NOTHING, ShiftSums, figures_of, total
from pos_app.domain.shift.report import build_shift_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from tests.domain.receipts import SOLD_AT, head, sales

SHIFT = ShiftOpened("shift-1", 14, "2", "op-1", SOLD_AT - timedelta(hours=1), 500_000)
CLOSED_AT = SOLD_AT + timedelta(hours=8)
sums = st.lists(st.integers(-(10**9), 10**9), min_size=len(FIGURES), max_size=len(FIGURES)).map(
    lambda values: ShiftSums(*values)
)


@st.composite
def shifts(draw: st.DrawFn) -> tuple[list[Sale], list[SaleReturn], list[CashMovement]]:
    sold = draw(st.lists(sales(), max_size=4))
    back = [
        build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines[:1]}, f"r{index}", head(400 + index))
        for index, sale in enumerate(sold)
        if draw(st.booleans())
    ]
    moved = [
        CashMovement(f"m{index}", "shift-1", draw(st.sampled_from(CashMovementKind)), kopecks, "op-1", SOLD_AT, "why")
        for index, kopecks in enumerate(draw(st.lists(st.integers(1, 10**7), max_size=3)))
    ]
    return sold, back, moved


@given(shifts(), st.randoms(use_true_random=False))
def test_the_folded_report_is_the_shifts_own(
    shift: tuple[list[Sale], list[SaleReturn], list[CashMovement]], chance
) -> None:  # type: ignore[no-untyped-def]
    sold, back, moved = shift
    records: list[ShiftRecord] = [*sold, *back, *moved]
    chance.shuffle(records)
    theirs = build_shift_report(SHIFT, sold, back, moved, CLOSED_AT)
    ours = total(fold(record).sums for record in records)
    assert report_of(SHIFT, ours, theirs.first_number, theirs.last_number, CLOSED_AT) == theirs


@given(st.lists(sums, max_size=6), st.randoms(use_true_random=False))
def test_sums_add_in_any_order_and_can_be_taken_away_again(parts: list[ShiftSums], chance: Random) -> None:
    whole = total(parts)
    other = list(parts)
    chance.shuffle(other)
    assert total(other) == whole
    left = whole
    for each in other:
        left = left - each
    assert left == NOTHING
    assert total(parts[:2]) + total(parts[2:]) == whole


@given(st.lists(sales(), max_size=4))
def test_what_reasons_took_off_is_all_that_was_taken_off(sold: list[Sale]) -> None:
    taken = sum(part.kopecks for sale in sold for reason, part in fold(sale).discounts if reason.stage != "price_set")
    assert taken == total(fold(sale).sums for sale in sold).discount_kopecks


def test_every_figure_is_a_whole_number() -> None:
    assert all(type(value) is int for value in figures_of(NOTHING))
