"""One round: a pair of PostgreSQL servers, the real server in two processes, busy tills; the primary dies."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import select

from pos_app.campaign.failover.counter import BusyCounter
from pos_app.scratch.postgres_pair import PostgresPair
from pos_app.scratch.server_process import prepare_home, running_server
from pos_app.scratch.shop import fill_shop
from sync.server.audit.report import audit
from sync.server.central import open_home
from sync.server.database import open_engine, reading
from sync.server.tables import OPERATION, RECEIPT

_DATABASE = "books"
_TILLS = 4
_CUSTOMERS = 20
_BEFORE_SECONDS = (1.0, 2.5)
_AFTER_SECONDS = 1.0
_DRAIN_SECONDS = 60.0
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What a round found; counts of operations. ``findings``: of the audit, empty when the books are right.

    ``outage_ms``: the longest that a till had no answer. ``before_kill``: acknowledged when the primary died.
    """

    seed: int
    acknowledged: int
    before_kill: int
    failures: int
    lost: int
    doubled: int
    parked: int
    unsent: int
    outage_ms: int
    findings: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing lost, doubled, parked or left, and the books are right."""
        return not (self.lost or self.doubled or self.parked or self.unsent or self.findings)


def run_round(seed: int, synchronous: bool = True) -> RoundReport:
    """Kill the primary at a moment that ``seed`` chooses, promote the standby, let the tills go on, count.

    ``synchronous`` False plants a fault: the standby is away while the tills are told that all is stored. Raises
    ``PostgresMissingError``, ``PostgresFailedError``, ``ServerNotReadyError``.
    """
    chance = Random(seed)
    with tempfile.TemporaryDirectory(prefix="kopilka-failover-") as folder, PostgresPair(synchronous) as pair:
        home = Path(folder)
        pair.primary.execute(f"CREATE DATABASE {_DATABASE}")
        url = pair.url(_DATABASE)
        prepare_home(home, url)
        central = open_home(home)
        tills = fill_shop(central, _CUSTOMERS, _TILLS)
        day = central.today()
        central.close()
        if not synchronous:
            pair.standby.stop()
        with running_server(home, _WORKERS) as server:
            counters = [BusyCounter(till, server, _CUSTOMERS, day) for till in tills]
            for counter in counters:
                counter.start()
            _wait_for_load(counters)
            time.sleep(chance.uniform(*_BEFORE_SECONDS))
            before_kill = sum(len(counter.acknowledged) for counter in counters)
            pair.primary.kill()
            if not synchronous:
                pair.standby.start()
            pair.promote()
            time.sleep(_AFTER_SECONDS)
            drained = [counter.finish(_DRAIN_SECONDS) for counter in counters]
        return _counted(seed, url, counters, before_kill, drained.count(False))


def _wait_for_load(counters: list[BusyCounter]) -> None:
    """Until every till heard that something of it is stored, however slow this machine is now."""
    give_up = time.monotonic() + _DRAIN_SECONDS
    while not all(counter.acknowledged for counter in counters) and time.monotonic() < give_up:
        time.sleep(0.02)


def _counted(seed: int, url: str, counters: list[BusyCounter], before_kill: int, unsent: int) -> RoundReport:
    acknowledged = set().union(*(counter.acknowledged for counter in counters))
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            stored = connection.execute(select(OPERATION.c.op_id)).scalars().all()
            receipts = connection.execute(select(RECEIPT.c.receipt_id)).scalars().all()
        findings = tuple(f"{each.check}: {each.place}" for each in audit(engine).findings)
    finally:
        engine.dispose()
    return RoundReport(
        seed=seed,
        acknowledged=len(acknowledged),
        before_kill=before_kill,
        failures=sum(counter.failures for counter in counters),
        lost=len(acknowledged - set(receipts)),
        doubled=len(stored) - len(set(stored)),
        parked=sum(counter.parked for counter in counters),
        unsent=unsent,
        outage_ms=max(counter.longest_silence_ms for counter in counters),
        findings=findings,
    )
