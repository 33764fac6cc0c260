"""What a world is like: each draws its own mix of faults («swarm testing»), so that some find what others drown out."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pos_app.simulation.cashier import Habits
from pos_app.simulation.era import Era, Versions
from pos_app.simulation.network import Weather
from pos_app.simulation.shop import ShopPlan


class Fault(StrEnum):
    """What fate does to a world, beside its network's weather."""

    TILL_KILLED = "till_killed"
    TILL_DIES_AT_STEP = "till_dies_at_step"
    POWER_CUT = "power_cut"
    SERVER_DOWN = "server_down"
    SERVER_DIES_AT_STEP = "server_dies_at_step"
    SERVER_DISK_FULL = "server_disk_full"
    SERVER_FAULT = "server_fault"
    SERVER_COMMIT_UNKNOWN = "server_commit_unknown"
    PARTITION = "partition"
    DISK_FULL = "disk_full"
    DISK_READ_ONLY = "disk_read_only"
    DISK_IO_ERROR = "disk_io_error"
    COMMIT_UNKNOWN = "commit_unknown"
    CACHE_DAMAGED = "cache_damaged"
    CACHE_LOST = "cache_lost"
    CLOCK_JUMP = "clock_jump"
    POISON_OPERATION = "poison_operation"
    TILL_RESTORED = "till_restored"
    BOOKS_DAMAGED = "books_damaged"
    TILL_DISK_DEAD = "till_disk_dead"
    TILL_LOST = "till_lost"
    TILL_MISSING = "till_missing"
    SERVER_RESTORED = "server_restored"


_MIXED_WORLDS = 1 / 3
OFTEN = {Fault.TILL_KILLED, Fault.TILL_DIES_AT_STEP, Fault.SERVER_DIES_AT_STEP, Fault.PARTITION, Fault.COMMIT_UNKNOWN}
_ZONES = ("Europe/Moscow", "Europe/Berlin", "Asia/Yekaterinburg", "Europe/Kaliningrad", "America/New_York")
_SPRING_FORWARD, _FALL_BACK = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)
_YEAR_2031 = datetime(2031, 12, 30, tzinfo=UTC)
_LEAP_DAY = datetime(2028, 2, 27, tzinfo=UTC)
_USUAL = datetime(2026, 5, 11, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WorldPlan:
    """Everything that is drawn before the world begins; the rest is drawn on the way, from ``seed`` too."""

    seed: int
    shop: ShopPlan
    days: int
    interval_ms: int
    habits: Habits
    weather: Weather
    faults: tuple[Fault, ...]
    faults_a_day: float
    versions: Versions
    new_programme_at_ms: int | None = None
    """When the office publishes the next version of the programme; tills that are offline learn of it later."""

    @property
    def till_days(self) -> int:
        """How many days of a till the world holds."""
        return self.days * self.shop.tills


def draw_plan(seed: int, only: tuple[Fault, ...] | None = None, errands: float | None = None) -> WorldPlan:
    """The plan of a seed. ``only``: a small world with exactly these faults, often; ``errands``: so many of them."""
    chance = random.Random(f"plan {seed}")
    begins = chance.choice((_USUAL, _USUAL, _SPRING_FORWARD, _FALL_BACK, _LEAP_DAY, _YEAR_2031))
    zone = chance.choice(_ZONES)
    tills = chance.randint(2, 4) if only is None else 2
    faults = tuple(fault for fault in Fault if chance.random() < (0.5 if fault in OFTEN else 0.35))
    joins = chance.choice((0.0, 0.1))
    return WorldPlan(
        seed=seed,
        shop=ShopPlan(
            begins + timedelta(hours=chance.choice((0, 3, 21))),
            zone,
            tills,
            chance.choice((1, 8, 72)) if only is None else 1,
        ),
        days=chance.randint(3, 5) if only is None else 2,
        interval_ms=chance.choice((14_400_000, 28_800_000, 43_200_000)) if only is None else 3_600_000,
        habits=Habits(
            sales_a_day=chance.choice((12, 16, 20)) if only is None else 20,
            with_customer=chance.choice((0.5, 0.9)) if only is None else 0.9,
            with_points=chance.choice((0.3, 0.9)) if only is None else 0.9,
            returns=chance.choice((0.0, 0.1, 0.25)),
            voids=chance.choice((0.0, 0.05)),
            joins=joins,
            errands=_draw_errands(seed) if errands is None else errands,
        ),
        weather=_draw_weather(chance),
        faults=faults if only is None else only,
        faults_a_day=chance.choice((0.0, 1.0, 3.0, 8.0)) if only is None else 8.0,
        versions=_draw_versions(chance, tills) if only is None else Versions((Era.PRESENT,) * tills, Era.PRESENT),
        new_programme_at_ms=_draw_new_programme(seed, faults) if only is None else None,
    )


def _draw_new_programme(seed: int, faults: tuple[Fault, ...]) -> int | None:
    """In a third of the worlds, from a chance of its own. A server that forgot a version is not played: see README."""
    chance = random.Random(f"programme {seed}")
    if chance.random() >= _MIXED_WORLDS or Fault.SERVER_RESTORED in faults:
        return None
    return chance.randrange(8 * 3_600_000, 48 * 3_600_000)


def _draw_errands(seed: int) -> float:
    """From a chance of its own: a world of before errands stays what it was where there are none."""
    return random.Random(f"errands {seed}").choice((0.0, 0.25, 0.5))


def _draw_versions(chance: random.Random, tills: int) -> Versions:
    """In a third of the worlds programs of several versions work together."""
    if chance.random() >= _MIXED_WORLDS:
        return Versions((Era.PRESENT,) * tills, Era.PRESENT)
    return Versions(tuple(chance.choice(list(Era)) for _ in range(tills)), chance.choice(list(Era)))


def _draw_weather(chance: random.Random) -> Weather:
    def some(*levels: float) -> float:
        return chance.choice(levels) if chance.random() < 0.5 else 0.0

    return Weather(
        lose_request=some(0.02, 0.05, 0.2),
        lose_answer=some(0.02, 0.05, 0.2),
        double=some(0.05, 0.3),
        double_late=some(0.02, 0.1),
        truncate=some(0.02, 0.05),
        slow=some(0.05, 0.15),
        slowest_ms=chance.choice((2_000, 9_000, 20_000)),
    )
