from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.reservation.closed import CloseReason
from sync.server.expiry import burn_expired
from sync.server.ingest.continuity import FencedError, ForkError
from sync.server.ledger.accounts import PointsAccount
from sync.server.reservations.grants import granted_terms
from sync.server.reservations.refused import CustomerUnknownError, RequestInvalidError
from tests.sync.server.paper import DAY, Stream, sale, sale_return
from tests.sync.server.promising import closing, heartbeat, hold, reservation, spending
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop
from tests.sync.server.test_points import sums


def test_a_hold_moves_points_out_of_reach_and_says_so_with_a_signature(shop: Shop) -> None:
    answer = hold(shop, "h-1", 20_000)
    assert (answer.granted, answer.partial, answer.closed, answer.elsewhere) == (20_000, False, False, 0)
    assert (answer.account.available, answer.account.reserved) == (30_000, 20_000)
    terms = granted_terms(shop.central.signing_key, answer.grant)
    assert terms is not None
    assert (terms.reservation_id, terms.till_id, terms.customer_id, terms.granted) == ("h-1", TILL, OLGA, 20_000)
    assert sums(shop)[PointsAccount.RESERVED] == 20_000


def test_the_same_id_is_answered_with_the_same_promise(shop: Shop) -> None:
    first = hold(shop, "h-1", 20_000)
    assert hold(shop, "h-1", 20_000) == first
    assert hold(shop, "h-1", 40_000).granted == 20_000
    assert shop.account().reserved == 20_000


def test_the_second_gets_what_is_left_and_hears_what_is_elsewhere(shop: Shop) -> None:
    hold(shop, "h-1", 40_000)
    second = hold(shop, "h-2", 30_000, OTHER_TILL)
    assert (second.granted, second.partial, second.elsewhere) == (10_000, True, 40_000)
    third = hold(shop, "h-3", 1, OTHER_TILL)
    assert (third.granted, third.closed, third.grant) == (0, True, "")
    assert shop.account().available == 0
    assert shop.findings() == []


def test_many_tills_at_one_instant_are_promised_no_more_than_there_is(shop: Shop) -> None:
    with ThreadPoolExecutor(8) as pool:
        wanted = [(f"h-{number}", (TILL, OTHER_TILL)[number % 2]) for number in range(24)]
        answers = list(pool.map(lambda each: hold(shop, each[0], 7_000, each[1]), wanted))
    assert sum(answer.granted for answer in answers) == 50_000
    assert {answer.granted for answer in answers} == {7_000, 1_000, 0}
    assert (shop.account().available, shop.account().reserved) == (0, 50_000)
    assert shop.findings() == []


def test_a_receipt_spends_from_its_hold_and_closing_gives_the_rest_back(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "h-1", 30_000)
    stream.add(spending(sale(1, OLGA, pieces=(4,), points=25_000, earned=0), ("h-1", 25_000)))
    shop.push(stream.request())
    account = shop.account()
    assert (account.available, account.reserved) == (20_000, 5_000)
    assert reservation(shop, "h-1").spent == 25_000
    closing(stream, "h-1", 25_000)
    shop.push(stream.request())
    account = shop.account()
    assert (account.available, account.reserved) == (25_000, 0)
    assert reservation(shop, "h-1").state == "closed"
    posted = sums(shop)
    assert (posted[PointsAccount.REDEEMED], posted[PointsAccount.RISK]) == (25_000, 0)


def test_a_full_return_restores_what_was_spent_from_a_hold(shop: Shop) -> None:
    before = shop.account()
    stream = Stream(TILL)
    hold(shop, "h-1", 30_000)
    sold = spending(sale(1, OLGA, pieces=(4,), points=25_000), ("h-1", 25_000))
    stream.add(sold)
    closing(stream, "h-1", 25_000)
    stream.add(sale_return(2, sold, {"line-0": 4}))
    shop.push(stream.request())
    assert replace(shop.account(), applied_seq=0) == before
    assert shop.findings() == []


def test_what_a_receipt_spends_beyond_its_promise_is_risk_not_the_customers(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "h-1", 10_000)
    stream.add(spending(sale(1, OLGA, pieces=(4,), points=25_000, earned=0), ("h-1", 20_000), ("nowhere", 5_000)))
    closing(stream, "h-1", 10_000)
    shop.push(stream.request())
    assert shop.account().available == 40_000
    assert sums(shop)[PointsAccount.RISK] == -15_000


def test_a_promise_to_another_till_is_not_spent(shop: Shop) -> None:
    hold(shop, "h-1", 10_000, OTHER_TILL)
    stream = Stream(TILL)
    stream.add(spending(sale(1, OLGA, pieces=(4,), points=10_000, earned=0), ("h-1", 10_000)))
    closing(stream, "h-1")
    answer = shop.push(stream.request())
    assert answer.results[1].reason == "reservation_of_another_till"
    assert (shop.account().reserved, sums(shop)[PointsAccount.RISK]) == (10_000, -10_000)


