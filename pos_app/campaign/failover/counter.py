"""A till that sells and sends without a pause, and remembers what the server said it has."""

import threading
import time
from datetime import date

from pos_app.scratch.shop import ScratchTill, customer_id
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.protocol.push import Outcome
from sync.server.central import system_id, system_now

_BATCH = 10
_PAUSE_SECONDS = 0.05


class BusyCounter:
    """Runs in a thread of its own from :meth:`start` to :meth:`finish`."""

    def __init__(self, till: ScratchTill, url: str, customers: int, day: date) -> None:
        self.acknowledged: set[str] = set()
        self.parked = 0
        self.failures = 0
        self.longest_silence_ms = 0
        self._till = till
        self._url = url
        self._customers = customers
        self._day = day
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=till.identity.till_id, daemon=True)

    def start(self) -> None:
        """Open."""
        self._thread.start()

    def finish(self, seconds: float) -> bool:
        """Sell no more, send what is queued; False if it did not go in time."""
        self._closing.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        door = HttpDoor(self._url, self._till.identity, system_now)
        stream = self._till.stream
        answered = time.monotonic_ns()
        try:
            while stream.unsent or not self._closing.is_set():
                if not self._closing.is_set():
                    person = customer_id((stream.seq * 7 + len(stream.till_id)) % self._customers)
                    stream.sell(system_id(), person, system_now(), self._day)
                try:
                    answer = door.push(stream.request(_BATCH))
                except ExchangeFailedError:
                    self.failures += 1
                    time.sleep(_PAUSE_SECONDS)
                    continue
                silence = (time.monotonic_ns() - answered) // 1_000_000
                answered = time.monotonic_ns()
                self.longest_silence_ms = max(self.longest_silence_ms, silence)
                named = {result.op_id for result in answer.results}
                self.parked += sum(1 for result in answer.results if result.outcome is Outcome.PARKED)
                self.acknowledged |= named
                stream.settled(named)
        finally:
            door.close()
