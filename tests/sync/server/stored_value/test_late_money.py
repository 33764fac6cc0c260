"""Money that is heard of after it was paid with: nothing of it is there twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sync.server.audit.report import audit
from sync.server.stored_value.accounts import ValueAccount
from tests.sync.server.paper import Stream, sale_return
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop
from tests.sync.server.stored_value.test_stored_value import (
    CARD_1,
    WHOLE,
    from_account,
    gift,
    left,
    paying,
    publish_series,
    push,
    selling,
    sums,
    top_up,
    with_certificate,
)

EARLIER, LATER = timedelta(hours=-1), timedelta(hours=1)


def test_a_certificate_that_is_paid_with_before_its_sale_is_heard_of_is_not_there_twice(shop: Shop) -> None:
    """As after a restore: the till that was paid tells first, the till that sold it later."""
    sold, stream = paying(2, with_certificate(30_000)), Stream(TILL)
    push(shop, sold, till=OTHER_TILL)
    assert sums(shop)[ValueAccount.RISK] == 30_000
    assert audit(shop.central.engine).flagged == {"value_at_risk": 1}
    push(shop, selling(1, gift()), stream=stream)
    assert left(shop) == 20_000
    assert sums(shop)[ValueAccount.RISK] == 0
    assert audit(shop.central.engine).flagged == {}
    push(shop, sale_return(4, sold, {"line-0": 3}), stream=stream)
    assert (left(shop), sums(shop)[ValueAccount.PAID]) == (50_000, 0)


def test_of_a_series_without_parts_the_rest_burns_then_too(shop: Shop) -> None:
    publish_series(shop)
    push(shop, paying(2, with_certificate(30_000, WHOLE)), till=OTHER_TILL)
    push(shop, selling(1, replace(gift(WHOLE), series="whole")))
    assert left(shop, WHOLE) == 0
    assert (sums(shop)[ValueAccount.BURNT], sums(shop)[ValueAccount.RISK]) == (-20_000, 0)


def test_goods_that_came_back_before_the_sale_of_the_certificate_leave_all_of_it(shop: Shop) -> None:
    sold, other = paying(2, with_certificate(30_000)), Stream(OTHER_TILL)
    push(shop, sold, sale_return(3, sold, {"line-0": 3}), till=OTHER_TILL, stream=other)
    push(shop, selling(1, gift()))
    assert (left(shop), sums(shop)[ValueAccount.RISK]) == (50_000, 0)


def test_a_part_that_came_back_stays_and_the_rest_is_covered(shop: Shop) -> None:
    sold, other = paying(2, with_certificate(30_000)), Stream(OTHER_TILL)
    push(shop, sold, sale_return(3, sold, {"line-0": 1}), till=OTHER_TILL, stream=other)
    push(shop, selling(1, gift()))
    assert (left(shop), sums(shop)[ValueAccount.RISK]) == (30_000, 0)
    push(shop, sale_return(4, sold, {"line-0": 2}, {"line-0": 1}), till=OTHER_TILL, stream=other)
    assert (left(shop), sums(shop)[ValueAccount.RISK]) == (50_000, 0)


@pytest.mark.parametrize(("when", "expected"), [(EARLIER, (10_000, 0)), (LATER, (30_000, 20_000))])
def test_an_account_is_covered_by_what_was_put_on_before_and_not_by_money_of_later(
    shop: Shop, when: timedelta, expected: tuple[int, int]
) -> None:
    paid = paying(2, from_account(20_000))
    push(shop, paid, till=OTHER_TILL)
    push(shop, replace(selling(1, top_up(30_000)), sold_at=paid.sold_at + when))
    assert (left(shop, OLGA), sums(shop)[ValueAccount.RISK]) == expected


def test_what_a_return_put_back_pays_for_what_was_bought_with_it_afterwards(shop: Shop) -> None:
    first, second = paying(2, with_certificate(50_000), pieces=5), paying(5, with_certificate(50_000), pieces=5)
    back = sale_return(4, first, {"line-0": 5})
    stream = Stream(TILL)
    push(shop, selling(1, gift()), first, stream=stream)
    push(shop, second, till=OTHER_TILL)
    assert sums(shop)[ValueAccount.RISK] == 50_000
    push(shop, back, stream=stream)
    assert (left(shop, CARD_1), sums(shop)[ValueAccount.RISK]) == (0, 0)
