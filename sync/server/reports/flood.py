"""Whether tills send a flood right now, as after an outage: then what reports derive from it waits a little."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import func, select

from sync.server.central import Central
from sync.server.database import reading
from sync.server.tables import TILL

_PER_SECOND = 1_000
"""Operations; what a chain's tills send on a usual day is far below."""
_LOOK_EVERY_SECONDS = 1
_TOLD = select(func.coalesce(func.sum(TILL.c.last_seq), 0))


def operations_told(central: Central) -> int:
    """How many operations all tills have told, in their present epochs: it is looked at how fast that grows."""
    with reading(central.engine) as connection:
        return int(connection.execute(_TOLD).scalar_one())


async def flood_passed(
    told: Callable[[], Awaitable[int]], most_seconds: int, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> int:
    """Wait until the flood is over, ``most_seconds`` at most; how many it took. ``told``: :func:`operations_told`."""
    before = await told()
    for waited in range(0, most_seconds, _LOOK_EVERY_SECONDS):
        await pause(_LOOK_EVERY_SECONDS)
        now = await told()
        if now - before < _PER_SECOND * _LOOK_EVERY_SECONDS:
            return waited
        before = now
    return most_seconds
