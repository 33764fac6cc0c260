"""Sale, then returns in any order: money by tender, rounding, certificates, points and lots are what they were."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ledger.accounts import (
    CERTIFICATE_BALANCE,
    CUSTOMER_AVAILABLE,
    CUSTOMER_MONEY,
    PROGRAMME_ISSUED,
    PROGRAMME_REDEEMED,
    SALES_POINTS,
    SALES_ROUNDING,
    TILL_CARD,
    TILL_CASH,
)
from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.loyalty.holding.holding import HeldLot, Holding, in_order
from pos_app.domain.loyalty.holding.moves import earn, give_back, shortfall_of, spend, take_back
from pos_app.domain.loyalty.rules.points_rules import DebtPolicy, PointsRules
from pos_app.domain.money.allocation import allocate, spread_tenders
from pos_app.domain.transaction.build import check_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.earned_lots import held_lots
from pos_app.domain.transaction.errors import ReceiptMismatchError, VoidRefusedError
from pos_app.domain.transaction.post_void import post_void
from pos_app.domain.transaction.sale import NAMED_TENDERS, Sale, SaleLot, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.withhold import withhold
from tests.domain.goods import CUSTOMER
from tests.domain.receipts import DAY, cash, example_a, head, sales

RESTORED = (TILL_CASH, TILL_CARD, CUSTOMER_MONEY, CERTIFICATE_BALANCE, SALES_ROUNDING, SALES_POINTS, CUSTOMER_AVAILABLE)


@st.composite
def any_tender_sales(draw: st.DrawFn) -> Sale:
    """A sale paid with anything: cash that was rounded down, a card, the money account, a certificate."""
    sale = draw(sales())
    kinds = draw(st.lists(st.sampled_from(TenderKind), min_size=1, max_size=4, unique=True))
    if sale.customer_id is None:
        kinds = [kind for kind in kinds if kind is not TenderKind.MONEY_ACCOUNT] or [TenderKind.CASH]
    amounts = allocate(sale.money_kopecks, [draw(st.integers(1, 9)) for _ in kinds])
    tenders = []
    for kind, amount in zip(kinds, amounts, strict=True):
        if not amount:
            continue
        rounding = draw(st.integers(0, min(amount, 99))) if kind is TenderKind.CASH else 0
        reference = "GC-1" if kind in NAMED_TENDERS else ""
        tenders.append(Tender(kind, amount, amount - rounding, 0, rounding, 0, reference))
    parts = spread_tenders([line.money_kopecks for line in sale.lines], [tender.amount_kopecks for tender in tenders])
    lines = tuple(replace(line, tender_kopecks=part) for line, part in zip(sale.lines, parts, strict=True))
    sale = replace(sale, tenders=tuple(tenders), lines=lines, coupons=("SPRING",))
    check_sale(sale)
    return sale


def balances(*entries: Entry) -> Counter[tuple[Book, str, str]]:
    sums: Counter[tuple[Book, str, str]] = Counter()
    for entry in entries:
        for leg in entry.legs:
            sums[entry.book, leg.account, leg.owner] += leg.amount
    return sums


def steps_of(draw: st.DrawFn, sale: Sale) -> list[SaleReturn]:
    already: Counter[str] = Counter()
    steps: list[SaleReturn] = []
    while left := [line for line in sale.lines if line.quantity > already[line.line_id]]:
        asked = {}
        for line in draw(st.lists(st.sampled_from(left), min_size=1, unique_by=lambda one: one.line_id)):
            rest = line.quantity - already[line.line_id]
            unit = 1000 if rest % 1000 == 0 else 1
            asked[line.line_id] = draw(st.integers((rest // unit + 2) // 3, rest // unit)) * unit
        steps.append(build_return(sale, already, asked, f"return-{len(steps)}", head(300 + len(steps))))
        already.update(asked)
    return steps


@given(any_tender_sales(), st.data())
def test_every_account_but_the_turnover_is_what_it_was(sale: Sale, data: st.DataObject) -> None:
    steps = steps_of(data.draw, sale)
    entries = [entry for step in steps for entry in return_entries(step, sale)]
    sums = balances(*sale_entries(sale), *entries)
    for (book, account, _), amount in sums.items():
        if account in RESTORED or book is Book.POINTS:
            assert amount == 0
    assert [step.completes for step in steps] == [False] * (len(steps) - 1) + [True]
    assert [step.coupons for step in steps] == [()] * (len(steps) - 1) + [("SPRING",)]
    for step in steps:
        assert all(refund.amount_kopecks > 0 for refund in step.refunds)
        assert step.rounding_kopecks >= 0
    for kind in TenderKind:
        back = sum(refund.amount_kopecks for step in steps for refund in step.refunds if refund.kind is kind)
        assert back == sum(tender.taken_kopecks for tender in sale.tenders if tender.kind is kind)


@given(any_tender_sales(), st.lists(st.integers(1, 9000), max_size=4), st.data())
def test_the_customer_s_lots_are_what_they_were(sale: Sale, sizes: list[int], data: st.DataObject) -> None:
    before = Holding(in_order(HeldLot(f"old-{n}", DAY, date(2026, 4 + n, 1), points) for n, points in enumerate(sizes)))
    points = min(sale.points, before.balance)
    spending = spend(before, points, DAY)
    move, earned = earn(spending.move.holding, held_lots(sale), DAY)
    holding, parts = move.holding, spending.parts
    back = 0
    for step in steps_of(data.draw, sale):
        given_back = give_back(holding, parts, min(step.points, points - back), DAY, 14)
        back += min(step.points, points - back)
        taken = take_back(given_back.move.holding, earned, step.earned, DAY)
        holding, parts, earned = taken.move.holding, given_back.parts, taken.parts
    assert holding == before


def test_a_rounded_sum_in_cash_comes_back_rounded() -> None:
    sale = example_a()
    tender = Tender(TenderKind.CASH, 5000, 4950, 0, 50)
    sale = replace(sale, tenders=(tender,))
    check_sale(sale)
    first = build_return(sale, {}, {"a": 1000}, "return-1", head(232))
    second = build_return(sale, {"a": 1000}, {"a": 2000}, "return-2", head(233))
    assert [(one.money_kopecks, one.rounding_kopecks, one.refunds[0].amount_kopecks) for one in (first, second)] == [
        (1666, 16, 1650),
        (3334, 34, 3300),
    ]


def test_change_that_was_kept_is_on_the_account_and_stays_there() -> None:
    sale = replace(example_a(), tenders=(Tender(TenderKind.CASH, 5000, 5100, 100, 0, 60),))
    check_sale(sale)
    sums = balances(*sale_entries(sale))
    assert sums[Book.MONEY, TILL_CASH, "2"] == 5060
    assert sums[Book.MONEY, CUSTOMER_MONEY, CUSTOMER] == -60
    whole = build_return(sale, {}, {"a": 3000}, "return-1", head(232))
    assert whole.refunds[0].amount_kopecks == 5000


@pytest.mark.parametrize(
    ("tender", "what"),
    [
        (Tender(TenderKind.CARD, 5000, 4999, 0, 1), "rounding of a card tender"),
        (Tender(TenderKind.CASH, 5000, 5010, 10, 0, 11), "most change to be kept"),
        (Tender(TenderKind.CASH, 5000, 5001, 0, -1), "most rounding"),
        (Tender(TenderKind.CERTIFICATE, 5000, 5000), "number of a certificate tender"),
        (cash(4999), "tenders"),
    ],
)
def test_a_tender_that_does_not_add_up_is_no_sale(tender: Tender, what: str) -> None:
    with pytest.raises(ReceiptMismatchError, match=what):
        check_sale(replace(example_a(), tenders=(tender,)))


def test_a_post_void_is_the_whole_mirror_within_its_shift() -> None:
    sale = example_a()
    void = post_void(sale, {}, "void-1", head(232), "wrong customer")
    assert (void.voids, void.completes, void.money_kopecks, void.points, void.earned) == (True, True, 5000, 4999, 250)
    with pytest.raises(VoidRefusedError, match="returned_already"):
        post_void(sale, {"a": 1000}, "void-1", head(232))
    with pytest.raises(VoidRefusedError, match="other_shift"):
        post_void(sale, {"a": 0}, "void-1", replace(head(232), shift_id="shift-2"))


WITHHOLD = PointsRules(debt_policy=DebtPolicy.WITHHOLD)


def test_the_worth_of_points_that_are_spent_is_withheld_from_the_refund() -> None:
    sale = example_a()
    whole = build_return(sale, {}, {"a": 3000}, "return-1", head(232))
    _, earned = earn(Holding(), held_lots(sale), DAY)
    shortfall = shortfall_of(Holding((HeldLot("old", DAY, DAY, 50),)), earned, whole.earned, DAY)
    assert shortfall == 200
    cut = withhold(whole, shortfall, WITHHOLD)
    assert (cut.withheld_points, cut.withheld_kopecks, cut.refunds[0].amount_kopecks) == (200, 200, 4800)
    assert withhold(whole, shortfall, PointsRules()) == whole
    assert withhold(whole, 0, WITHHOLD) == whole
    sums = balances(*return_entries(cut, sale))
    assert sums[Book.POINTS, CUSTOMER_AVAILABLE, CUSTOMER] == 4999 - 50
    assert sums[Book.POINTS, PROGRAMME_ISSUED, "test"] == 250
    assert sums[Book.POINTS, PROGRAMME_REDEEMED, "test"] == -4999


@given(any_tender_sales(), st.integers(0, 10**6), st.sampled_from([1, 33, 100, 250]))
def test_no_more_is_withheld_than_is_refunded(sale: Sale, shortfall: int, point_value: int) -> None:
    rules = replace(WITHHOLD, point_value_kopecks=point_value)
    whole = build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines}, "return-1", head(300))
    cut = withhold(whole, shortfall, rules)
    refunded = sum(refund.amount_kopecks for refund in cut.refunds)
    assert refunded + cut.withheld_kopecks + cut.rounding_kopecks == cut.money_kopecks
    assert 0 <= cut.withheld_points <= min(shortfall, whole.earned)
    assert cut.withheld_kopecks * 100 <= cut.withheld_points * point_value
    return_entries(cut, sale)


def test_lots_must_sum_to_what_was_earned() -> None:
    sale = replace(example_a(), lots=(SaleLot("a", DAY, DAY, 249),))
    with pytest.raises(ReceiptMismatchError, match="lots of the earned points"):
        check_sale(sale)
