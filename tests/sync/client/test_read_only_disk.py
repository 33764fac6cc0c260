"""A till whose disk has become read-only while nothing is to be sent."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from pos_app.domain.reservation.promise import BootMoment
from pos_app.domain.transaction.errors import StoreError
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.worker import SyncThread


class CountedWait:
    """Stands for the thread's event: waits not at all, and ends the loop after a few waits."""

    def __init__(self, thread_stops: Any, most: int) -> None:
        self.waits = 0
        self._stops = thread_stops
        self._most = most

    def is_set(self) -> bool:
        return False

    def clear(self) -> None:
        """Nothing was set."""

    def wait(self, _seconds: float | None = None) -> bool:
        self.waits += 1
        if self.waits >= self._most:
            self._stops.set()
        return False


class Outbox:
    """An empty queue on a disk that takes nothing."""

    def __init__(self) -> None:
        self.prunes = 0
        self.brought_in = 0

    def bring_in(self) -> int:
        self.brought_in += 1
        raise StoreError("read_only", "the disk takes nothing")

    def prune(self, _now: datetime) -> int:
        self.prunes += 1
        if self.prunes > 100:
            raise RuntimeError("the thread turns in a circle")
        raise StoreError("read_only", "attempt to write a readonly database")

    def __getattr__(self, name: str) -> Any:
        told = {"depth": 0, "parked_count": 0, "is_frozen": False, "capabilities": (), "till_id": "t", "epoch": 1}
        return lambda *_: told.get(name, 0)


@pytest.mark.allow_log("old operations could not be dropped")
@pytest.mark.allow_log("could not be brought into their file")
def test_the_thread_waits_although_old_operations_cannot_be_dropped() -> None:
    def nobody_answers(_request: Any) -> Any:
        raise ExchangeFailedError(FailureKind.NO_NETWORK, "test")

    outbox = Outbox()
    reservations = SimpleNamespace(held=lambda: (), close_overdue=lambda *_: 0)
    till = SimpleNamespace(
        outbox=outbox,
        reservations=reservations,
        intake=SimpleNamespace(cursor=lambda _stream: "1", look_over=lambda: 0),
        close=lambda: None,
    )
    door = SimpleNamespace(push=nobody_answers, pull=nobody_answers, close=lambda: None)
    moment = BootMoment("boot", 0)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    clock = SimpleNamespace(now=lambda: at, monotonic_ms=lambda: 0, boot_moment=lambda: moment)
    worker = SyncThread(lambda: till, door, clock, lambda: 0.5, 2_000, lambda: "id")  # type: ignore[arg-type, return-value]
    waits = CountedWait(worker._stopping, most=20)
    worker._wake = waits  # type: ignore[assignment]
    worker._run()
    assert waits.waits == 20
    assert outbox.prunes == 1
    assert outbox.brought_in == 1
