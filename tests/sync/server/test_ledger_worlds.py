from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.server.ledger.accounts import PointsAccount
from tests.sync.server.ledger_worlds import World, drawn
from tests.sync.server.shop import TILL, Shop

_STEPS = 30
ShopOn = Callable[[str], Shop]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_whatever_happens_in_whatever_order_the_books_are_right_after_every_step(shop_on: ShopOn, seed: int) -> None:
    live("sqlite", shop_on, seed, audited_each=1)


@pytest.mark.parametrize("seed", range(2))
def test_the_same_on_postgresql(shop_on: ShopOn, seed: int) -> None:
    live("postgresql", shop_on, seed, audited_each=10)


def live(kind: str, shop_on: ShopOn, seed: int, audited_each: int) -> None:
    """A life of three dozen steps, then everything is sent, given back, and every sale returned."""
    chance = Random(seed)
    world = World(shop_on(kind), chance.randint(0, 2))
    for step in range(_STEPS):
        world.act(drawn(chance))
        if step % audited_each == 0:
            assert world.sums()[PointsAccount.RISK] == 0
    world.heal()
    sums = world.sums()
    states = world.shop.states()
    assert {state for state, _ in states.values()} <= {"applied"}
    sent = {each.op_id for till in world.tills.values() for each in till.stream.operations}
    assert sent <= states.keys()
    assert (sums[PointsAccount.RISK], sums[PointsAccount.RESERVED]) == (0, 0)
    for which in range(len(world.sales)):
        for _ in range(3):
            world.give_back(world.tills[TILL], which, 2)
    world.beat(world.tills[TILL])
    sums = world.sums()
    assert (sums[PointsAccount.REDEEMED], sums[PointsAccount.DEBT], sums[PointsAccount.RISK]) == (0, 0, 0)
    assert sums[PointsAccount.ISSUED] == -50_000
    world.shop.central.close()
