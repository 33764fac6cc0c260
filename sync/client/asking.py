"""Questions that a customer waits for: one at a time, and none for a while after the server was silent twice."""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.ports import Clock
from sync.protocol.error_body import DATABASE_UNAVAILABLE, SERVER_FAULT
from sync.protocol.not_answered import NO_ANSWER, NotAnswered

_log = logging.getLogger("kopilka.sync.counter")
FAILURES_BEFORE_OPEN = 2
OPEN_MS = 10_000
_SILENT = frozenset(
    {FailureKind.SERVER_DOWN, FailureKind.NO_NETWORK, FailureKind.SERVER_FAULT, FailureKind.SIGN_ON_WANTED}
)
_SAYS_NOTHING = frozenset({"", DATABASE_UNAVAILABLE, SERVER_FAULT})
"""With any other code the server works and refuses this question alone: promises are paused, a code was not sent."""
Answer = TypeVar("Answer")


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


class Asking:
    """May be used from any thread; it waits for the network, so never from the screen's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._breaker = Breaker()
        self._one = threading.Lock()

    def is_worth_it(self) -> bool:
        """At once, from any thread: False for a while after the server did not answer in time."""
        return self._breaker.lets_through(self._clock.monotonic_ms())

    def asked(self, what: str, question: Callable[[], Answer]) -> Answer | NotAnswered:
        """The answer to ``question``, or why there is none; ``what`` is for the log."""
        with self._one:
            try:
                answer = question()
            except ExchangeFailedError as failure:
                _log.info("%s=failed kind=%s detail=%s", what, failure.kind, failure.detail)
                if failure.kind in _SILENT and failure.code in _SAYS_NOTHING:
                    self._breaker.failed(self._clock.monotonic_ms(), failure.retry_after_ms)
                else:
                    self._breaker.succeeded()
                return NotAnswered(failure.code or NO_ANSWER)
            self._breaker.succeeded()
            return answer
