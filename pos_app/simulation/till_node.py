"""A till as a simulated process: real stores, use cases and sync loop; it dies at any write and begins again."""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.simulation.counter import Counter, DrawerOpens, Outside, PaperAlwaysComesOut, counter_over
from pos_app.simulation.disk import DiskRoom, TillDisk, copy_of, forget, lay_out
from pos_app.simulation.era import Era
from pos_app.simulation.network import PATIENCE_MS, Network
from pos_app.simulation.server_door import SimulatedDoor
from pos_app.simulation.shop import TILL_CODES, till_id, vault_of
from pos_app.simulation.till_time import DrawnIds, TillClock
from pos_app.simulation.truth import Truth
from pos_app.simulation.virtual_time import Actor, KilledError, Timeline, VirtualEvent
from sync.client.counter import CounterDoor
from sync.client.worker import SyncThread
from sync.protocol.operation import OperationKind
from sync.store.books import Books, open_books
from sync.store.cache import open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.engine import sqlite3
from sync.store.errors import DamagedDatabaseError
from sync.store.salvage.rebuild import Salvage, salvage_books
from sync.store.sync_side import open_sync_side
from sync.store.till_database import FIRST_EPOCH, prepare_till_database
from sync.store.told_people import ToldPeople

BOOKS, CACHE = "till.db", "cache.db"
_WAKE_AGAIN_MS = 5_000
_COUNTER_PATIENCE_MS = 1_000


@dataclass(frozen=True, slots=True)
class TillSettings:
    """What a world's tills are set to."""

    timezone: str
    interval_ms: int


class SimulatedSync(SyncThread):
    """The sync thread's real loop in an actor: its two events are virtual."""

    def wire(self, timeline: Timeline) -> None:
        """Replace the events."""
        self._wake = VirtualEvent(timeline)  # type: ignore[assignment]
        self._stopping = VirtualEvent(timeline)  # type: ignore[assignment]

    def live(self) -> None:
        """What the thread does from start to end."""
        self._run()


