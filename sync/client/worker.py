"""The thread that syncs. It owns its database connections and its HTTP session; the till never waits for it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from sync.client.exchange import Exchange
from sync.client.machine import LOAD_ORDER, SyncMachine
from sync.client.ports import Clock, ServerDoor, TillSide
from sync.client.steps import Wait
from sync.protocol.status import Link, SyncStatus

_log = logging.getLogger("sync.client.worker")
STOP_SECONDS = 1.0
_REOPEN_SECONDS = 5.0
_PRUNE_AGAIN_MS = 10 * 60_000
_LOOK_OVER_EVERY_MS = 10_000
_PRUNE_EVERY_MS = 24 * 3_600_000

OnChange = Callable[[SyncStatus], None]
OnData = Callable[[frozenset[str]], None]


class SyncThread:
    """Fulfils ``services.ports.SyncWorker``.

    ``open_till`` opens the stores' connections and is called in the thread. ``chance`` gives numbers from 0 to below 1,
    ``new_id`` ids of operations (UUIDv7 text).
    Both callbacks of :meth:`start` come from the thread; after :meth:`stop` has returned none comes any more.
    """

    def __init__(
        self,
        open_till: Callable[[], TillSide],
        door: ServerDoor,
        clock: Clock,
        chance: Callable[[], float],
        interval_ms: int,
        new_id: Callable[[], str],
    ) -> None:
        self._open_till = open_till
        self._door = door
        self._clock = clock
        self._chance = chance
        self._interval_ms = interval_ms
        self._new_id = new_id
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._telling = threading.RLock()  # a callback may stop the worker
        self._status = SyncStatus(Link.CONNECTING, 0, 0, None, None, first_load_done=False)
        self._prune_at_ms = 0
        self._bring_in_at_ms = 0
        self._look_over_at_ms = 0
        self._on_change: OnChange = _nobody
        self._on_data: OnData = _nobody
        # A request that hangs must not keep the program from ending: what it carries is stored and sent again.
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self, on_change: OnChange, on_data: OnData) -> None:
        """Begin; once only."""
        self._on_change = on_change
        self._on_data = on_data
        self._thread.start()

    def status(self) -> SyncStatus:
        """The last state, at once."""
        return self._status

    def nudge(self) -> None:
        """There is something new to send."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread; returns within a second even if a request hangs."""
        with self._telling:
            self._stopping.set()
        self._wake.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                try:
                    self._work()
                except (StoreError, CommitUnknownError):
                    _log.exception("the till's stores cannot be opened or read; trying again")
                    self._stopping.wait(_REOPEN_SECONDS)
                except Exception:
                    # Never die silently: the till would go on selling, and nothing would ever be sent.
                    _log.exception("sync failed in a way nobody foresaw; starting anew")
                    self._stopping.wait(_REOPEN_SECONDS)
        finally:
            self._door.close()

    def _work(self) -> None:
        till = self._open_till()
        try:
            done = till.intake.cursor(LOAD_ORDER[-1]) is not None
            machine = SyncMachine(
                self._interval_ms,
                self._chance,
                first_load_done=done,
                frozen=till.outbox.is_frozen(),
                capabilities=till.outbox.capabilities(),
            )
            exchange = Exchange(machine, self._door, till, self._clock, self._new_id)
            while not self._stopping.is_set():
                self._one_step(machine, exchange, till)
        finally:
            till.close()

    def _one_step(self, machine: SyncMachine, exchange: Exchange, till: TillSide) -> None:
        if self._wake.is_set():
            self._wake.clear()
            machine.nudged(self._clock.monotonic_ms())
        depth, parked = till.outbox.depth(), till.outbox.parked_count()
        since = till.outbox.oldest_parked_at() if parked else None
        oldest = till.outbox.oldest_queued_at() if depth else None
        self._tell_status(replace(machine.status(depth, parked), parked_since=since, queued_since=oldest))
        step = machine.next_step(self._clock.monotonic_ms(), depth, parked)
        changed: frozenset[str] = frozenset()
        try:
            if isinstance(step, Wait):
                self._prune(till)
                self._bring_in(till)
                self._look_over(till)
                self._wake.wait(step.milliseconds / 1000)
            else:
                changed = exchange.do(step)
        except StoreError as error:
            _log.warning("what came could not be stored: %s", error)
            machine.store_failed(self._clock.monotonic_ms())
        if changed:
            self._tell_data(changed)

    def _prune(self, till: TillSide) -> None:
        """Once a day drop confirmed operations that are kept long enough, a few at each idle moment.

        A disk that does not take it is asked again after a while: the wait that follows must not be left out, or the
        thread would turn in a circle for as long as the disk is read-only.
        """
        now_ms = self._clock.monotonic_ms()
        if now_ms < self._prune_at_ms:
            return
        try:
            dropped = till.outbox.prune(self._clock.now())
        except StoreError as error:
            _log.warning("old operations could not be dropped: %s", error)
            self._prune_at_ms = now_ms + _PRUNE_AGAIN_MS
            return
        if dropped == 0:
            self._prune_at_ms = now_ms + _PRUNE_EVERY_MS

    def _bring_in(self, till: TillSide) -> None:
        """So that no commit at the counter has to. A disk that does not take it is asked again after a while."""
        now_ms = self._clock.monotonic_ms()
        if now_ms < self._bring_in_at_ms:
            return
        try:
            till.outbox.bring_in()
        except StoreError as error:
            _log.warning("the books' log could not be brought into their file: %s", error)
            self._bring_in_at_ms = now_ms + _PRUNE_AGAIN_MS

    def _look_over(self, till: TillSide) -> None:
        """So that a customer whom the disk's fault hid from the look-up is found again before he comes."""
        now_ms = self._clock.monotonic_ms()
        if now_ms < self._look_over_at_ms:
            return
        self._look_over_at_ms = now_ms + _LOOK_OVER_EVERY_MS
        try:
            till.intake.look_over()
        except StoreError as error:
            _log.warning("the copy of the customers could not be looked over: %s", error)
            self._look_over_at_ms = now_ms + _PRUNE_AGAIN_MS

    def _tell_status(self, status: SyncStatus) -> None:
        with self._telling:
            if status == self._status or self._stopping.is_set():
                return
            if status.points is not self._status.points:
                _log.info("points=%s", status.points)
            if status.link is not self._status.link:
                _log.info("link %s, queue %d, parked %d", status.link, status.queue_depth, status.parked)
            self._status = status
            self._on_change(status)

    def _tell_data(self, changed: frozenset[str]) -> None:
        with self._telling:
            if not self._stopping.is_set():
                self._on_data(changed)


def _nobody(_news: object) -> None:
    """Before the start nobody listens."""
