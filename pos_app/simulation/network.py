"""The way between tills and server: it loses, delays, doubles (also an hour later), overtakes, cuts and splits.

A request is bytes. The answer finds its own request only, as over HTTP; an answer that comes after the till gave up is
read by nobody. A copy of a request that arrives late does at the server whatever it does.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from pos_app.simulation.virtual_time import Actor, Timeline
from sync.client.failure import ExchangeFailedError, FailureKind

PATIENCE_MS = 10_000
LATE_COPY_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Request:
    """What a till says: to which path, in which bytes."""

    till_id: str
    path: str
    body: bytes
    is_cut: bool = False
    """The connection broke inside the body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass(slots=True)
class Weather:
    """How bad the network is: chances from 0 to 1, delays in milliseconds."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    double: float = 0.0
    double_late: float = 0.0
    truncate: float = 0.0
    slow: float = 0.0
    slowest_ms: int = 0


Handler = Callable[[Request], Answer | None]
"""The server: None when it died over the request."""


@dataclass(slots=True)
class _Waiting:
    actor: Actor
    answer: Answer | None = None
    is_over: bool = False


@dataclass(slots=True)
class Network:
    """``is_there``: whether anybody listens. ``cut_off``: tills that reach nobody. ``calm``: nothing goes wrong."""

    timeline: Timeline
    chance: random.Random
    weather: Weather
    count: Callable[[str], None]
    handler: Handler
    is_there: Callable[[], bool]
    cut_off: set[str] = field(default_factory=set)
    calm: bool = False

    def ask(self, request: Request, patience_ms: int = PATIENCE_MS) -> Answer:
        """Send a request and wait for its answer, in the calling actor.

        Raises ``ExchangeFailedError`` NO_NETWORK (cut off), SERVER_DOWN (nobody answered in time).
        """
        if request.till_id in self.cut_off:
            self.count("partition")
            raise ExchangeFailedError(FailureKind.NO_NETWORK, "cut off")
        waiting = _Waiting(self.timeline.current)
        if self._happens(self.weather.lose_request, "request_lost"):
            pass
        else:
            self.timeline.at(self._delay(), lambda: self._deliver(self._perhaps_cut(request), waiting))
        self._perhaps_double(request)
        self.timeline.wake(waiting.actor, patience_ms)
        self.timeline.park()
        waiting.is_over = True
        if waiting.answer is None:
            raise ExchangeFailedError(FailureKind.SERVER_DOWN, "no answer in time")
        return waiting.answer

    def _deliver(self, request: Request, waiting: _Waiting | None) -> None:
        if not self.is_there():
            if waiting is not None and not waiting.is_over:
                self.count("server_away")
                waiting.answer = Answer(HTTPStatus.SERVICE_UNAVAILABLE, b"")
                self.timeline.wake(waiting.actor)
            return
        answer = self.handler(request)
        if request.is_cut:
            return  # a body that ends too early is a broken connection: nobody is answered
        if waiting is None or answer is None or request.till_id in self.cut_off:
            return
        if self._happens(self.weather.lose_answer, "answer_lost"):
            return
        if self._happens(self.weather.truncate / 2, "answer_truncated"):
            answer = Answer(answer.status, answer.body[: self.chance.randrange(len(answer.body) + 1)])
        self.timeline.at(self._delay(), lambda: self._arrive(waiting, answer))

    def _arrive(self, waiting: _Waiting, answer: Answer) -> None:
        if not waiting.is_over and waiting.answer is None:
            waiting.answer = answer
            self.timeline.wake(waiting.actor)

    def _perhaps_double(self, request: Request) -> None:
        if self._happens(self.weather.double, "request_doubled"):
            self.timeline.at(self._delay(), lambda: self._deliver(request, None))
        if self._happens(self.weather.double_late, "request_doubled_late"):
            late_ms = self.chance.randrange(60_000, LATE_COPY_MS)
            self.timeline.at(late_ms, lambda: self._deliver(request, None))

    def _perhaps_cut(self, request: Request) -> Request:
        if request.body and self._happens(self.weather.truncate / 2, "request_truncated"):
            cut = request.body[: self.chance.randrange(len(request.body))]
            return Request(request.till_id, request.path, cut, is_cut=True)
        return request

    def _delay(self) -> int:
        if self._happens(self.weather.slow, "slow"):
            return self.chance.randrange(1, max(2, self.weather.slowest_ms))
        return self.chance.randrange(1, 30)

    def _happens(self, likelihood: float, what: str) -> bool:
        if self.calm or likelihood <= 0 or self.chance.random() >= likelihood:
            return False
        self.count(what)
        return True