class TillNode:
    """One till's machine. ``serve`` is the cashier: called in each life with the counter, in an actor of its own."""

    def __init__(
        self,
        place: int,
        folder: Path,
        room: DiskRoom,
        timeline: Timeline,
        network: Network,
        truth: Truth,
        settings: TillSettings,
        chance: random.Random,
        serve: Callable[["TillNode", Counter], None],
    ) -> None:
        self.till_id = till_id(place)
        self.code = TILL_CODES[place]
        self.settings = settings
        self.truth = truth
        self.chance = chance
        self.timeline = timeline
        self.clock = TillClock(timeline)
        self.ids = DrawnIds(self.clock, random.Random(chance.getrandbits(64)))
        self._folder = folder / self.till_id
        self._room = room
        self._network = network
        self._serve = serve
        self.on_salvaged: Callable[[TillNode, int, Salvage], None] = _nobody
        """Told what became of damaged books: how many operations could still be listed before, and what is kept."""
        self._lives = 0
        self._actors: list[Actor] = []
        self.sync: SimulatedSync | None = None
        self.disk = self._new_disk({})
        self.is_running = False
        self.is_lost = False
        self.is_away = False
        """Nobody knows where it is; it may come back."""
        self.era = Era.PRESENT
        self.first_epoch, self.last_receipt = FIRST_EPOCH, 0
        """What new books begin with; others than a new till's after its device was replaced."""
        self.start_refused: str | None = None

    # ------------------------------------------------------------ life and death

    def start(self) -> None:
        """Switch the till on."""
        if self.is_running or self.is_lost or self.is_away:
            return
        self.is_running = True
        self.start_refused = None
        self._actors = [self.timeline.spawn(f"{self.till_id} cashier {self._lives}", self._live)]

    def die(self, *, power: bool) -> None:
        """Kill -9, or the power goes. Callable from anywhere but the till's own actors (see ``_die_at_step``)."""
        files = self.disk.left_after_power_cut() if power else self.disk.left_after_kill()
        self.truth.count("till_power_cut" if power else "till_killed")
        self._lay_down(files)
        if power:
            self.clock.reboot()
        self._start_later()

    def backup(self) -> dict[str, bytes]:
        """A copy of the till's files of this moment."""
        return copy_of(self.disk.folder)

    def replace_files(self, files: dict[str, bytes]) -> None:
        """Another disk's content, with the machine off before and after."""
        self._lay_down(files)
        self._start_later()

    def go_missing(self) -> None:
        """Somebody took the machine away, its disk is as it was."""
        self._lay_down(self.disk.left_after_power_cut())
        self.clock.reboot()
        self.is_away = True

    def come_back(self) -> None:
        """It is found and switched on."""
        self.is_away = False
        self.start()

    def begin_anew(self, first_epoch: int, last_receipt: int) -> None:
        """A new device takes the till's place: nothing on its disk, and what the server told it at its enrolment."""
        self.first_epoch, self.last_receipt = first_epoch, last_receipt
        self._lay_down({})
        self.clock.reboot()
        self._start_later()

    def lose(self) -> None:
        """The machine is gone for good."""
        self._lay_down({})
        self.is_lost = True

    def stop(self) -> None:
        """Forget the files of a world that is over."""
        self._room.drop(self.disk)

    def depth(self) -> int:
        """How many operations are queued; -1 while the books cannot be read."""
        try:
            books = open_books(self.disk.folder / BOOKS)
            try:
                return books.unsent_count()
            finally:
                books.close()
        except (StoreError, CommitUnknownError):
            return -1

    def operation_ids(self) -> set[str]:
        """Every operation that the books keep; none if there are no books."""
        return set(self._of_operations("op_id"))

    def operation_bodies(self) -> set[bytes]:
        """What every operation that the books keep says; nothing if there are no books."""
        return {bytes(body) for body in self._of_operations("body")}

    def newest_body(self, kind: OperationKind) -> bytes | None:
        """What the newest operation of a kind says."""
        with closing(sqlite3.connect(self.disk.folder / BOOKS)) as connection:
            newest = "SELECT body FROM op WHERE kind = ? ORDER BY epoch DESC, seq DESC LIMIT 1"
            row = connection.execute(newest, (kind.value,)).fetchone()
        return None if row is None else bytes(row[0])

    def _of_operations(self, column: str) -> list[Any]:
        path = self.disk.folder / BOOKS
        if not path.exists():
            return []
        with closing(sqlite3.connect(path)) as connection:
            try:
                return [value for (value,) in connection.execute(f"SELECT {column} FROM op")]
            except sqlite3.Error:
                return []

    def counted_redemptions(self) -> dict[str, int]:
        """By receipt: points that the books count against promises."""
        with closing(sqlite3.connect(self.disk.folder / BOOKS)) as connection:
            return dict(connection.execute("SELECT receipt_id, sum(points) FROM redemption GROUP BY receipt_id"))

    def _new_disk(self, files: dict[str, bytes]) -> TillDisk:
        self._lives += 1
        folder = self._folder / f"life-{self._lives}"
        lay_out(folder, files)
        disk = TillDisk(folder, self._die_at_step, self.truth.count)
        self._room.add(disk)
        return disk

    def _lay_down(self, files: dict[str, bytes]) -> None:
        old = self.disk
        self.is_running = False
        self.sync = None
        for actor in self._actors:
            actor.kill()
        self._actors = []
        self.disk = self._new_disk(files)
        # The dead one's connections may still be on the old disk until they unwind: it answers until the world ends.
        self.timeline.at(60_000, lambda: self._forget(old))

    def _start_later(self) -> None:
        self.timeline.at(self.chance.choice((2_000, 60_000, 1_800_000)), self.start)

    def _forget(self, disk: TillDisk) -> None:
        self._room.drop(disk)
        forget(disk.folder)

    def _die_at_step(self) -> None:
        self.die(power=self.chance.random() < 0.5)
        self.truth.count("till_died_at_step")
        raise KilledError(self.till_id)

    # ------------------------------------------------------------ what runs in a life

    def _live(self) -> None:
        """The program: open the stores, start the sync thread, serve; tried again when the disk does not let it."""
        while True:
            try:
                counter = self._open()
            except (StoreError, CommitUnknownError) as error:
                self.start_refused = getattr(error, "key", "unknown")
                self.truth.count(f"start_refused_{self.start_refused}")
                self.timeline.sleep(_WAKE_AGAIN_MS)
                if isinstance(error, DamagedDatabaseError):
                    self._rescue()
                continue
            self.start_refused = None
            try:
                self._start_sync()
                self._serve(self, counter)
            finally:
                counter.close()
            return

    def _rescue(self) -> None:
        """A senior person has the damaged books salvaged."""
        before = self.operation_ids()
        try:
            salvage = salvage_books(self.disk.folder / BOOKS, self.till_id, self.code)
        except (StoreError, CommitUnknownError):
            self.truth.count("salvage_failed")
            return
        self.truth.count("books_salvaged")
        self.on_salvaged(self, len(before), salvage)

    def _open(self) -> Counter:
        folder = self.disk.folder
        vault = vault_of(self.chance)
        prepare_till_database(folder / BOOKS, self.till_id, self.code, self.first_epoch, self.last_receipt)
        state = prepare_cache_database(folder / CACHE, vault)
        if state.why is not None:
            self.truth.count("cache_put_aside")
        books = open_books(folder / BOOKS)
        cache = open_cache(folder / CACHE, vault, books.last_visit_ms, read_programme)
        outside = Outside(
            clock=self.clock,
            ids=self.ids,
            zone=ZoneInfo(self.settings.timezone),
            till_code=self.code,
            vault=vault,
            status=lambda: None if self.sync is None else self.sync.status(),
            door=CounterDoor(self._door(_COUNTER_PATIENCE_MS), self.clock),
            intake=ToldPeople(folder / CACHE, vault),
            on_printed=lambda record: self._printed(books, record),
            printer=PaperAlwaysComesOut(),
            drawer=DrawerOpens(),
        )
        return counter_over(books, cache, outside)

    def _door(self, patience_ms: int) -> SimulatedDoor:
        return SimulatedDoor(self._network, self.till_id, lambda: self.era, patience_ms)

    def paper_out(self, record_id: str) -> None:
        """A customer holds this paper now; what it says must be stored."""
        self.truth.till(self.till_id).held.add(record_id)
        if record_id not in self.operation_ids():
            self.truth.step_findings.append(
                ("I1", f"{self.till_id}: the paper of {record_id} came out before it was stored")
            )

    def _printed(self, books: Books, record_id: str) -> None:
        self.paper_out(record_id)
        books.mark_printed(record_id)

    def _start_sync(self) -> None:
        folder, vault = self.disk.folder, vault_of(self.chance)
        sync = SimulatedSync(
            lambda: open_sync_side(folder / BOOKS, folder / CACHE, vault),
            self._door(PATIENCE_MS),
            self.clock,
            self.chance.random,
            self.settings.interval_ms,
            self.ids.new_id,
        )
        sync.wire(self.timeline)
        self.sync = sync
        self._actors.append(self.timeline.spawn(f"{self.till_id} sync {self._lives}", sync.live))


def _nobody(_till: TillNode, _before: int, _salvage: Salvage) -> None:
    """Before fate is there nobody listens."""
