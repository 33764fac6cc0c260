"""Many worlds, one after the other in several processes, until so many till-days are lived through."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from time import monotonic

from pos_app.batch.end_with_parent import end_with_parent
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.plan import WorldPlan, draw_plan
from pos_app.simulation.plants.table import PLANTS
from pos_app.simulation.world import WorldResult, run_world

WORLDS_OF_A_SEED = 1_000_000
_WORLDS_OF_A_PROCESS = 200
"""Then a fresh one goes on: what libraries keep for ever stays small in a campaign of hours."""


@dataclass(slots=True)
class Campaign:
    """What was found so far. ``broken``: worlds with violations, by seed."""

    seed: int
    plant: str | None = None
    till_days: int = 0
    worlds: int = 0
    seconds: float = 0.0
    busy_seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    broken: dict[int, list[Violation]] = field(default_factory=dict)
    beside: dict[int, list[Violation]] = field(default_factory=dict)
    """With a planted fault: worlds that were broken in another way than the fault's."""
    caught_after: int = 0
    """Till-days until the first broken world was over; 0 if there is none."""

    def add(self, result: WorldResult) -> None:
        """One world more."""
        self.worlds += 1
        self.till_days += result.till_days
        self.busy_seconds += result.seconds
        self.faults += result.faults
        self.done += result.done
        shows = PLANTS[self.plant].by if self.plant is not None else None
        if result.violations and (shows is None or any(each.invariant in shows for each in result.violations)):
            self.broken[result.seed] = result.violations
            self.caught_after = self.caught_after or self.till_days
        elif result.violations:
            self.beside[result.seed] = result.violations


def plan_of(seed: int, plant: str | None) -> WorldPlan:
    """The plan of the world of a seed, as a planted fault needs it if one is named."""
    if plant is None:
        return draw_plan(seed)
    return draw_plan(seed, PLANTS[plant].needs, PLANTS[plant].errands)


def live_through(seed: int, plant: str | None) -> WorldResult:
    """The world of a seed, with a planted fault if one is named."""
    return run_world(plan_of(seed, plant), None if plant is None else PLANTS[plant])


def fresh_processes(wanted: int) -> ProcessPoolExecutor:
    """So many processes to live in, which end with this one. Text is hashed alike in each, or no seed would replay."""
    os.environ["PYTHONHASHSEED"] = "0"
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(wanted, fresh, end_with_parent, max_tasks_per_child=_WORLDS_OF_A_PROCESS)


def run_campaign(
    seed: int,
    till_days: int,
    jobs: int,
    plant: str | None = None,
    progress: Callable[[Campaign], None] | None = None,
    until_caught: bool = False,
    first_world: int = 0,
) -> Campaign:
    """Worlds number ``first_world`` and on of ``seed`` until ``till_days`` are over (or one is broken, if so asked).

    ``jobs`` 0: a process for each core.
    """
    campaign = Campaign(seed, plant)
    wanted = jobs or os.cpu_count() or 1
    with fresh_processes(wanted) as pool:
        waiting: set[Future[WorldResult]] = set()
        try:
            _live_through_all(campaign, pool, waiting, till_days, 2 * wanted, progress, until_caught, first_world)
        except KeyboardInterrupt:
            for each in waiting:  # whoever ends a campaign wants to know what was found until then
                each.cancel()
    return campaign


def _live_through_all(
    campaign: Campaign,
    pool: ProcessPoolExecutor,
    waiting: set[Future[WorldResult]],
    till_days: int,
    most_waiting: int,
    progress: Callable[[Campaign], None] | None,
    until_caught: bool,
    first_world: int,
) -> None:
    began = monotonic()
    begun, promised = first_world, 0
    while True:
        is_over = until_caught and bool(campaign.broken)
        while not is_over and len(waiting) < most_waiting and promised < till_days:
            world_seed = campaign.seed * WORLDS_OF_A_SEED + begun
            promised += plan_of(world_seed, campaign.plant).till_days
            waiting.add(pool.submit(live_through, world_seed, campaign.plant))
            begun += 1
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        waiting -= done
        for one in done:
            if not one.cancelled():
                campaign.add(one.result())
        campaign.seconds = monotonic() - began
        if progress is not None:
            progress(campaign)
        if until_caught and campaign.broken:
            for each in waiting:
                each.cancel()
