from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ledger.accounts import CUSTOMER_MONEY, TILL_CASH
from pos_app.domain.ledger.stored_value import NotMoneyError, Posting, payout_entry, top_up_entry
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.money_account.money_account import (
    MoneyAccountError,
    PaidLine,
    change_that_stays,
    most_payable,
    pay,
    top_up,
    top_up_worth,
)
from pos_app.domain.transaction.sale import TenderKind
from tests.domain.goods import item

TERMS = MoneyAccount(bonus_bp=500, notice_below_kopecks=5000, top_up_items=("card-500",), most_balance_kopecks=100_000)
POSTING = Posting("op", "2", datetime(2026, 3, 14, tzinfo=UTC))
BREAD = PaidLine(item("bread", 5000), 5000)
WINE = PaidLine(item("wine", 80_000, group="alcohol"), 80_000)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60_000)), max_size=12))
def test_the_account_stays_within_its_bounds_and_the_ledger_knows_what_is_on_it(moves: list[tuple[bool, int]]) -> None:
    balance, legs = 0, 0
    for number, (in_, kopecks) in enumerate(moves):
        posting = replace(POSTING, operation_id=f"op-{number}")
        try:
            if in_:
                move = top_up(TERMS, balance, kopecks)
                entry = top_up_entry(posting, "c", TenderKind.CASH, kopecks)
            else:
                move = pay(TERMS, balance, kopecks, (WINE, BREAD))
                entry = payout_entry(posting, "c", TenderKind.CASH, kopecks)
        except MoneyAccountError:
            continue
        assert move.before_kopecks == balance
        balance = move.after_kopecks
        legs += sum(leg.amount for leg in entry.legs if leg.account == CUSTOMER_MONEY)
        assert 0 <= balance <= TERMS.most_balance_kopecks
    assert legs == -balance


def test_a_top_up_gives_points_and_has_its_bounds() -> None:
    assert top_up(TERMS, 100, 10_000).bonus_points == 500
    for kopecks, key in ((99, "top_up_too_small"), (1_500_001, "top_up_too_large"), (100_000, "balance_too_large")):
        with pytest.raises(MoneyAccountError, match=key):
            top_up(TERMS, 1, kopecks)


def test_a_top_up_card_is_worth_its_price() -> None:
    assert top_up_worth(TERMS, item("card-500", 50_000), 2000) == 100_000
    assert top_up_worth(TERMS, item("bread", 50_000), 1000) is None


def test_what_may_be_paid_is_a_share_of_its_goods() -> None:
    sober = replace(TERMS, goods=GoodsSelector(groups=("grocery",)), max_share_bp=5000)
    assert most_payable(sober, 100_000, (BREAD, WINE)) == 2500
    assert most_payable(sober, 100, (BREAD, WINE)) == 100
    with pytest.raises(MoneyAccountError, match="not_payable"):
        pay(sober, 100_000, 2501, (BREAD, WINE))
    with pytest.raises(MoneyAccountError, match="not_enough_money"):
        pay(sober, 100, 101, (BREAD, WINE))


def test_the_customer_is_told_once_when_it_falls_below() -> None:
    assert not pay(TERMS, 6000, 1000, (WINE,)).notice
    assert pay(TERMS, 6000, 1001, (WINE,)).notice
    assert not pay(TERMS, 4999, 1000, (WINE,)).notice


def test_change_stays_as_far_as_the_account_holds_it() -> None:
    assert change_that_stays(TERMS, 0, 245) == 245
    assert change_that_stays(TERMS, 99_900, 245) == 100
    assert change_that_stays(replace(TERMS, keeps_change=False), 0, 245) == 0


def test_a_top_up_is_bought_with_money() -> None:
    entry = top_up_entry(POSTING, "c", TenderKind.CASH, 500)
    assert [(leg.account, leg.owner, leg.amount) for leg in entry.legs] == [
        (TILL_CASH, "2", 500),
        (CUSTOMER_MONEY, "c", -500),
    ]
    with pytest.raises(NotMoneyError):
        top_up_entry(POSTING, "c", TenderKind.CERTIFICATE, 500)
