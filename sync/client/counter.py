"""The counter's own way to the server: points, people and receipts are asked for while a customer waits.

It is short and unqueued: a door of its own beside the sync thread's, so that a page that takes long delays nobody.
"""

import logging
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.ports import Clock
from sync.protocol.claim import ClaimAnswer, ClaimRefused, ClaimRequest
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest

_log = logging.getLogger("kopilka.sync.counter")
FAILURES_BEFORE_OPEN = 2
OPEN_MS = 10_000
Answer = TypeVar("Answer")


class CounterWay(Protocol):
    """The requests of the counter; each raises ``ExchangeFailedError``. ``HttpDoor`` fulfils it."""

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Points set aside."""
        ...

    def find_customer(self, request: LookupRequest) -> LookupAnswer:
        """A person by his phone's hash."""
        ...

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer:
        """A receipt of the shop by its number."""
        ...

    def value(self, request: ValueRequest) -> ValueAnswer:
        """Money of a certificate or of an account."""
        ...

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """A coupon or an order."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


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
    """Fulfils ``PointsDoor``, ``LookupDoor``, ``ValueDoor`` and ``ClaimDoor`` of ``services.exchange_ports``.

    ``door`` has waits of a second at most; one request at a time.

    May be called from any thread; it waits for the network, so never from the screen's.
    """

    def __init__(self, door: CounterWay, clock: Clock) -> None:
        self._door = door
        self._clock = clock
        self._breaker = Breaker()
        self._one = threading.Lock()

    def is_worth_asking(self) -> bool:
        """At once, from any thread: False for a while after the server did not answer in time."""
        return self._breaker.lets_through(self._clock.monotonic_ms())

    def reserve(self, request: ReserveRequest) -> ReserveAnswer | NotReserved:
        """Ask; an answer that says no, and none at all, come back as :class:`NotReserved`."""
        answer = self._asked("reserve", lambda: self._door.reserve(request))
        return NotReserved(answer.code) if isinstance(answer, NotAnswered) else answer

    def find_customer(self, request: LookupRequest) -> LookupAnswer | NotAnswered:
        """Ask for a person whom this till does not know."""
        return self._asked("find_customer", lambda: self._door.find_customer(request))

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer | NotAnswered:
        """Ask for a receipt that this till did not make."""
        return self._asked("find_receipt", lambda: self._door.find_receipt(request))

    def value(self, request: ValueRequest) -> ValueAnswer | ValueRefused:
        """Ask; an answer that says no, and none at all, come back as :class:`ValueRefused`."""
        answer = self._asked("value", lambda: self._door.value(request))
        return ValueRefused(answer.code) if isinstance(answer, NotAnswered) else answer

    def claim(self, request: ClaimRequest) -> ClaimAnswer | ClaimRefused:
        """Ask; an answer that says no, and none at all, come back as :class:`ClaimRefused`."""
        answer = self._asked("claim", lambda: self._door.claim(request))
        return ClaimRefused(answer.code) if isinstance(answer, NotAnswered) else answer

    def close(self) -> None:
        """End the connection; a request that is under way ends by its own time-out."""
        self._door.close()

    def _asked(self, what: str, question: Callable[[], Answer]) -> Answer | NotAnswered:
        with self._one:
            try:
                answer = question()
            except ExchangeFailedError as failure:
                _log.info("%s=failed kind=%s detail=%s", what, failure.kind, failure.detail)
                return self._no(failure)
            self._breaker.succeeded()
            return answer

    def _no(self, failure: ExchangeFailedError) -> NotAnswered:
        now_ms = self._clock.monotonic_ms()
        if failure.kind in (FailureKind.SERVER_DOWN, FailureKind.NO_NETWORK, FailureKind.SERVER_FAULT):
            self._breaker.failed(now_ms, failure.retry_after_ms)
        else:
            self._breaker.succeeded()
        return NotAnswered(failure.code or NO_ANSWER)
