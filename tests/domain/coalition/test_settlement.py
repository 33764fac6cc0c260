"""Who owes whom: every pair nets to one payment, all payments sum to zero, the operator's fee is what is left."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.coalition.points_flow import (
    FlowKind,
    OutsideCoalitionError,
    PointsFlow,
    flows_of_return,
    flows_of_sale,
)
from pos_app.domain.coalition.settlement import Owed, partner_days, period_of, settlement_entry, who_owes_whom
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.coalition import Breakage, Clearing, ClearingPeriod, Coalition, Partner
from pos_app.domain.loyalty.rules.points_rules import DebtPolicy, PointsRules
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.withhold import withhold
from tests.domain.receipts import DAY, example_a, head

CODES = ("operator", "bakery", "petrol", "books")
COALITION = Coalition(
    tuple(Partner(code, LocalText(code, code), (f"{code}-1", f"{code}-2")) for code in CODES), Clearing("operator")
)
START = date(2026, 3, 1)

flows_drawn = st.lists(
    st.builds(
        PointsFlow,
        st.integers(0, 70).map(lambda offset: START + timedelta(days=offset)),
        st.sampled_from(CODES),
        st.sampled_from(FlowKind),
        st.integers(-50_000, 200_000),
    ),
    max_size=30,
)
clearings = st.builds(
    Clearing,
    st.just("operator"),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(ClearingPeriod),
    st.sampled_from(Breakage),
)


@given(clearings, st.sampled_from([1, 33, 100, 250]), flows_drawn)
def test_payments_are_the_sums_of_the_days_and_sum_to_zero(
    clearing: Clearing, point_value: int, flows: list[PointsFlow]
) -> None:
    days = partner_days(clearing, point_value, flows)
    owed = who_owes_whom(clearing, days)
    assert all(one.kopecks > 0 and "operator" in (one.debtor, one.creditor) for one in owed)
    assert len({(one.first_day, one.debtor, one.creditor) for one in owed}) == len(owed)
    balances = dict.fromkeys(CODES, 0)
    for one in owed:
        for leg in settlement_entry(one, datetime(2026, 4, 1, tzinfo=UTC)).legs:
            balances[leg.owner] += leg.amount
    assert sum(balances.values()) == 0
    for code in CODES[1:]:
        assert balances[code] == sum(one.net_kopecks for one in days if one.partner == code)


@given(flows_drawn)
def test_the_order_of_receipts_changes_nothing(flows: list[PointsFlow]) -> None:
    clearing = Clearing("operator")
    assert partner_days(clearing, 100, flows) == partner_days(clearing, 100, list(reversed(flows)))


def test_points_issued_here_and_accepted_there() -> None:
    clearing = Clearing("operator", issue_bp=10_000, accept_bp=9700)
    flows = (
        PointsFlow(START, "bakery", FlowKind.ISSUED, 10_000),
        PointsFlow(START, "bakery", FlowKind.ACCEPTED, 2000),
        PointsFlow(START + timedelta(days=9), "petrol", FlowKind.ACCEPTED, 5000),
        PointsFlow(START, "operator", FlowKind.ISSUED, 777),
    )
    owed = who_owes_whom(clearing, partner_days(clearing, 100, flows))
    last = date(2026, 3, 31)
    assert owed == (
        Owed(START, last, "bakery", "operator", 10_000 - 1940),
        Owed(START, last, "operator", "petrol", 4850),
    )


def test_the_breakage_is_the_operator_s_or_the_issuer_s() -> None:
    flows = (PointsFlow(START, "bakery", FlowKind.BURNT, 3000),)
    assert who_owes_whom(Clearing("operator"), partner_days(Clearing("operator"), 100, flows)) == ()
    issuer = Clearing("operator", period=ClearingPeriod.WEEK, breakage=Breakage.ISSUER)
    assert who_owes_whom(issuer, partner_days(issuer, 100, flows)) == (
        Owed(date(2026, 2, 23), date(2026, 3, 1), "operator", "bakery", 3000),
    )


def test_a_sale_and_its_return_at_another_partner_s_shop_come_to_nothing() -> None:
    sale = replace(example_a(), shop_code="bakery-2")
    whole = build_return(sale, {}, {"a": 3000}, "return-1", head(300))
    flows = (*flows_of_sale(COALITION, sale), *flows_of_return(COALITION, whole, sale))
    assert flows[:2] == (
        PointsFlow(DAY, "bakery", FlowKind.ISSUED, 250),
        PointsFlow(DAY, "bakery", FlowKind.ACCEPTED, 4999),
    )
    assert who_owes_whom(COALITION.clearing, partner_days(COALITION.clearing, 100, flows)) == ()


@given(st.integers(0, 250))
def test_who_keeps_the_worth_of_spent_points_owes_it_to_the_pool(spent_elsewhere: int) -> None:
    sale = replace(example_a(), shop_code="bakery-2")
    whole = build_return(sale, {}, {"a": 3000}, "return-1", head(300))
    rules = PointsRules(debt_policy=DebtPolicy.WITHHOLD)
    kept = withhold(whole, spent_elsewhere, rules)
    flows = (
        *flows_of_sale(COALITION, sale),
        PointsFlow(DAY, "petrol", FlowKind.ACCEPTED, spent_elsewhere),
        *flows_of_return(COALITION, kept, sale),
    )
    clearing = Clearing("operator")
    settled = who_owes_whom(clearing, partner_days(clearing, 100, flows))
    owed = {(one.debtor, one.creditor): one.kopecks for one in settled}
    worth = {("bakery", "operator"): kept.withheld_kopecks, ("operator", "petrol"): spent_elsewhere}
    assert owed == {pair: kopecks for pair, kopecks in worth.items() if kopecks}
    assert kept.withheld_kopecks == spent_elsewhere  # a point is a rouble: the pool comes to nothing


def test_points_in_a_shop_of_nobody_are_refused() -> None:
    with pytest.raises(OutsideCoalitionError, match="belongs to no partner"):
        flows_of_sale(COALITION, replace(example_a(), shop_code="elsewhere"))
    pointless = replace(example_a(), points=0, earned=0, shop_code="elsewhere")
    assert flows_of_sale(COALITION, pointless) == ()


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(ClearingPeriod))
def test_a_day_lies_in_its_period_and_periods_do_not_overlap(day: date, period: ClearingPeriod) -> None:
    first, last = period_of(period, day)
    assert first <= day <= last
    assert period_of(period, first) == period_of(period, last) == (first, last)
    assert period_of(period, last + timedelta(days=1))[0] == last + timedelta(days=1)
