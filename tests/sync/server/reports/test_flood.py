"""Reports wait for a flood of operations, and not for long."""

import asyncio
from itertools import accumulate

import pytest

from sync.server.reports.flood import flood_passed, operations_told
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import TILL, Shop


@pytest.mark.parametrize(
    ("each_second", "waited"),
    [
        ([0], 0),
        ([999], 0),
        ([1_000, 0], 1),
        ([5_000, 5_000, 5_000, 30], 3),
        ([5_000, -9_000], 1),  # a till began a new epoch
        ([5_000] * 10, 10),
    ],
)
def test_it_is_waited_for_the_end_of_a_flood_ten_seconds_at_most(each_second: list[int], waited: int) -> None:
    told = accumulate(each_second, initial=70_000)
    pauses: list[float] = []

    async def now() -> int:
        return next(told)

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    assert asyncio.run(flood_passed(now, 10, pause)) == waited
    assert pauses == [1] * len(each_second)
    assert next(told, None) is None, "asked once more than paused"


def test_what_all_tills_told_is_counted(shop: Shop) -> None:
    before = operations_told(shop.central)
    stream = Stream(TILL)
    for number in (1, 2):
        shop.push(stream.request(stream.add(sale(number, None, earned=0))))
    assert operations_told(shop.central) == before + 2
