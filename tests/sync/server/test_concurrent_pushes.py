"""Tills that write at one instant, about the same customers: nobody waits for ever, nothing is posted twice or lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest

from sync.protocol.encoding import encode
from sync.protocol.push import Outcome
from sync.server.database import reading, writing
from sync.server.enrolment import locked_till
from sync.server.ingest.order import take_operations
from sync.server.ledger.accounts import PointsAccount
from sync.vault.signing import SigningKey
from tests.sync.server.paper import AT, Stream, sale, sale_return
from tests.sync.server.people.test_people import registered
from tests.sync.server.promising import allow_leases, closing, hold, spending
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop, enrol_till
from tests.sync.server.test_points import sums

_ROUNDS = 6


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_tills_sell_return_promise_and_register_at_once(shop_on: Callable[[str], Shop], kind: str) -> None:
    shop = shop_on(kind)
    allow_leases(shop)
    tills = [TILL, OTHER_TILL]
    for number in (4, 5):
        till_id = f"till-of-more-{number}"
        enrol_till(shop.central, till_id, SigningKey(f"{number}" * 64), str(number + 10))
        tills.append(till_id)

    def day(till_id: str) -> int:
        """What a till does: each message has sales of both customers, a return, and what it was promised."""
        stream, base = Stream(till_id), 1_000 * (1 + tills.index(till_id))
        person = f"anna-{tills.index(till_id)}"
        for round_number in range(_ROUNDS):
            first = base + 10 * round_number
            name = f"h-{first}"
            granted = hold(shop, name, 3_000, till_id).granted
            mine = [stream.add(sale(first, IVAN, pieces=(2,))), stream.add(sale(first + 1, OLGA, pieces=(1,)))]
            if granted:
                sold = sale(first + 2, OLGA, pieces=(1,), points=granted // 2, earned=0)
                mine.append(stream.add(spending(sold, (name, granted // 2))))
                mine.append(closing(stream, name, granted // 2))
            if round_number == 2:
                late = AT + timedelta(minutes=tills.index(till_id))
                record = registered(shop, person, at=late)
                mine.append(stream.add_body(record.registration_id, "customer_registered", encode(record)))
                mine.append(stream.add(sale(first + 3, person, pieces=(1,), earned=100)))
            mine.append(stream.add(sale_return(first + 4, sale(first, IVAN, pieces=(2,)), {"line-0": 1})))
            answer = shop.push(stream.request(*mine))
            assert {result.reason for result in answer.results} == {None}
        return len(stream.operations)

    with ThreadPoolExecutor(len(tills)) as pool:
        sent = sum(pool.map(day, tills))
    posted = sums(shop)
    states = shop.states()
    assert len(states) == sent
    assert {state for state, _ in states.values()} == {"applied"}
    assert posted[PointsAccount.RISK] == 0
    annas = [shop.account(f"anna-{number}") for number in range(len(tills))]
    assert sorted(account.available + account.reserved for account in annas) == [0, 0, 0, 100 * len(tills)]
    assert shop.account(IVAN).facts.purchases == len(tills) * _ROUNDS


def test_the_same_pieces_at_two_tills_at_one_instant_come_back_once(shop_on: Callable[[str], Shop]) -> None:
    """Of a sale to nobody known no account is locked: who counts what came back holds the receipt itself."""
    shop = shop_on("postgresql")
    sold = sale(1, None, pieces=(2,), earned=0)
    stream, other = Stream(TILL), Stream(OTHER_TILL)
    shop.push(stream.request(stream.add(sold)))
    mine = stream.add(sale_return(2, sold, {"line-0": 2}))
    theirs = other.add(replace(sale_return(3, sold, {"line-0": 2}), number="3-000003", till_code="3"))
    central = shop.central
    with ThreadPoolExecutor(1) as pool:
        with writing(central.engine) as connection:
            first = take_operations(connection, central, locked_till(connection, TILL), [mine], central.now())
            second = pool.submit(shop.push, other.request(theirs))
            while not second.done() and not _somebody_waits_for_a_lock(shop):
                wait([second], 0.02)
        answer = second.result(30)
    assert [each.outcome for each in first.results] == [Outcome.CREATED]
    assert [(each.outcome, each.reason) for each in answer.results] == [(Outcome.PARKED, "over_return")]
    assert shop.findings() == []


def _somebody_waits_for_a_lock(shop: Shop) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with reading(shop.central.engine) as connection:
        return bool(connection.exec_driver_sql(query).scalar_one())
