"""All shops of a campaign, in several processes, one shop after another in each."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial

from pos_app.batch.end_with_parent import end_with_parent
from pos_app.campaign.suspicion.measure import LEARNING_WEEKS, Measured, run_shop


def run_campaign(seed: int, shops: int, weeks: int, processes: int, progress: Callable[[int], None]) -> Measured:
    """``weeks`` of each shop beside the weeks in which it is learnt; ``processes`` 0: one for each core.

    ``progress`` is told how many shops are through. The same seed gives the same figures, whatever the processes.
    """
    context = multiprocessing.get_context("fork") if "fork" in multiprocessing.get_all_start_methods() else None
    work = partial(run_shop, seed, weeks=weeks + LEARNING_WEEKS)
    found: dict[int, Measured] = {}
    with ProcessPoolExecutor(processes or os.cpu_count() or 1, context, end_with_parent) as pool:
        waiting = {pool.submit(work, number): number for number in range(shops)}
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            progress(len(found))
    total = Measured()
    for number in sorted(found):
        total.add(found[number])
    return total
