from dataclasses import replace

import pytest
from sqlalchemy import func, select

from sync.protocol.parcel import ParcelLabel
from sync.protocol.push import OperationResult, Outcome
from sync.server.database import reading
from sync.server.ingest.order import ForkError, GapError
from sync.server.tables import ENTRY, OPERATION
from sync.server.web import exchange
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop


def counts(shop: Shop) -> tuple[int, int]:
    with reading(shop.central.engine) as connection:
        operations = connection.execute(select(func.count()).select_from(OPERATION)).scalar_one()
        entries = connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()
    return operations, entries


def test_what_is_new_is_created_and_what_is_known_exists(shop: Shop) -> None:
    stream = Stream(TILL)
    first = stream.add(sale(1, OLGA, points=5_000))
    answer = shop.push(stream.request())
    assert answer.results == (OperationResult(first.op_id, 1, Outcome.CREATED),)
    assert answer.expect_seq == 2
    before, account = counts(shop), shop.account()
    second = stream.add(sale(2, OLGA))
    again = shop.push(stream.request())
    assert again.results == (
        OperationResult(first.op_id, 1, Outcome.EXISTS),
        OperationResult(second.op_id, 2, Outcome.CREATED),
    )
    assert counts(shop) == (before[0] + 1, before[1] + 1)
    assert shop.account().available == account.available + 1_000
    for _ in range(3):
        assert {result.outcome for result in shop.push(stream.request()).results} == {Outcome.EXISTS}
    assert counts(shop) == (before[0] + 1, before[1] + 1)
    assert shop.findings() == []


def test_accounts_of_the_touched_come_back_also_when_all_is_known(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(sale(1, OLGA, points=5_000))
    stream.add(sale(2, None))
    fresh = shop.push(stream.request())
    repeated = shop.push(stream.request())
    assert [account.customer_id for account in fresh.accounts] == [OLGA]
    assert fresh.accounts == repeated.accounts
    assert fresh.accounts[0].applied_seq == 2
    assert fresh.accounts[0].available == 50_000 - 5_000 + 750


def test_a_gap_asks_for_the_first_that_is_missing_and_applies_nothing(shop: Shop) -> None:
    stream = Stream(TILL)
    operations = [stream.add(sale(number, OLGA)) for number in range(1, 5)]
    shop.push(stream.request(operations[0]))
    before = counts(shop)
    with pytest.raises(GapError) as gap:
        shop.push(stream.request(operations[2], operations[3]))
    assert gap.value.expect_seq == 2
    with pytest.raises(GapError) as inner:
        shop.push(stream.request(operations[1], operations[3]))
    assert inner.value.expect_seq == 3
    assert counts(shop) == before
    assert shop.push(stream.request(*operations[1:])).expect_seq == 5


def test_the_same_number_with_other_content_is_a_fork_and_applies_nothing(shop: Shop) -> None:
    original, restored = Stream(TILL), Stream(TILL)
    common = sale(1, OLGA)
    original.add(common)
    original.add(sale(2, OLGA))
    restored.add(common)
    restored.add(sale(3, OLGA))
    restored.add(sale(4, OLGA))
    shop.push(original.request())
    before = counts(shop)
    with pytest.raises(ForkError) as fork:
        shop.push(restored.request())
    assert fork.value.epoch == 1
    with pytest.raises(ForkError):  # its third is next, but it follows a second that is not known here
        shop.push(restored.request(restored.operations[2]))
    assert counts(shop) == before
    assert shop.findings() == []


def test_another_epoch_is_a_fork(shop: Shop) -> None:
    stream = Stream(TILL, epoch=2)
    stream.add(sale(1, OLGA))
    with pytest.raises(ForkError):
        shop.push(stream.request())


def test_an_id_under_a_second_number_is_a_fork(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(sale(1, OLGA))
    stream.add(sale(1, OLGA))
    with pytest.raises(ForkError):
        shop.push(stream.request())
    assert counts(shop)[0] == 0


def test_two_tills_count_for_themselves(shop: Shop) -> None:
    first, second = Stream(TILL), Stream(OTHER_TILL)
    first.add(sale(1, OLGA))
    second.add(sale(2, OLGA))
    assert shop.push(first.request()).expect_seq == 2
    assert shop.push(second.request()).expect_seq == 2
    assert shop.till(OTHER_TILL).last_seq == 1


def test_a_parcel_takes_its_number_and_what_follows_goes_on(shop: Shop) -> None:
    stream = Stream(TILL)
    bad = stream.add_body("sale-bad", "sale", b"\xff\xfe no text")
    good = stream.add(sale(2, OLGA))
    label = ParcelLabel.of(bad, "server_cannot_take")
    for _ in range(2):
        answer = exchange.parcel(shop.central, shop.till(), label, bad.body)
        assert answer.results == (OperationResult("sale-bad", 1, Outcome.PARKED, "server_cannot_take"),)
        assert answer.expect_seq == 2
    assert shop.push(stream.request(good)).results[0].outcome is Outcome.CREATED
    with pytest.raises(ForkError):
        exchange.parcel(shop.central, shop.till(), replace(label, hash="0" * 64), bad.body)
    with pytest.raises(GapError):
        exchange.parcel(shop.central, shop.till(), replace(label, seq=9), bad.body)
    assert shop.findings() == []


def test_the_answer_to_a_parcel_brings_the_account_it_would_concern(shop: Shop) -> None:
    stream = Stream(TILL)
    operation = stream.add(sale(1, OLGA, points=1_000))
    label = ParcelLabel.of(operation, "server_cannot_take")
    for _ in range(2):
        (account,) = exchange.parcel(shop.central, shop.till(), label, operation.body).accounts
        assert (account.customer_id, account.available, account.applied_seq) == (OLGA, 50_000, 1)
