from dataclasses import replace

import pytest

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from sync.protocol.encoding import encode
from sync.protocol.parked import ParkedState
from sync.protocol.push import Outcome
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.server.epochs.lost import SecondPersonNeededError, declare_lost
from sync.server.ingest.continuity import FencedError, ForkError
from sync.server.ledger.accounts import PointsAccount
from sync.server.web import exchange
from tests.sync.server.paper import AT, Stream, sale
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


def test_a_restored_till_hears_the_highest_number_on_its_papers(shop: Shop) -> None:
    stream = Stream(TILL)
    for number in (7, 12, 9):
        stream.add(sale(number, None))
    shop.push(stream.request())
    request = RejoinRequest(TILL, 1, RejoinReason.RESTORED)
    assert exchange.rejoin(shop.central, shop.till(), request).last_receipt == 12


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


def test_a_basket_that_a_restored_till_sold_a_second_time_is_kept_and_shown(shop: Shop) -> None:
    life = Stream(TILL)
    first = sale(1, OLGA, pieces=(1,), earned=100)
    life.add(first)
    shop.push(life.request())
    second = replace(sale(1, OLGA, pieces=(3,), earned=300), number="2-000777")
    again = Stream(TILL, epoch=rejoin(shop, 1))
    again.add(second)
    for _ in range(2):
        result = shop.push(again.request()).results[0]
        assert (result.op_id, result.outcome, result.reason) == (first.receipt_id, Outcome.PARKED, "id_known")
    third = Stream(TILL, epoch=rejoin(shop, 2))
    third.add(second)
    for _ in range(2):
        results = shop.push(third.request()).results
        assert [(each.outcome, each.reason) for each in results] == [(Outcome.PARKED, "id_known")]
    (told,) = exchange.parked(shop.central, shop.till()).operations
    assert (told.op_id, told.epoch, told.seq) == (first.receipt_id, 2, 1)
    assert b"2-000777" in shop.stored()
    assert shop.account().available == 50_100
    assert shop.findings() == []
    record = ParkedResolved("d-1", first.receipt_id, 3, 1, Resolution.VOID, "boss", "owner", "sold twice", AT)
    third.add_body("d-1", "parked_resolved", encode(record))
    assert shop.push(third.request(third.operations[-1])).results[0].reason is None
    assert exchange.parked(shop.central, shop.till()).operations[0].state is ParkedState.VOIDED
