"""What happens to a world's machines, and when. Each fault ends by itself or is ended when the world is healed."""

import random
from collections.abc import Callable

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.simulation.damage import damage_pages
from pos_app.simulation.disk import DiskFault
from pos_app.simulation.era import Era
from pos_app.simulation.losses import Losses
from pos_app.simulation.network import Network
from pos_app.simulation.plan import Fault, WorldPlan
from pos_app.simulation.server_node import CommitFault, ServerNode
from pos_app.simulation.till_node import BOOKS, CACHE, TillNode
from pos_app.simulation.till_time import uuid7_text
from pos_app.simulation.truth import Truth
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.operation import OperationKind
from sync.store.books import open_outbox
from sync.store.connection import Database
from sync.store.operation_log import append_operation, proof_of

_DAY_MS = 24 * 3_600_000
_DAYS_ALONE, _FEWEST_DAYS = 0.4, 3
_JUMPS_MS = (-86_400_000, -3_600_000, -121_000, 90_000, 3_600_000, 7_200_000, 5 * 365 * 86_400_000)
_DISK_FAULTS = {
    Fault.DISK_FULL: (DiskFault.FULL,),
    Fault.DISK_READ_ONLY: (DiskFault.READ_ONLY,),
    Fault.DISK_IO_ERROR: (DiskFault.IO_ERROR,),
    Fault.COMMIT_UNKNOWN: (DiskFault.COMMIT_KEPT, DiskFault.COMMIT_LOST),
}


