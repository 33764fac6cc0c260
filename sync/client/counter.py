"""The counter's own way to the server: points are asked for while a customer waits, so it is short and unqueued.

It has a door of its own with short waits, beside the sync thread's: a page that takes long delays no customer.
"""

import logging
import threading

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.ports import Clock, ServerDoor
from sync.protocol.reservation import NO_ANSWER, NotReserved, ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest

_log = logging.getLogger("kopilka.sync.counter")
FAILURES_BEFORE_OPEN = 2
OPEN_MS = 10_000


class Breaker:
    """After two failures in a row nobody is made to wait for ten seconds; then one attempt shows how things stand.

    All ``now_ms`` are monotonic. No IO, no clock of its own.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._closed_from_ms = 0

    def lets_through(self, now_ms: int) -> bool:
        """Whether an attempt is worth a customer's time."""
        return self._failures < FAILURES_BEFORE_OPEN or now_ms >= self._closed_from_ms

    def failed(self, now_ms: int, retry_after_ms: int | None = None) -> None:
        """No answer came in time."""
        self._failures += 1
        self._closed_from_ms = now_ms + max(OPEN_MS, retry_after_ms or 0)

    def succeeded(self) -> None:
        """The server answered, whatever it said."""
        self._failures = 0


class CounterDoor:
    """Fulfils ``PointsDoor`` and ``ValueDoor`` of ``services.exchange_ports``.

    ``door`` has waits of a second at most; one request at a time.

    May be called from any thread; it waits for the network, so never from the screen's.
    """

    def __init__(self, door: ServerDoor, clock: Clock) -> None:
        self._door = door
        self._clock = clock
        self._breaker = Breaker()
        self._one = threading.Lock()

    def is_worth_asking(self) -> bool:
        """At once, from any thread: False for a while after the server did not answer in time."""
        return self._breaker.lets_through(self._clock.monotonic_ms())

    def reserve(self, request: ReserveRequest) -> ReserveAnswer | NotReserved:
        """Ask; an answer that says no, and none at all, come back as :class:`NotReserved`."""
        with self._one:
            try:
                answer = self._door.reserve(request)
            except ExchangeFailedError as failure:
                _log.info("reserve=failed kind=%s detail=%s", failure.kind, failure.detail)
                return self._no(failure)
            self._breaker.succeeded()
            return answer

    def value(self, request: ValueRequest) -> ValueAnswer | ValueRefused:
        """Ask; an answer that says no, and none at all, come back as :class:`ValueRefused`."""
        with self._one:
            try:
                answer = self._door.value(request)
            except ExchangeFailedError as failure:
                _log.info("value=failed kind=%s detail=%s", failure.kind, failure.detail)
                return ValueRefused(self._no(failure).code)
            self._breaker.succeeded()
            return answer

    def close(self) -> None:
        """End the connection; a request that is under way ends by its own time-out."""
        self._door.close()

    def _no(self, failure: ExchangeFailedError) -> NotReserved:
        now_ms = self._clock.monotonic_ms()
        if failure.kind in (FailureKind.SERVER_DOWN, FailureKind.NO_NETWORK, FailureKind.SERVER_FAULT):
            self._breaker.failed(now_ms, failure.retry_after_ms)
        else:
            self._breaker.succeeded()
        return NotReserved(failure.code or NO_ANSWER)
