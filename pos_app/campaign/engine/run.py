"""The search: cases by number, in several processes, until the time is over or enough were tried."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from time import monotonic

from pos_app.batch.end_with_parent import end_with_parent
from pos_app.campaign.engine.checks import Findings, check_cases

PORTION = 10


def run_campaign(
    seed: int,
    seconds: float | None,
    count: int | None,
    processes: int,
    progress: Callable[[Findings], None],
) -> Findings:
    """Try cases 0, 1, 2 … until ``seconds`` have passed or ``count`` were tried, whichever is first; some at least.

    ``processes`` 0: one for each core. ``progress`` is told all that was found so far.
    """
    ends_at = None if seconds is None else monotonic() + seconds
    findings, begun = Findings(), 0
    wanted = processes or os.cpu_count() or 1
    context = multiprocessing.get_context("fork") if "fork" in multiprocessing.get_all_start_methods() else None
    with ProcessPoolExecutor(wanted, context, end_with_parent) as pool:
        waiting: set[Future[Findings]] = set()
        while True:
            is_over = begun > 0 and ends_at is not None and monotonic() >= ends_at
            while not is_over and len(waiting) < 2 * wanted and (count is None or begun < count):
                stop = begun + PORTION if count is None else min(begun + PORTION, count)
                waiting.add(pool.submit(check_cases, seed, range(begun, stop)))
                begun = stop
            if not waiting:
                break
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for one in done:
                findings.add(one.result())
            progress(findings)
    findings.failures.sort(key=lambda failure: failure.number)
    return findings
