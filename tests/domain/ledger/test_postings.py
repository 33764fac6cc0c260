"""Every entry sums to zero, and sale plus full return leave every account but the turnover as it was."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from pos_app.domain.ledger.accounts import (
    CUSTOMER_AVAILABLE,
    PROGRAMME_ISSUED,
    PROGRAMME_REDEEMED,
    SALES_DISCOUNT,
    SALES_GROSS,
    SALES_POINTS,
    SALES_RETURNED,
    TILL_CARD,
    TILL_CASH,
)
from pos_app.domain.ledger.entry import Book, Entry, UnbalancedEntryError
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import Sale
from tests.domain.goods import CUSTOMER
from tests.domain.receipts import example_a, head, mixed_sale, sales


def balances(*entries: Entry) -> Counter[tuple[Book, str, str]]:
    """The sum of the legs of each account and owner."""
    sums: Counter[tuple[Book, str, str]] = Counter()
    for entry in entries:
        for leg in entry.legs:
            sums[entry.book, leg.account, leg.owner] += leg.amount
    return sums


@given(sales())
def test_entries_sum_to_zero_and_hold_the_sale(sale: Sale) -> None:
    entries = sale_entries(sale)
    assert all(sum(leg.amount for leg in entry.legs) == 0 for entry in entries)
    assert len({entry.entry_id for entry in entries}) == len(entries)
    sums = balances(*entries)
    drawer_and_bank = sums[Book.MONEY, TILL_CASH, "2"] + sums[Book.MONEY, TILL_CARD, "2"]
    assert drawer_and_bank == sale.money_kopecks
    assert sums[Book.MONEY, SALES_GROSS, "2"] == -sale.list_kopecks
    assert sums[Book.MONEY, SALES_DISCOUNT, "2"] == sale.list_kopecks - sale.net_kopecks
    assert sums[Book.POINTS, CUSTOMER_AVAILABLE, CUSTOMER] == sale.earned - sale.points


@given(sales())
def test_a_full_return_restores_money_and_points(sale: Sale) -> None:
    whole = build_return(sale, {}, {line.line_id: line.quantity for line in sale.lines}, "return-1", head(300))
    sums = balances(*sale_entries(sale), *return_entries(whole, sale))
    restored = (TILL_CASH, TILL_CARD, SALES_POINTS, CUSTOMER_AVAILABLE, PROGRAMME_ISSUED, PROGRAMME_REDEEMED)
    assert all(amount == 0 for (_, account, _), amount in sums.items() if account in restored)
    assert sums[Book.MONEY, SALES_RETURNED, "2"] == sale.net_kopecks


def test_example_a_in_accounts() -> None:
    sale = example_a()
    assert balances(*sale_entries(sale)) == {
        (Book.MONEY, TILL_CASH, "2"): 5000,
        (Book.MONEY, SALES_POINTS, "2"): 4999,
        (Book.MONEY, SALES_GROSS, "2"): -9999,
        (Book.POINTS, CUSTOMER_AVAILABLE, CUSTOMER): 250 - 4999,
        (Book.POINTS, PROGRAMME_REDEEMED, "test"): 4999,
        (Book.POINTS, PROGRAMME_ISSUED, "test"): -250,
    }
    kinds = [entry.kind for entry in sale_entries(sale)]
    assert kinds == ["sale.money", "points.redeemed", "points.earned"]
    assert sale_entries(sale)[0].operation_id == sale.receipt_id


def test_a_sale_without_points_posts_money_alone() -> None:
    stranger = replace(mixed_sale(), customer_id=None, points=0, earned=0)
    assert [entry.book for entry in sale_entries(stranger)] == [Book.MONEY]


def test_points_of_nobody_are_refused() -> None:
    with pytest.raises(ReceiptMismatchError):
        sale_entries(replace(example_a(), customer_id=None))


def test_a_sale_that_does_not_add_up_posts_nothing() -> None:
    with pytest.raises(UnbalancedEntryError):
        sale_entries(replace(example_a(), net_kopecks=9998))
