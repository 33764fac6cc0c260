"""One round: a pair of PostgreSQL servers, the real server in several processes, busy tills; the primary dies."""

import os
import signal
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pos_app.campaign.failover.afterwards import look
from pos_app.campaign.failover.counter import BusyCounter
from pos_app.campaign.failover.planted_server import Plant
from pos_app.scratch.postgres_pair import PostgresPair
from pos_app.scratch.server_process import ServerProcess, prepare_home, server_process
from pos_app.scratch.shop import fill_shop
from sync.server.central import open_home
from sync.server.tables import OPERATION, RESERVATION

_DATABASE = "books"
_ANSWERED = (OPERATION.name, RESERVATION.name)
"""Where a COMMIT writes that a till is told of; the server's own upkeep tells nobody."""
_CUSTOMERS = 20
_ON_THEIR_WAY = 60
"""So many operations may be answered after the standby was cut off, if their COMMIT came before it."""
_BEFORE_SECONDS = (0.0, 1.0)
_HELD_BACK_SECONDS = (0.3, 0.8)
_AFTER_SECONDS = 1.0
_LOAD_SECONDS = 90.0
_DRAIN_SECONDS = 90.0
_PLANTED_DRAIN_SECONDS = 5.0
"""Whose operation the server lost never drains."""
_PLANTED_SERVER = "pos_app.campaign.failover.planted_server"


@dataclass(frozen=True, slots=True)
class Load:
    """``least_each``: operations of every till acknowledged before anything happens, however slow the machine is."""

    tills: int = 10
    processes: int = 3
    least_each: int = 15


USUAL = Load()


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What a round found; counts of operations. ``findings``: empty when the books are right.

    ``outage_ms``: the longest that a till had no answer. ``before_kill``: acknowledged when the primary died.
    ``promises``: holds and leases that the tills heard of; ``forgotten``: those that are not there afterwards.
    """

    seed: int
    acknowledged: int
    before_kill: int
    failures: int
    promises: int
    lost: int
    doubled: int
    forgotten: int
    parked: int
    unsent: int
    outage_ms: int
    findings: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing lost, doubled, forgotten, parked or left, and the books are right."""
        broken = (self.lost, self.doubled, self.forgotten, self.parked, self.unsent, self.findings)
        return not any(broken)

    @property
    def shows_a_loss(self) -> bool:
        """Something that a till was told of is not there: what a planted fault must show, a slow machine cannot."""
        return bool(self.lost or self.forgotten)


def run_round(seed: int, plant: Plant | None = None, load: Load = USUAL) -> RoundReport:
    """Kill the primary at a moment that ``seed`` chooses, promote the standby, let the tills go on, count.

    In two rounds of three nothing reaches the standby for a moment before the kill, so that COMMITs wait for it and
    fail; in half of them a server process is killed too. Nobody does anything by hand at tills or server. Raises
    ``PostgresMissingError``, ``PostgresFailedError``, ``ServerNotReadyError``.
    """
    chance = Random(seed)
    asynchronous = plant is Plant.ASYNCHRONOUS
    with tempfile.TemporaryDirectory(prefix="kopilka-failover-") as folder, PostgresPair(not asynchronous) as pair:
        home = Path(folder)
        pair.primary.execute(f"CREATE DATABASE {_DATABASE}")
        url = pair.url(_DATABASE)
        prepare_home(home, url)
        central = open_home(home)
        tills = fill_shop(central, _CUSTOMERS, load.tills)
        day = central.today()
        central.close()
        if asynchronous:
            pair.standby.stop()
        module, words = (_PLANTED_SERVER, (plant.value,)) if plant and not asynchronous else ("pos_app", ())
        with server_process(home, load.processes, module, words) as server:
            counters = [BusyCounter(till, server.url, _CUSTOMERS, day) for till in tills]
            for counter in counters:
                counter.start()
            _wait_for_load(counters, load.least_each)
            time.sleep(chance.uniform(*_BEFORE_SECONDS))
            _trouble(chance, pair, server, counters, plant)
            before_kill = sum(len(counter.acknowledged) for counter in counters)
            pair.primary.kill()
            if asynchronous:
                pair.standby.start()
            pair.promote()
            time.sleep(_AFTER_SECONDS)
            give_up = time.monotonic() + (_DRAIN_SECONDS if plant is None else _PLANTED_DRAIN_SECONDS)
            drained = [counter.finish(max(0.0, give_up - time.monotonic())) for counter in counters]
        found = look(url, counters)
    return RoundReport(
        seed=seed,
        acknowledged=len(set().union(*(counter.acknowledged for counter in counters))),
        before_kill=before_kill,
        failures=sum(counter.failures for counter in counters),
        promises=sum(len(counter.promises.granted) for counter in counters),
        lost=found.lost,
        doubled=found.doubled,
        forgotten=found.forgotten,
        parked=sum(counter.parked for counter in counters),
        unsent=drained.count(False),
        outage_ms=max(counter.longest_silence_ms for counter in counters),
        findings=found.findings,
    )


def _wait_for_load(counters: list[BusyCounter], least_each: int) -> None:
    give_up = time.monotonic() + _LOAD_SECONDS
    while any(len(counter.acknowledged) < least_each for counter in counters) and time.monotonic() < give_up:
        time.sleep(0.02)


def _trouble(
    chance: Random, pair: PostgresPair, server: ServerProcess, counters: list[BusyCounter], plant: Plant | None
) -> None:
    """What comes before the kill. A planted fault gets COMMITs that fail, always; chance is drawn all the same."""
    kills_worker, holds_back, victim = chance.random() < 0.5, chance.random() < 2 / 3, chance.randrange(64)
    seconds = chance.uniform(*_HELD_BACK_SECONDS)
    workers = server.workers()
    if kills_worker and workers:
        with suppress(ProcessLookupError):
            os.kill(workers[victim % len(workers)], signal.SIGKILL)
    if plant is not Plant.ASYNCHRONOUS and (holds_back or plant is not None):
        pair.hold_back()
        heard = sum(len(counter.acknowledged) for counter in counters)
        give_up = time.monotonic() + _LOAD_SECONDS
        while not pair.commits_that_wait(_DATABASE, *_ANSWERED) and time.monotonic() < give_up:
            if sum(len(counter.acknowledged) for counter in counters) > heard + _ON_THEIR_WAY:
                break  # a fault: nobody waits for the standby
            time.sleep(0.02)
        time.sleep(seconds)
