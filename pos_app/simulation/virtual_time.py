"""Virtual time and the actors that live in it. One actor runs at a time, and which one follows from the seed alone.

An actor is a thread with a baton: real code (a cashier's use cases, the sync thread's loop) waits inside it as it would
in a real thread. Whoever goes to sleep hands the baton to the next in time, so that no moment is spent on idle time and
two runs of one seed do the same in the same order.
"""

import heapq
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_LOOKS = 100_000
"""At one moment of the world; a batch of two hundred receipts looks some hundred times."""


class KilledError(BaseException):
    """The process that an actor is part of has died. No product code may catch it: it is no ``Exception``."""


class EndlessCircleError(Exception):
    """Somebody looked at the clock again and again and never waited: on a real till a thread would turn in a circle."""


class Actor:
    """One thread of a simulated process. ``kill`` lets it die where it waits."""

    def __init__(self, timeline: "Timeline", name: str, body: Callable[[], None]) -> None:
        self.name = name
        self._timeline = timeline
        self._body = body
        self._baton = threading.Lock()
        self._baton.acquire()
        self.token = 0
        self.is_killed = False
        self.is_over = False
        self._thread = threading.Thread(target=self._run, name=f"actor {name}", daemon=True)

    def start(self) -> None:
        """Let the thread wait for its first baton."""
        self._thread.start()

    def kill(self) -> None:
        """It dies as soon as its turn comes, which is now."""
        if not self.is_over and not self.is_killed:
            self.is_killed = True
            self._timeline.wake(self)

    def take_baton(self) -> None:
        """Wait for the turn; called by its own thread. Raises :class:`KilledError`."""
        self._baton.acquire()
        if self.is_killed:
            raise KilledError(self.name)

    def give_baton(self) -> None:
        """Let it run; the caller must wait or end at once."""
        self._baton.release()

    def join(self) -> None:
        """Wait for the end of the thread."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self.take_baton()
            self._body()
        except KilledError:
            pass
        except BaseException as error:
            self._timeline.fail(error)
        self.is_over = True
        self._timeline.leave()


class Timeline:
    """The queue of what happens when. ``now_ms`` counts from the start of the world."""

    def __init__(self, begins_at: datetime) -> None:
        self.now_ms = 0
        self.begins_at = begins_at
        self._queue: list[tuple[int, int, Actor | None, int, Callable[[], None] | None]] = []
        self._count = 0
        self._until_ms = 0
        self._director = threading.Lock()
        self._director.acquire()
        self._failure: BaseException | None = None
        self._current: Actor | None = None
        self._actors: list[Actor] = []
        self._looks = 0

    def looked_at(self) -> None:
        """Somebody looked at the clock. Raises :class:`EndlessCircleError` if it stood still for too long."""
        self._looks += 1
        if self._looks > _MOST_LOOKS:
            self.fail(EndlessCircleError(f"{self._looks} looks at the clock at {self.now_ms} ms of the world"))
            raise KilledError("endless circle")

    def now(self) -> datetime:
        """The true instant."""
        return self.begins_at + timedelta(milliseconds=self.now_ms)

    def spawn(self, name: str, body: Callable[[], None]) -> Actor:
        """Begin an actor now."""
        actor = Actor(self, name, body)
        self._actors = [each for each in self._actors if not each.is_over]
        self._actors.append(actor)
        actor.start()
        self.wake(actor)
        return actor

    def at(self, delay_ms: int, what: Callable[[], None]) -> None:
        """Do something after a while; it must not sleep."""
        self._push(delay_ms, None, 0, what)

    def wake(self, actor: Actor, delay_ms: int = 0) -> None:
        """Give a waiting actor its turn after ``delay_ms``, unless it was woken before."""
        self._push(delay_ms, actor, actor.token, None)

    @property
    def current(self) -> Actor:
        """Whose turn it is. Raises RuntimeError outside of an actor."""
        if self._current is None:
            raise RuntimeError("only an actor can wait")
        return self._current

    def sleep(self, delay_ms: int) -> None:
        """Let ``delay_ms`` pass in the calling actor."""
        self.wake(self.current, max(0, delay_ms))
        self.park()

    def park(self) -> None:
        """Wait in the calling actor until it is woken."""
        actor = self.current
        chosen = self._next()
        if chosen is not actor:
            self._hand_over(chosen)
            actor.take_baton()
        elif actor.is_killed:
            raise KilledError(actor.name)
        actor.token += 1

    def run(self, until_ms: int) -> None:
        """Let everything happen up to ``until_ms``; called from outside. Raises what an actor failed with."""
        self._until_ms = until_ms
        chosen = self._next()
        if chosen is not None:
            self._hand_over(chosen)
            self._director.acquire()
        if self._failure is not None:
            raise self._failure
        self.now_ms = max(self.now_ms, until_ms)

    def stop(self) -> None:
        """Kill every actor and wait for the ends of their threads."""
        for actor in self._actors:
            actor.kill()
        failure, self._failure = self._failure, None
        self._queue = [entry for entry in self._queue if entry[2] is not None and entry[2].is_killed]
        heapq.heapify(self._queue)
        while any(not actor.is_over for actor in self._actors):
            if not self._queue:
                break
            self._until_ms = self.now_ms
            chosen = self._next()
            if chosen is None:
                break
            self._hand_over(chosen)
            self._director.acquire()
        self._failure = failure or self._failure

    def fail(self, error: BaseException) -> None:
        """An actor broke: the run ends with its error."""
        if self._failure is None:
            self._failure = error

    def leave(self) -> None:
        """An actor has ended: pass its baton on."""
        self._hand_over(self._next())

    def _push(self, delay_ms: int, actor: Actor | None, token: int, what: Callable[[], None] | None) -> None:
        self._count += 1
        heapq.heappush(self._queue, (self.now_ms + delay_ms, self._count, actor, token, what))

    def _hand_over(self, actor: Actor | None) -> None:
        self._current = actor
        if actor is None:
            self._director.release()
        else:
            actor.give_baton()

    def _next(self) -> Actor | None:
        """Advance to the next actor's turn, doing what is due before; None when the run is over."""
        while self._queue and self._failure is None and self._queue[0][0] <= self._until_ms:
            at_ms, _, actor, token, what = heapq.heappop(self._queue)
            if at_ms > self.now_ms:
                self.now_ms, self._looks = at_ms, 0
            if what is not None:
                self._do(what)
            elif actor is not None and token == actor.token and not actor.is_over:
                return actor
        return None

    def _do(self, what: Callable[[], None]) -> None:
        try:
            what()
        except BaseException as error:
            self.fail(error)


class VirtualEvent:
    """``threading.Event`` on virtual time, for one waiting actor; waits in seconds like the original."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._is_set = False
        self._waiting: Actor | None = None

    def is_set(self) -> bool:
        """Whether it was set and not cleared since."""
        return self._is_set

    def set(self) -> None:
        """Set it and wake who waits."""
        self._is_set = True
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._timeline.wake(waiting)

    def clear(self) -> None:
        """Forget it."""
        self._is_set = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set or ``timeout`` seconds have passed; whether it is set."""
        if not self._is_set:
            self._waiting = self._timeline.current
            if timeout is not None:
                self._timeline.wake(self._waiting, max(0, round(timeout * 1000)))
            self._timeline.park()
            self._waiting = None
        return self._is_set