class Fate:
    """Strikes at chance moments until ``heal``. Every handler must leave the world able to heal."""

    def __init__(
        self,
        plan: WorldPlan,
        timeline: Timeline,
        network: Network,
        server: ServerNode,
        tills: list[TillNode],
        truth: Truth,
        chance: random.Random,
    ) -> None:
        self._plan = plan
        self._timeline = timeline
        self._network = network
        self._server = server
        self._tills = tills
        self._truth = truth
        self._chance = chance
        self._is_over = False
        self._handlers: dict[Fault, Callable[[TillNode], None]] = {
            Fault.TILL_KILLED: lambda till: self._kill(till, power=False),
            Fault.POWER_CUT: lambda till: self._kill(till, power=True),
            Fault.TILL_DIES_AT_STEP: self._die_soon,
            Fault.SERVER_DOWN: lambda _: self._server_down(),
            Fault.SERVER_DIES_AT_STEP: lambda _: self._server_dies_soon(),
            Fault.SERVER_DISK_FULL: lambda _: self._server_disk_full(),
            Fault.SERVER_FAULT: self._server_fault,
            Fault.PARTITION: self._partition,
            Fault.CACHE_DAMAGED: self._damage_cache,
            Fault.CACHE_LOST: self._lose_cache,
            Fault.CLOCK_JUMP: self._clock_jump,
            Fault.POISON_OPERATION: self._poison,
            Fault.SERVER_COMMIT_UNKNOWN: lambda _: self._server_commit_unknown(),
        }
        self.losses = Losses(timeline, server, tills, truth, chance, lambda: self._is_over)
        self._handlers |= self.losses.handlers()

    def begin(self) -> None:
        """Begin with the programs that the plan names, and draw the moments of the whole world."""
        self._begin_with_versions()
        if not self._plan.faults:
            return
        self._begin_days_without_a_way()
        for _ in range(round(self._plan.faults_a_day * self._plan.till_days)):
            fault = self._chance.choice(self._plan.faults)
            till = self._chance.choice(self._tills)
            at_ms = self._chance.randrange(self._plan.days * _DAY_MS)
            self._timeline.at(at_ms, lambda fault=fault, till=till: self._strike(fault, till))  # type: ignore[misc]

    def _begin_days_without_a_way(self) -> None:
        """In a part of the worlds without other partitions a till is alone for days; the server may be put back then.

        Drawn apart: every other world is what it was before there was this.
        """
        plan, chance = self._plan, random.Random(f"days without a way {self._plan.seed}")
        is_drawn = chance.random() < _DAYS_ALONE and Fault.PARTITION not in plan.faults
        if not is_drawn or not plan.faults_a_day or plan.days < _FEWEST_DAYS:
            return
        till_id = chance.choice(self._tills).till_id
        begins_ms, lasts_ms = chance.randrange(_DAY_MS), chance.randrange(_DAY_MS, 5 * _DAY_MS // 2)
        kept: list[dict[str, bytes]] = []
        self._timeline.at(begins_ms, lambda: self._network.cut_off.add(till_id))
        self._timeline.at(begins_ms, lambda: kept.append(self._server.backup()))
        if Fault.SERVER_RESTORED in plan.faults:
            self._timeline.at(begins_ms + lasts_ms // 2, lambda: self._put_back(kept[0]))
        self._timeline.at(begins_ms + lasts_ms, lambda: self._network.cut_off.discard(till_id))
        self._truth.count("till_alone_for_days")

    def _put_back(self, kept: dict[str, bytes]) -> None:
        if not self._is_over:
            self.losses.put_server_back(kept)

    def heal(self) -> None:
        """No more faults; what is broken works again."""
        self._is_over = True
        self._network.calm = True
        self._network.cut_off.clear()
        self._server.poison.clear()
        self._server.disk_full = False
        self._server.commit_fault = None
        self._server.dies_at_step = None
        self._upgrade_server()
        self._server.wake()
        for till in self._tills:
            till.disk.fault = None
            till.disk.look_up_fails = False
            till.disk.dies_at_step = None
            self._upgrade(till)
            if till.till_id not in self.losses.dead:
                till.come_back()

    def _strike(self, fault: Fault, till: TillNode) -> None:
        if self._is_over or till.is_lost or till.is_away:
            return
        if fault in _DISK_FAULTS:
            self._break_disk(till, self._chance.choice(_DISK_FAULTS[fault]))
        else:
            self._handlers[fault](till)

    def _later(self, least_ms: int, most_ms: int, what: Callable[[], None]) -> None:
        self._timeline.at(self._chance.randrange(least_ms, most_ms), what)

    # ------------------------------------------------------------ tills

    def _kill(self, till: TillNode, *, power: bool) -> None:
        if till.is_running:
            till.die(power=power)

    def _die_soon(self, till: TillNode) -> None:
        till.disk.dies_at_step = till.disk.steps + self._chance.randint(1, 60)

    def _break_disk(self, till: TillNode, fault: DiskFault) -> None:
        disk = till.disk
        disk.fault = fault
        disk.look_up_fails = self._chance.random() < 0.5

        def mend() -> None:
            disk.fault = None
            disk.look_up_fails = False

        self._later(1_000, 1_200_000, mend)

    def _damage_cache(self, till: TillNode) -> None:
        """The machine dies and pages of the copy of the server's data are empty afterwards."""
        if not till.is_running:
            return
        till.die(power=True)
        path = till.disk.folder / CACHE
        if path.exists() and damage_pages(path, self._chance):
            self._truth.count("cache_damaged")

    def _lose_cache(self, till: TillNode) -> None:
        if not till.is_running:
            return
        till.die(power=False)
        for path in till.disk.folder.glob(CACHE + "*"):
            path.unlink()
        self._truth.count("cache_lost")

    def _clock_jump(self, till: TillNode) -> None:
        till.clock.wrong_by_ms = self._chance.choice((0, *_JUMPS_MS))
        self._truth.count("clock_jump")
        self._later(3_600_000, _DAY_MS, lambda: setattr(till.clock, "wrong_by_ms", 0))

    def _poison(self, till: TillNode) -> None:
        """An operation that no server can accept stands in the queue."""
        if not till.is_running or not (till.disk.folder / BOOKS).exists() or till.disk.fault is not None:
            return
        op_id = uuid7_text(round(till.clock.now().timestamp() * 1000), self._chance)
        kind, body = self._chance.choice(
            (
                ("mystery", b'{"a":1}'),
                (OperationKind.SALE.value, b"{}"),
                (OperationKind.SALE.value, b"\xff\xfe no text"),
                (OperationKind.SHIFT_CLOSED.value, b'{"z_id":"' + op_id.encode() + b'"}'),
            )
        )
        database = Database(till.disk.folder / BOOKS)
        dies_at, till.disk.dies_at_step = till.disk.dies_at_step, None
        try:
            if database.row("SELECT 1 FROM meta") is None:
                return
            with database.transaction(proof_of(op_id)) as connection:
                append_operation(connection, _AnyKind(kind), op_id, till.clock.now(), body)  # type: ignore[arg-type]
        except (StoreError, CommitUnknownError):
            return
        finally:
            database.close()
            till.disk.dies_at_step = dies_at
        self._truth.till(till.till_id).injected.add(op_id)
        self._truth.count("poison_operation")

    # ------------------------------------------------------------ network and server

    def _partition(self, till: TillNode) -> None:
        self._network.cut_off.add(till.till_id)
        self._truth.count("partition_begun")
        longest_ms = self._chance.choice((300_000, 1_200_000, 4 * 3_600_000))
        self._later(60_000, longest_ms, lambda: self._network.cut_off.discard(till.till_id))

    def _server_down(self) -> None:
        if not self._server.is_up:
            return
        if self._chance.random() < 0.5:
            self._server.stop()
        else:
            self._server.die()
        self._truth.count("server_down")
        self._later(5_000, 1_200_000, self._server.wake)

    def _server_dies_soon(self) -> None:
        self._server.dies_at_step = self._server.steps + self._chance.randint(1, 60)

    def _server_disk_full(self) -> None:
        self._server.disk_full = True
        self._later(10_000, 300_000, lambda: setattr(self._server, "disk_full", False))

    def _server_commit_unknown(self) -> None:
        """The next COMMIT raises: whoever asked hears that the database cannot be used, and asks again."""
        self._server.commit_fault = self._chance.choice(list(CommitFault))

    def _server_fault(self, till: TillNode) -> None:
        """The server fails over the operation that stands at the head of a till's queue."""
        try:
            outbox = open_outbox(till.disk.folder / BOOKS)
            try:
                pending = outbox.pending(1)
            finally:
                outbox.close()
        except (StoreError, CommitUnknownError):
            return
        if pending:
            self._server.poison.add(pending[0].op_id)
            self._truth.till(till.till_id).injected.add(pending[0].op_id)
            self._truth.count("server_fault_begun")

    # ------------------------------------------------------------ versions

    def _begin_with_versions(self) -> None:
        versions = self._plan.versions
        world_ms = self._plan.days * _DAY_MS
        for till, era in zip(self._tills, versions.tills, strict=True):
            till.era = era
            if era is not Era.PRESENT:
                self._truth.count(f"till_of_{era.value}_version")
            if era is Era.EARLIER:
                self._later(world_ms // 8, world_ms // 3, lambda till=till: self._upgrade(till))  # type: ignore[misc]
        self._server.era = versions.server
        if versions.server is not Era.PRESENT:
            self._truth.count(f"server_of_{versions.server.value}_version")
        if versions.server is Era.EARLIER:
            self._later(world_ms // 8, world_ms // 3, self._upgrade_server)

    def _upgrade(self, till: TillNode) -> None:
        """This version takes an earlier one's place, on the same files, with whatever is queued."""
        if till.era is not Era.EARLIER or till.is_lost:
            return
        till.era = Era.PRESENT
        self._truth.count("till_upgraded")
        if till.is_running:
            till.die(power=False)

    def _upgrade_server(self) -> None:
        if self._server.era is not Era.EARLIER:
            return
        self._server.era = Era.PRESENT
        self._truth.count("server_upgraded")
        self._server.stop()
        self._later(2_000, 60_000, self._server.wake)


class _AnyKind(str):
    """A kind that this version may not know."""

    @property
    def value(self) -> str:
        """The text of the kind."""
        return str(self)