@pytest.mark.parametrize("parts", [[("h-1", 10_000), ("h-1", 5_000)], [("h-1", 15_001)], [("h-1", 0)], [("h-1", -5)]])
def test_a_redemption_that_does_not_tie_is_parked(shop: Shop, parts: list[tuple[str, int]]) -> None:
    hold(shop, "h-1", 15_000)
    stream = Stream(TILL)
    stream.add(spending(sale(1, OLGA, pieces=(4,), points=15_000, earned=0), *parts))
    assert shop.push(stream.request()).results[0].reason == "redemption_invalid"
    assert shop.account().reserved == 15_000


def test_a_request_that_comes_after_the_till_gave_it_up_gets_nothing(shop: Shop) -> None:
    stream = Stream(TILL)
    closing(stream, "h-1", reason=CloseReason.UNANSWERED)
    shop.push(stream.request())
    answer = hold(shop, "h-1", 20_000)
    assert (answer.granted, answer.closed) == (0, True)
    assert shop.account().reserved == 0


def test_a_late_copy_of_a_request_that_got_nothing_still_gets_nothing(shop: Shop) -> None:
    hold(shop, "h-1", 50_000, OTHER_TILL)
    assert hold(shop, "h-2", 5_000).granted == 0
    other = Stream(OTHER_TILL)
    closing(other, "h-1", reason=CloseReason.RELEASED)
    shop.push(other.request())
    assert shop.account().available == 50_000
    assert hold(shop, "h-2", 5_000).granted == 0


def test_closing_twice_under_two_ids_gives_back_once(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "h-1", 20_000)
    closing(stream, "h-1")
    record = stream.operations[-1]
    stream.add_body("close-again", "reservation_closed", record.body.replace(b"close-h-1", b"close-again"))
    shop.push(stream.request())
    assert shop.account().available == 50_000
    assert set(shop.states().values()) == {("applied", None)}
    assert shop.findings() == []


def test_a_deadline_never_frees_points_and_reserved_points_do_not_burn(shop: Shop) -> None:
    hold(shop, "h-1", 20_000)
    shop.clock.at += timedelta(days=30)
    burnt = burn_expired(shop.central.engine, DAY + timedelta(days=30), shop.clock.now())
    assert burnt.points == 30_000
    assert (shop.account().available, shop.account().reserved) == (0, 20_000)
    assert shop.findings() == []
    stream = Stream(TILL)
    closing(stream, "h-1", reason=CloseReason.DEADLINE)
    shop.push(stream.request())
    assert burn_expired(shop.central.engine, DAY + timedelta(days=30), shop.clock.now()).points == 20_000
    assert shop.account().reserved == 0
    assert sums(shop)[PointsAccount.EXPIRED] == 50_000


def test_the_points_behind_a_hold_may_be_taken_back_and_then_are_owed_until_points_come(shop: Shop) -> None:
    stream = Stream(TILL)
    first = sale(1, IVAN, pieces=(2,))
    stream.add(first)
    shop.push(stream.request())
    assert hold(shop, "h-1", 1_000, customer_id=IVAN).granted == 1_000
    stream.add(sale_return(2, first, {"line-0": 2}))
    shop.push(stream.request())
    account = shop.account(IVAN)
    assert (account.available, account.reserved, account.debt) == (0, 1_000, 1_000)
    assert shop.findings() == []
    stream.add(sale(3, IVAN, pieces=(1,), earned=600))
    shop.push(stream.request())
    account = shop.account(IVAN)
    assert (account.available, account.reserved, account.debt) == (0, 1_000, 400)
    stream.add(spending(sale(4, IVAN, pieces=(1,), points=700, earned=0), ("h-1", 700)))
    closing(stream, "h-1", 700, customer_id=IVAN)
    shop.push(stream.request())
    account = shop.account(IVAN)
    assert (account.available, account.reserved, account.debt) == (0, 0, 100)
    assert shop.findings() == []


def test_a_parked_receipt_keeps_what_its_till_says_it_spent(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "h-1", 30_000)
    sold = spending(sale(1, OLGA, pieces=(4,), points=25_000, earned=0), ("h-1", 25_000))
    stream.add(replace(sold, money_kopecks=sold.money_kopecks + 1))
    closing(stream, "h-1", 25_000)
    assert shop.push(stream.request()).results[0].reason == "sums_do_not_tie"
    assert (shop.account().available, shop.account().reserved) == (25_000, 25_000)
    assert reservation(shop, "h-1").state == "settling"
    assert shop.findings() == []


def test_requests_that_no_till_makes_are_refused(shop: Shop) -> None:
    with pytest.raises(CustomerUnknownError):
        hold(shop, "h-1", 100, customer_id="nobody")
    for points in (0, -5):
        with pytest.raises(RequestInvalidError):
            hold(shop, "h-1", points)
    with pytest.raises(RequestInvalidError):
        hold(shop, "", 100)
    with pytest.raises(ForkError):
        hold(shop, "h-1", 100, epoch=2)
    with pytest.raises(FencedError):
        hold(shop, "h-1", 100, epoch=0)
    assert shop.account().reserved == 0


def test_a_till_is_told_what_is_open_unless_it_knows(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "h-1", 20_000)
    assert heartbeat(shop, stream, "h-1").reservations is None
    told = heartbeat(shop, stream).reservations
    assert told is not None
    assert [(each.reservation_id, each.granted, each.epoch, each.recall) for each in told] == [
        ("h-1", 20_000, 1, False)
    ]
    assert heartbeat(shop, stream, "h-1", "h-2").reservations == told
