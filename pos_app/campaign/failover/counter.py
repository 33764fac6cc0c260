"""A till that sells, takes back and spends points without a pause, and remembers what the server said it has."""

import threading
import time
from datetime import date

from pos_app.campaign.failover.promises import Promises
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale
from pos_app.scratch.sales import sale
from pos_app.scratch.shop import ScratchTill, customer_id
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.protocol.operation import OperationKind
from sync.protocol.push import Outcome, PushAnswer
from sync.server.central import system_id, system_now

_BATCH = 10
_PAUSE_SECONDS = 0.05
_MOST_WAITING = 100
"""Operations that a till makes ahead while nobody answers."""
_DEEDS = ("sell", "hold", "sell", "lease", "back", "hold", "lease")


class BusyCounter:
    """Runs in a thread of its own from :meth:`start` to :meth:`finish`.

    ``acknowledged``: ids of operations that the server said it has. ``promises``: what it set aside, as it said.
    """

    def __init__(self, till: ScratchTill, url: str, customers: int, day: date) -> None:
        self.acknowledged: set[str] = set()
        self.parked = 0
        self.failures = 0
        self.longest_silence_ms = 0
        self.promises = Promises()
        self._till = till
        self._door = HttpDoor(url, till.identity, system_now)
        self._customers = customers
        self._day = day
        self._sold: list[Sale] = []
        self._answered_ns = time.monotonic_ns()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name=till.identity.till_id, daemon=True)

    def start(self) -> None:
        """Open."""
        self._thread.start()

    def finish(self, seconds: float) -> bool:
        """Sell no more, give back every promise, send what is queued; False if it did not go in time."""
        self._closing.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        stream = self._till.stream
        turn = 0
        try:
            while not self._closing.is_set():
                turn += 1
                if len(stream.unsent) < _MOST_WAITING:
                    self._do(
                        _DEEDS[turn % len(_DEEDS)], customer_id((turn * 7 + len(stream.till_id)) % self._customers)
                    )
                self._send()
            self.promises.give_all_back(stream)
            while stream.unsent or self.promises.held():
                self._send()
                self.promises.give_all_back(stream)  # what was bought last brought another lease
        finally:
            self._door.close()

    def _do(self, deed: str, person: str) -> None:
        stream = self._till.stream
        if deed == "back" and self._sold:
            self._take_back(self._sold.pop(0))
            return
        promise = None
        if deed == "hold":
            promise = self.promises.ask_for_hold(self._door, stream, person)
        elif deed == "lease":
            promise = self.promises.lease_of(person)
        receipt_id, at = system_id(), system_now()
        redemption = () if promise is None else (promise.spend(),)
        record = sale(
            receipt_id, stream.seq + 1, stream.till_code, person, at, self._day, stream.programme_id, 5, redemption
        )
        stream.add(OperationKind.SALE, receipt_id, at, record)
        self._sold.append(record)
        if promise is not None and promise.is_over:
            self.promises.close(stream, promise)

    def _take_back(self, sold: Sale) -> None:
        """Two of its lines."""
        stream = self._till.stream
        at = system_now()
        head = ReceiptHead(
            f"{stream.till_code}-{stream.seq + 1:06d}", stream.till_code, sold.shift_id, sold.operator_id, at, self._day
        )
        asked = {line.line_id: line.quantity for line in sold.lines[:2]}
        back = build_return(sold, {}, asked, system_id(), head)
        stream.add(OperationKind.RETURN, back.receipt_id, at, back)

    def _send(self) -> None:
        stream = self._till.stream
        try:
            answer = self._door.push(stream.request(_BATCH, self.promises.held()))
        except ExchangeFailedError:
            self.failures += 1
            time.sleep(_PAUSE_SECONDS)
            return
        self._heard(answer)

    def _heard(self, answer: PushAnswer) -> None:
        silence = (time.monotonic_ns() - self._answered_ns) // 1_000_000
        self._answered_ns = time.monotonic_ns()
        self.longest_silence_ms = max(self.longest_silence_ms, silence)
        named = {result.op_id for result in answer.results}
        self.parked += sum(1 for result in answer.results if result.outcome is Outcome.PARKED)
        self.acknowledged |= named
        self._till.stream.settled(named)
        if answer.reservations is not None:
            self.promises.told(self._till.stream, answer.reservations)
