"""What is kept adds up in any order, and which days count is the same however the rows come."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.suspicion.card_sums import CardSums
from pos_app.domain.suspicion.kept import CardDay, OperatorDay, first_day, recent_from, usual_on
from pos_app.domain.suspicion.operator_sums import NOTHING_DONE, OPERATOR_FIGURES, OperatorSums, together
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS

DAY = date(2026, 3, 2)
COUNT = st.integers(0, 1_000)
OPERATOR_SUMS = st.builds(OperatorSums, *(COUNT for _ in OPERATOR_FIGURES))
CARD_SUMS = st.builds(CardSums, COUNT, COUNT, COUNT, COUNT)
WHO = st.sampled_from(("anna", "bella", "vera"))
DAYS = st.integers(-120, 5).map(lambda days: DAY + timedelta(days=days))
OPERATOR_DAYS = st.lists(st.builds(OperatorDay, WHO, DAYS, OPERATOR_SUMS), max_size=12)
CARD_DAYS = st.lists(st.builds(CardDay, st.sampled_from(("x", "y")), WHO, DAYS, CARD_SUMS), max_size=12)


@given(OPERATOR_SUMS, OPERATOR_SUMS, OPERATOR_SUMS)
def test_sums_add_in_any_order(one: OperatorSums, two: OperatorSums, three: OperatorSums) -> None:
    assert one.plus(two) == two.plus(one)
    assert one.plus(two).plus(three) == one.plus(two.plus(three)) == together((three, one, two))
    assert one.plus(NOTHING_DONE) == one


@given(OPERATOR_DAYS, CARD_DAYS)
def test_what_is_usual_does_not_depend_on_the_order_of_rows(operators: list[OperatorDay], cards: list[CardDay]) -> None:
    usual = usual_on(DAY, operators, cards, {}, DEFAULT_THRESHOLDS)
    again = usual_on(DAY, operators[::-1], sorted(cards, key=repr), {}, DEFAULT_THRESHOLDS)
    assert (usual.past, usual.recent, usual.cards, usual.card_past) == (
        again.past,
        again.recent,
        again.cards,
        again.card_past,
    )
    counted = [row for row in operators if first_day(DAY, DEFAULT_THRESHOLDS) <= row.day < DAY]
    assert usual.shop_past.plus(usual.shop_recent) == together(row.sums for row in counted)
    assert usual.traded_days == len({row.day for row in counted})


def test_the_days_that_count() -> None:
    lately = recent_from(DAY, DEFAULT_THRESHOLDS)
    assert (DAY - lately).days + 1 == DEFAULT_THRESHOLDS.recent_days
    assert (lately - first_day(DAY, DEFAULT_THRESHOLDS)).days == DEFAULT_THRESHOLDS.past_days
    rows = [OperatorDay("anna", day, OperatorSums(receipts=1)) for day in (DAY, lately, lately - timedelta(days=1))]
    usual = usual_on(DAY, rows, (), {}, DEFAULT_THRESHOLDS)
    assert (usual.recent_of("anna").receipts, usual.past_of("anna").receipts) == (1, 1)
