"""What certificates and money accounts may pay; every tender finds its lines, whatever the order of the tenders."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.money.allocation import AllocationError, spread_tenders
from pos_app.domain.stored_value.payable import NotPayableError, Part, Payable, most_payable, spread
from pos_app.domain.transaction.tender_kind import EVERYDAY_TENDERS, TenderKind
from tests.domain.goods import item, programme

GROUPS = ("grocery", "alcohol", "toys")
ANY, TOYS = "KG1-ANY", "KG2-TOYS"


def series(code: str, prefix: str, *groups: str) -> CertificateSeries:
    return CertificateSeries(
        code=code,
        name=LocalText(code, code),
        prefix=prefix,
        nominals_kopecks=(100_000,),
        goods=GoodsSelector(groups=groups),
    )


TERMS = replace(
    programme(),
    certificates=(series("any", "KG1"), series("toys", "KG2", "toys")),
    money_account=MoneyAccount(goods=GoodsSelector(groups=("grocery", "toys")), max_share_bp=7_000),
)


@dataclass(frozen=True)
class Case:
    rows: tuple[Payable, ...]
    parts: tuple[Part, ...]


@st.composite
def cases(draw: st.DrawFn, terms: Programme = TERMS) -> Case:
    """Goods of three groups and advances; tenders in any order, each within what ``most_payable`` allows."""
    goods = draw(st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(0, 50_000)), max_size=6))
    advances = draw(st.lists(st.integers(1, 50_000), max_size=2))
    rows = tuple(
        [Payable(item(f"item-{number}", 1, group=group), money) for number, (group, money) in enumerate(goods)]
        + [Payable(None, money) for money in advances]
    )
    parts: list[Part] = []
    kinds = draw(
        st.lists(
            st.sampled_from(
                [
                    (TenderKind.CERTIFICATE, ANY),
                    (TenderKind.CERTIFICATE, TOYS),
                    (TenderKind.MONEY_ACCOUNT, ""),
                    (TenderKind.CASH, ""),
                    (TenderKind.CARD, ""),
                ]
            ),
            max_size=6,
        )
    )
    for kind, reference in kinds:
        most = most_payable(terms, rows, parts, kind, reference)
        if most:
            parts.append(Part(kind, draw(st.one_of(st.just(most), st.integers(1, most))), reference))
    rest = sum(row.kopecks for row in rows) - sum(part.kopecks for part in parts)
    if rest:
        parts.append(Part(TenderKind.CASH, rest))
    return Case(rows, tuple(parts))


@given(cases())
def test_what_most_payable_allows_can_always_be_spread(case: Case) -> None:
    result = spread(TERMS, case.rows, case.parts)
    assert [sum(row) for row in result] == [row.kopecks for row in case.rows]
    for index, part in enumerate(case.parts):
        assert sum(row[index] for row in result) == part.kopecks
    assert all(taken >= 0 for row in result for taken in row)


@given(cases())
def test_nothing_is_paid_with_what_may_not_pay_it(case: Case) -> None:
    result = spread(TERMS, case.rows, case.parts)
    account = 0
    for row, shares in zip(case.rows, result, strict=True):
        for part, taken in zip(case.parts, shares, strict=True):
            if not taken or part.kind in EVERYDAY_TENDERS:
                continue
            assert row.item is not None, "an advance is paid with cash or a card"
            if part.reference == TOYS:
                assert row.item.group == "toys"
            if part.kind is TenderKind.MONEY_ACCOUNT:
                assert row.item.group in ("grocery", "toys")
                account += taken
    may = sum(row.kopecks for row in case.rows if row.item is not None and row.item.group in ("grocery", "toys"))
    assert account <= may * 7_000 // 10_000


@given(cases())
def test_one_kopeck_more_than_allowed_is_refused_by_name(case: Case) -> None:
    for index, part in enumerate(case.parts):
        if part.kind in EVERYDAY_TENDERS:
            continue
        before = case.parts[:index]
        most = most_payable(TERMS, case.rows, before, part.kind, part.reference)
        if sum(row.kopecks for row in case.rows) <= sum(each.kopecks for each in before) + most:
            continue  # the receipt itself is the bound here
        rest = sum(row.kopecks for row in case.rows) - sum(each.kopecks for each in before) - most - 1
        more = (*before, Part(part.kind, most + 1, part.reference), *((Part(TenderKind.CASH, rest),) if rest else ()))
        with pytest.raises(NotPayableError) as caught:
            spread(TERMS, case.rows, more)
        assert (caught.value.index, caught.value.asked) == (index, most + 1)
        return


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6), st.data())
def test_cash_and_cards_alone_are_spread_as_ever(money: list[int], data: st.DataObject) -> None:
    rows = [Payable(item(f"i{number}", 1), kopecks) for number, kopecks in enumerate(money)]
    first = data.draw(st.integers(0, sum(money)))
    sums = [first, sum(money) - first]
    parts = [Part(TenderKind.CARD, sums[0]), Part(TenderKind.CASH, sums[1])]
    assert spread(TERMS, rows, parts) == spread_tenders(money, sums)


def test_tenders_of_another_sum_are_refused() -> None:
    with pytest.raises(AllocationError):
        spread(TERMS, [Payable(item("a", 1), 100)], [Part(TenderKind.CASH, 99)])


def test_a_programme_without_an_account_lets_nothing_be_paid_from_one() -> None:
    rows = [Payable(item("a", 1), 100)]
    assert most_payable(programme(), rows, (), TenderKind.MONEY_ACCOUNT) == 0
    assert most_payable(programme(), rows, (), TenderKind.CERTIFICATE, ANY) == 100, "what was sold is owed"
