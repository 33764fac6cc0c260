"""Days on which exactly that happens which brings a planted fault out, where chance would need too many worlds."""

import random
from typing import TYPE_CHECKING

from pos_app.simulation.till_node import TillNode

if TYPE_CHECKING:
    from pos_app.simulation.world import World

_WRITES_OF_A_LOAD = 30
_WRITES_OF_A_SALE = 60
_HOUR_MS = 3_600_000
_MORNING_MS = 8 * _HOUR_MS
_DAY_MS = 24 * _HOUR_MS


def dies_while_it_loads(world: "World", till: TillNode) -> None:
    """In the first hour of the world the till's machine dies again and again, after a few writes."""
    _dies_often(world, till, 0, _HOUR_MS, every_ms=5_000, most_writes=_WRITES_OF_A_LOAD)


def dies_all_day(world: "World", till: TillNode) -> None:
    """While it is sold the till's machine dies every quarter of an hour, in the middle of something."""
    for day in range(world.plan.days):
        begins_ms = day * _DAY_MS + _MORNING_MS
        _dies_often(world, till, begins_ms, begins_ms + 12 * _HOUR_MS, every_ms=900_000, most_writes=_WRITES_OF_A_SALE)


def _dies_often(
    world: "World", till: TillNode, begins_ms: int, ends_ms: int, *, every_ms: int, most_writes: int
) -> None:
    chance = random.Random(f"scene {world.plan.seed} {till.till_id} {begins_ms}")

    def die_soon() -> None:
        till.disk.dies_at_step = till.disk.steps + chance.randint(1, most_writes)

    for at_ms in range(begins_ms, ends_ms, every_ms):
        world.timeline.at(at_ms if at_ms == 0 else at_ms + chance.randrange(every_ms), die_soon)


def restored_with_a_queue(world: "World", till: TillNode) -> None:
    """Each day: sells without a way to the server, is copied with its queue, sends it, sells; then the copy is put back
    while there is no way to the server again, sells on, and meets the server in the evening.
    """
    for day in range(world.plan.days):
        _play(world, till, day * _DAY_MS + _MORNING_MS)


def _play(world: "World", till: TillNode, begins_ms: int) -> None:
    kept: list[dict[str, bytes]] = []
    hour = world.timeline.at
    hour(begins_ms + _HOUR_MS // 2, lambda: world.network.cut_off.add(till.till_id))
    hour(begins_ms + 3 * _HOUR_MS, lambda: kept.append(till.backup()))
    hour(begins_ms + 3 * _HOUR_MS + 1, lambda: world.network.cut_off.discard(till.till_id))
    hour(begins_ms + 6 * _HOUR_MS, lambda: world.network.cut_off.add(till.till_id))
    hour(begins_ms + 6 * _HOUR_MS + 1, lambda: world.fate.losses.put_back(till, kept[0]))
    hour(begins_ms + 9 * _HOUR_MS, lambda: world.network.cut_off.discard(till.till_id))


def server_put_back_at_night(world: "World") -> None:
    """On the last night the server's database is put back as it was in the morning."""
    kept: list[dict[str, bytes]] = []
    last_ms = (world.plan.days - 1) * _DAY_MS
    world.timeline.at(last_ms + 10 * _HOUR_MS, lambda: kept.append(world.server.backup()))
    world.timeline.at(last_ms + 22 * _HOUR_MS, lambda: world.fate.losses.put_server_back(kept[0]))


def tills_without_a_way_in_turn(world: "World") -> None:
    """Each day the first till sells for hours without a way to the server, then the second does."""
    cut_off = world.network.cut_off
    for day in range(world.plan.days):
        for place, till in enumerate(world.tills):
            begins_ms = day * _DAY_MS + _MORNING_MS + (1 + 5 * place) * _HOUR_MS
            world.timeline.at(begins_ms, lambda till=till: cut_off.add(till.till_id))  # type: ignore[misc]
            world.timeline.at(begins_ms + 5 * _HOUR_MS, lambda till=till: cut_off.discard(till.till_id))  # type: ignore[misc]
