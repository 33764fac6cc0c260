from dataclasses import replace

import pytest

from sync.protocol.push import Outcome
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.server.epochs.lost import SecondPersonNeededError, declare_lost
from sync.server.ingest.continuity import FencedError, ForkError
from sync.server.ledger.accounts import PointsAccount
from sync.server.web import exchange
from tests.sync.server.paper import Stream, sale
from tests.sync.server.promising import closing, heartbeat, hold, spending
from tests.sync.server.shop import OLGA, TILL, Shop
from tests.sync.server.test_points import sums


def rejoin(shop: Shop, old_epoch: int) -> int:
    request = RejoinRequest(TILL, old_epoch, RejoinReason.FORK)
    return exchange.rejoin(shop.central, shop.till(), request).epoch


def test_a_new_epoch_is_the_same_however_often_it_is_asked_for(shop: Shop) -> None:
    assert [rejoin(shop, 1) for _ in range(3)] == [2, 2, 2]
    assert rejoin(shop, 2) == 3
    assert rejoin(shop, 1) == 2
    assert rejoin(shop, 7) == 8
    assert shop.till().epoch == 8
    assert shop.findings() == []


def test_a_restored_till_goes_on_and_nothing_is_posted_twice(shop: Shop) -> None:
    life = Stream(TILL)
    sold = [sale(number, OLGA, pieces=(1,), earned=100) for number in (1, 2, 3)]
    for each in sold:
        life.add(each)
    shop.push(life.request())
    restored = Stream(TILL)
    restored.add(sold[0])
    other = sale(4, OLGA, pieces=(1,), earned=100)
    restored.add(other)
    with pytest.raises(ForkError):
        shop.push(restored.request())
    again = Stream(TILL, epoch=rejoin(shop, 1))
    for each in (sold[0], sold[1], other):
        again.add(each)
    with pytest.raises(FencedError) as fenced:
        shop.push(life.request())
    assert fenced.value.epoch == 2
    for _ in range(2):
        answer = shop.push(again.request())
        assert [result.outcome for result in answer.results][:2] == [Outcome.EXISTS, Outcome.EXISTS]
        assert answer.expect_seq == 4
    assert shop.account().available == 50_400
    assert shop.findings() == []
    with pytest.raises(ForkError):
        again.operations[1] = replace(again.operations[1], hash="0" * 64)
        shop.push(again.request(*again.operations[:2]))


def test_a_low_last_number_is_no_proof_of_anything(shop: Shop) -> None:
    stream = Stream(TILL)
    for number in (1, 2, 3):
        stream.add(sale(number, OLGA))
    shop.push(stream.request())
    late_copy = replace(stream.request(stream.operations[0]), have_seq=1)
    answer = shop.push(late_copy)
    assert (answer.expect_seq, shop.till().epoch) == (4, 1)


def test_promises_of_an_epoch_that_is_over_are_given_back_in_the_new_one(shop: Shop) -> None:
    hold(shop, "h-1", 20_000)
    stream = Stream(TILL, epoch=rejoin(shop, 1))
    assert hold(shop, "h-1", 20_000, epoch=2).closed
    told = heartbeat(shop, stream).reservations
    assert told is not None and told[0].epoch == 1
    assert shop.account().reserved == 20_000
    closing(stream, "h-1")
    shop.push(stream.request())
    assert (shop.account().available, shop.account().reserved) == (50_000, 0)


def test_receipts_of_an_epoch_that_is_over_still_spend_what_it_was_promised(shop: Shop) -> None:
    hold(shop, "h-1", 20_000)
    stream = Stream(TILL, epoch=rejoin(shop, 1))
    stream.add(spending(sale(1, OLGA, pieces=(3,), points=15_000, earned=0), ("h-1", 15_000)))
    closing(stream, "h-1", 0)  # a till that was restored remembers less than it did
    shop.push(stream.request())
    assert (shop.account().available, shop.account().reserved) == (35_000, 0)
    assert sums(shop)[PointsAccount.RISK] == 0


def test_a_lost_tills_promises_go_back_and_what_it_spent_of_them_is_risk(shop: Shop) -> None:
    hold(shop, "h-1", 20_000)
    hold(shop, "h-2", 5_000)
    with pytest.raises(SecondPersonNeededError):
        declare_lost(shop.central, TILL, "boss", "boss")
    released = declare_lost(shop.central, "2", "boss", "owner")
    assert (released.till_id, released.reservations, released.customers, released.points) == (TILL, 2, 1, 25_000)
    assert (shop.account().available, shop.account().reserved) == (50_000, 0)
    late = Stream(TILL)
    surprise = spending(sale(1, OLGA, pieces=(3,), points=15_000, earned=0), ("h-1", 15_000))
    late.add(surprise)
    with pytest.raises(FencedError):
        shop.push(late.request())
    found = Stream(TILL, epoch=rejoin(shop, 1))
    found.add(surprise)
    closing(found, "h-1", 15_000)
    shop.push(found.request())
    assert shop.account().available == 50_000
    assert sums(shop)[PointsAccount.RISK] == -15_000
    assert declare_lost(shop.central, TILL, "boss", "owner").reservations == 0
