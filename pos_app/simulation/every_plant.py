"""Every planted fault in one run: each with worlds of its own until one of them shows it, or its till-days are over.

The worlds of a fault are lived through in their order, one at a time, and only the processes are shared: what is found
does not depend on how many there are.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from pos_app.simulation.campaign import WORLDS_OF_A_SEED, Campaign, fresh_processes, live_through
from pos_app.simulation.world import WorldResult


def try_every_plant(
    seed: int, till_days: int, jobs: int, names: Iterable[str], tell: Callable[[Campaign], None]
) -> list[Campaign]:
    """One campaign for each fault of ``names``, as many at a time as there are processes.

    ``till_days``: of each fault, at most; the world that goes beyond is lived to its end. ``jobs`` 0: a process for
    each core. ``tell``: called when a fault is caught or its till-days are over. Ctrl+C ends it with what was found.
    """
    waiting = [Campaign(seed, name) for name in names]
    over: list[Campaign] = []
    wanted = jobs or os.cpu_count() or 1
    with fresh_processes(wanted) as pool:
        running: dict[Future[WorldResult], Campaign] = {}
        try:
            while waiting or running:
                while waiting and len(running) < wanted:
                    campaign = waiting.pop(0)
                    running[_next_world(pool, campaign)] = campaign
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    campaign = running.pop(future)
                    campaign.add(future.result())
                    campaign.seconds = campaign.busy_seconds
                    if campaign.broken or campaign.till_days >= till_days:
                        over.append(campaign)
                        tell(campaign)
                    else:
                        running[_next_world(pool, campaign)] = campaign
        except KeyboardInterrupt:
            for future in running:
                future.cancel()
    return over


def _next_world(pool: ProcessPoolExecutor, campaign: Campaign) -> Future[WorldResult]:
    return pool.submit(live_through, campaign.seed * WORLDS_OF_A_SEED + campaign.worlds, campaign.plant)
