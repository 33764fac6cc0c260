"""What happens to a world's machines, and when. Each fault ends by itself or is ended when the world is healed."""

import random
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.simulation.disk import DiskFault
from pos_app.simulation.network import Network
from pos_app.simulation.plan import Fault, WorldPlan
from pos_app.simulation.server_node import ServerDiedError, ServerNode
from pos_app.simulation.till_node import BOOKS, CACHE, TillNode
from pos_app.simulation.till_time import uuid7_text
from pos_app.simulation.truth import Truth
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.operation import OperationKind
from sync.server.epochs.lost import declare_lost
from sync.store.books import open_outbox
from sync.store.connection import Database
from sync.store.operation_log import append_operation, proof_of

_PAGE_BYTES = 4096
_DAY_MS = 24 * 3_600_000
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
            Fault.TILL_RESTORED: self._restore_till_later,
            Fault.TILL_LOST: self._lose,
            Fault.SERVER_RESTORED: lambda _: self._restore_server_later(),
        }

    def begin(self) -> None:
        """Draw the moments of the whole world."""
        if not self._plan.faults:
            return
        for _ in range(round(self._plan.faults_a_day * self._plan.till_days)):
            fault = self._chance.choice(self._plan.faults)
            till = self._chance.choice(self._tills)
            at_ms = self._chance.randrange(self._plan.days * _DAY_MS)
            self._timeline.at(at_ms, lambda fault=fault, till=till: self._strike(fault, till))  # type: ignore[misc]

    def heal(self) -> None:
        """No more faults; what is broken works again."""
        self._is_over = True
        self._network.calm = True
        self._network.cut_off.clear()
        self._server.poison.clear()
        self._server.disk_full = False
        self._server.dies_at_step = None
        self._server.wake()
        for till in self._tills:
            till.disk.fault = None
            till.disk.look_up_fails = False
            till.disk.dies_at_step = None
            till.start()

    def _strike(self, fault: Fault, till: TillNode) -> None:
        if self._is_over or till.is_lost:
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
        if path.exists() and (size := path.stat().st_size):
            content = bytearray(path.read_bytes())
            for _ in range(self._chance.randint(1, 4)):
                page = self._chance.randrange(size // _PAGE_BYTES or 1) * _PAGE_BYTES
                content[page : page + _PAGE_BYTES] = bytes(_PAGE_BYTES)
            path.write_bytes(content)
            path.with_name(CACHE + "-wal").unlink(missing_ok=True)
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

    # ------------------------------------------------------------ backups that come back

    def _restore_till_later(self, till: TillNode) -> None:
        """A copy is made now; hours later the disk fails and the copy takes its place: whole, or the books alone."""
        kept = till.backup()
        self._later(60_000, _DAY_MS, lambda: self._restore_till(till, kept))

    def _restore_till(self, till: TillNode, kept: dict[str, bytes]) -> None:
        if self._is_over or till.is_lost:
            return
        files = till.backup()
        if self._chance.random() < 0.5:
            files = kept
        else:
            files = {name: content for name, content in files.items() if not name.startswith(BOOKS)}
            files |= {name: content for name, content in kept.items() if name.startswith(BOOKS)}
        till.replace_files(files)
        till.clock.reboot()
        self._truth.count("till_restored")
        self._truth.may_risk = True
        self._truth.till(till.till_id).was_restored = True
        self._note_lost()

    def _lose(self, till: TillNode) -> None:
        """The machine is gone with its disk; after a while two people declare it lost. The last till stays."""
        if sum(not each.is_lost for each in self._tills) < 2 or not self._server.is_up:
            return
        till.lose()
        self._note_lost()
        self._truth.count("till_lost")
        self._truth.may_risk = True
        self._later(1_000, 7_200_000, lambda: self._declare_lost(till))

    def _declare_lost(self, till: TillNode) -> None:
        if not self._server.is_up:
            self._timeline.at(600_000, lambda: self._declare_lost(till))
            return
        try:
            declare_lost(self._server.central, till.till_id, "operator-2", "operator-3")
            self._truth.count("till_declared_lost")
        except (ServerDiedError, DBAPIError):
            self._timeline.at(600_000, lambda: self._declare_lost(till))

    def _restore_server_later(self) -> None:
        kept = self._server.backup()
        self._later(600_000, _DAY_MS, lambda: self._restore_server(kept))

    def _restore_server(self, kept: dict[str, bytes]) -> None:
        if self._is_over:
            return
        self._server.restore(kept)
        self._truth.count("server_restored")
        self._note_lost()

    def _note_lost(self) -> None:
        """What neither the server nor its till's disk keeps after a restore is lost with the disk."""
        at_server = self._server.operation_ids()
        for till in self._tills:
            truth = self._truth.till(till.till_id)
            kept = at_server | till.operation_ids()
            truth.disk_lost |= (truth.told.keys() | truth.injected) - kept

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


class _AnyKind(str):
    """A kind that this version may not know."""

    @property
    def value(self) -> str:
        """The text of the kind."""
        return str(self)
