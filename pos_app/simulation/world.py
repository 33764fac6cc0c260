"""One world: made from its plan, lived through, healed, and checked."""

import logging
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.selling import splitting
from pos_app.simulation.cashier import Cashier
from pos_app.simulation.checks.books import check_books, check_step
from pos_app.simulation.checks.convergence import check_till
from pos_app.simulation.checks.coupons import check_coupons
from pos_app.simulation.checks.deeds import check_decisions, check_deeds
from pos_app.simulation.checks.delivery import check_delivery, check_queues
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.checks.orders import check_cancelled, check_orders
from pos_app.simulation.checks.papers import papers_of
from pos_app.simulation.checks.people import check_friends, check_phones
from pos_app.simulation.checks.reports import check_reports
from pos_app.simulation.checks.stored_money import check_stored_money
from pos_app.simulation.disk import DiskRoom, every_database_on
from pos_app.simulation.errands.baskets import POSITIONS_OF_A_REGISTRAR
from pos_app.simulation.fate import Fate
from pos_app.simulation.network import Network
from pos_app.simulation.office import Office
from pos_app.simulation.plan import WorldPlan
from pos_app.simulation.plants.plant import Plant
from pos_app.simulation.server_node import ServerNode, without_threads
from pos_app.simulation.shop import make_server_database
from pos_app.simulation.shop_programme import programme_from
from pos_app.simulation.till_node import TillNode, TillSettings
from pos_app.simulation.truth import Truth
from pos_app.simulation.virtual_time import Timeline
from sync.client import worker

_DAY_MS, _HOUR_MS = 24 * 3_600_000, 3_600_000
_HEALING_MS = 2 * _HOUR_MS
_SETTLING_MS = 600_000
_ORDER_EVERY_HOURS = 6
_MOST_STEP_FINDINGS = 5
_FRAMES = 6


@dataclass(slots=True)
class WorldResult:
    """What a world showed. ``digest`` is the same for two runs of one seed."""

    seed: int
    till_days: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)
    seconds: float = 0.0
    digest: str = ""


class World:
    """The shop of a plan, ready to live. Files stand in ``folder``, best in memory."""

    def __init__(self, plan: WorldPlan, folder: Path) -> None:
        self.plan = plan
        self.truth = Truth()
        self.timeline = Timeline(plan.shop.opens_at)
        chance = random.Random(f"world {plan.seed}")
        network_chance = random.Random(chance.getrandbits(64))
        self.room = DiskRoom()
        self.server = ServerNode(
            folder,
            make_server_database(plan.shop),
            self.timeline,
            plan.shop.timezone,
            random.Random(chance.getrandbits(64)),
            self.truth.count,
            self._check_step,
        )
        self.network = Network(
            self.timeline, network_chance, plan.weather, self.truth.count, self.server.handle, lambda: self.server.is_up
        )
        self.cashiers = [
            Cashier(plan.habits, plan.days, random.Random(chance.getrandbits(64))) for _ in range(plan.shop.tills)
        ]
        settings = TillSettings(plan.shop.timezone, plan.interval_ms)
        self.tills = [
            TillNode(
                place,
                folder,
                self.room,
                self.timeline,
                self.network,
                self.truth,
                settings,
                random.Random(chance.getrandbits(64)),
                cashier.serve,
            )
            for place, cashier in enumerate(self.cashiers)
        ]
        self.fate = Fate(
            plan,
            self.timeline,
            self.network,
            self.server,
            self.tills,
            self.truth,
            random.Random(chance.getrandbits(64)),
        )

        self.office = Office(self.server, self.truth, random.Random(f"office {plan.seed}"))

    def live(self) -> None:
        """From the first morning until everything is healed and quiet."""
        self.server.start()
        for till in self.tills:
            till.start()
        for hour in range(self.plan.days * 24):
            self.timeline.at(hour * _HOUR_MS, self.server.burn)
        if self.plan.habits.errands:
            self._open_office()
        if self.plan.new_programme_at_ms is not None:
            self.timeline.at(self.plan.new_programme_at_ms, self._publish_programme)
        self.fate.begin()
        self.timeline.run(self.plan.days * _DAY_MS)
        self.fate.heal()
        healed_ms = self.timeline.now_ms
        while self.timeline.now_ms < healed_ms + 3 * _DAY_MS and not all(each.is_done for each in self.cashiers):
            self.timeline.run(self.timeline.now_ms + _HOUR_MS)
        self.server.burn()
        quiet_ms = self.timeline.now_ms
        while self.timeline.now_ms < quiet_ms + _HEALING_MS and any(till.depth() for till in self.tills):
            self.timeline.run(self.timeline.now_ms + _SETTLING_MS)
        # A poll closes leases that are over, which the next poll of each other till brings there: two rounds may begin
        # at the end of a third.
        self.timeline.run(self.timeline.now_ms + 3 * self.plan.interval_ms + _SETTLING_MS)

        if self.plan.habits.errands:
            self._end_orders()

    def _publish_programme(self) -> None:
        """Other points from now on, by the server's clock; tried until the server takes it."""
        shop = self.plan.shop
        terms = programme_from(shop.opens_at, shop.lease_hours)
        following = replace(terms, version=2, starts_at=self.timeline.now(), base_earn_bp=terms.base_earn_bp // 2)
        if not self.office.publish_programme(following):
            self.timeline.at(_SETTLING_MS, self._publish_programme)

    def _open_office(self) -> None:
        """Orders come every few hours, and some are cancelled."""
        self.office.issue_coupons()
        for hour in range(1, self.plan.days * 24, _ORDER_EVERY_HOURS):
            self.timeline.at(hour * _HOUR_MS, self.office.book)
            if hour % 4 == 1:
                self.timeline.at(hour * _HOUR_MS + _SETTLING_MS, self.office.cancel_one)

    def _end_orders(self) -> None:
        """Whatever waits is cancelled, and the tills hear of it."""
        found = check_cancelled(self.server.central) if self.server.is_up else ()
        self.truth.step_findings += [(each.invariant, each.what) for each in found]
        for what in self.office.cancel_rest():
            self.truth.step_findings.append(("I15", f"an order does not end: {what}"))
        self.timeline.run(self.timeline.now_ms + self.plan.interval_ms + _SETTLING_MS)

    def violations(self) -> list[Violation]:
        """Every invariant that does not hold now."""
        found = [Violation(*each) for each in self.truth.step_findings]
        found += [Violation("I11", each) for each in self.server.unforeseen[:_MOST_STEP_FINDINGS]]
        depths = {till.till_id: till.depth() for till in self.tills if not till.is_lost}
        alive = [till for till in self.tills if not till.is_lost]
        for till, cashier in zip(self.tills, self.cashiers, strict=True):
            if not cashier.is_done and not till.is_lost:
                found.append(
                    Violation("I6", f"{till.till_id}: the cashier cannot finish: {till.start_refused or 'stuck'}")
                )
        found += check_queues(alive, depths)
        found += check_delivery(self.server.central, self.truth)
        found += check_books(self.server.central, self.truth)
        found += check_reports(self.server.central, self.truth)
        found += self._violations_of_errands()
        for till in alive:
            found += check_till(till, self.server.central)
        return found

    def _violations_of_errands(self) -> Iterator[Violation]:
        central, truth = self.server.central, self.truth
        papers = papers_of(central)
        yield from check_stored_money(central, papers, truth)
        yield from check_coupons(central, papers, truth)
        yield from check_orders(central, papers, truth)
        yield from check_phones(central, papers)
        yield from check_friends(central, papers, truth)
        yield from check_deeds(central, truth)
        yield from check_decisions(central, truth)

    def end(self) -> None:
        """Stop every actor and forget the files."""
        self.timeline.stop()
        self.server.stop()
        for till in self.tills:
            till.stop()

    def _check_step(self, connection: Any) -> None:
        if len(self.truth.step_findings) < _MOST_STEP_FINDINGS:
            self.truth.step_findings += [(found.invariant, found.what) for found in check_step(connection)]


def run_world(plan: WorldPlan, plant: Plant | None = None) -> WorldResult:
    """Live through one world, with a planted fault if one is given."""
    began = time.perf_counter()
    result = WorldResult(plan.seed, plan.till_days)
    with tempfile.TemporaryDirectory(prefix="kopilka-world-", dir=memory_folder()) as folder, _quiet() as failures:
        world = World(plan, Path(folder).resolve())
        failures.end_world = world.timeline.fail
        with every_database_on(world.room), without_threads(), ExitStack() as stack:
            stack.enter_context(patch.object(splitting, "MOST_POSITIONS", POSITIONS_OF_A_REGISTRAR))
            if plant is not None:
                plant.planting(world, stack)
            try:
                world.live()
                result.violations = world.violations()
            except Exception:
                # A till or a server failed in a way that none of its layers foresaw; the world ends there.
                result.violations = [Violation("I11", traceback.format_exc(limit=-_FRAMES))]
            finally:
                world.end()
            result.violations += [Violation("I11", each) for each in failures.told[:_MOST_STEP_FINDINGS]]
    result.faults, result.done = world.truth.faults, world.truth.done
    result.seconds = time.perf_counter() - began
    return result


def memory_folder() -> str | None:
    """A folder in memory where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _nobody(_error: BaseException) -> None:
    """Before there is a world nothing ends."""


class _Failures:
    """Stands for the sync thread's log: what it caught without knowing it goes on in a shop and is a finding here."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.end_world: Callable[[BaseException], None] = _nobody

    def info(self, *_: object) -> None:
        """States and links are looked at themselves."""

    warning = info

    def exception(self, *_: object) -> None:
        """Keep an error that no layer foresaw; those of the stores have their own faults here."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception) and not isinstance(error, StoreError | CommitUnknownError):
            self.told.append("".join(traceback.format_exception(error, limit=-_FRAMES)))
            if len(self.told) >= _MOST_STEP_FINDINGS:
                self.end_world(error)  # it would come again every five seconds for days


@contextmanager
def _quiet() -> Iterator[_Failures]:
    """The product's logs would tell of every injected fault; only the sync thread's errors are listened to."""
    before, failures = logging.root.manager.disable, _Failures()
    logging.disable(logging.CRITICAL)
    try:
        with patch.object(worker, "_log", failures):
            yield failures
    finally:
        logging.disable(before)
