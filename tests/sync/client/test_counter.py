import threading
from datetime import UTC, datetime

from pos_app.domain.loyalty.account import Account
from pos_app.domain.reservation.kind import ReservationKind
from sync.client.answer_failure import failure_of
from sync.client.asking import OPEN_MS
from sync.client.counter import CounterDoor
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.protocol.encoding import encode
from sync.protocol.error_body import ErrorBody
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from tests.fakes.clock import FakeClock

REQUEST = ReserveRequest("r1", "anna", ReservationKind.HOLD, 500, 1)
ANSWER = ReserveAnswer("r1", 500, 900_000, "signed", False, 0, Account("anna", 0, 0, (), None, 0), "life")
AT = datetime(2026, 3, 2, tzinfo=UTC)


class Door:
    """Answers what it is told to, and counts the requests that are under way at once."""

    def __init__(self, *answers: ReserveAnswer | ExchangeFailedError) -> None:
        self.answers = list(answers)
        self.inside = self.most = 0

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        self.inside += 1
        self.most = max(self.most, self.inside)
        answer = self.answers.pop(0)
        self.inside -= 1
        if isinstance(answer, ExchangeFailedError):
            raise answer
        return answer

    def close(self) -> None:
        self.answers.clear()


def down(retry_after_ms: int | None = None) -> ExchangeFailedError:
    return ExchangeFailedError(FailureKind.SERVER_DOWN, "test", None, "", retry_after_ms)


def test_an_answer_comes_back_and_a_refusal_says_why() -> None:
    paused = failure_of(503, encode(ErrorBody("promises_paused", "the tills have not told all")), {"Retry-After": "60"})
    counter = CounterDoor(Door(ANSWER, paused, paused, paused), FakeClock())
    assert counter.reserve(REQUEST) == ANSWER
    for _ in range(3):
        assert counter.reserve(REQUEST) == NotReserved("promises_paused")
    assert counter.is_worth_asking(), "receipts and customers are still looked up"


def test_a_server_whose_database_is_away_is_as_good_as_silent() -> None:
    away = failure_of(503, encode(ErrorBody("database_unavailable", "try again")), {})
    counter = CounterDoor(Door(away, away), FakeClock())
    counter.reserve(REQUEST)
    counter.reserve(REQUEST)
    assert not counter.is_worth_asking()


def test_after_two_silences_nobody_waits_for_a_while_then_one_attempt_shows() -> None:
    clock = FakeClock()
    counter = CounterDoor(Door(down(), down(), down(), ANSWER, down()), clock)
    assert counter.reserve(REQUEST) == NotReserved("no_answer")
    assert counter.is_worth_asking()
    counter.reserve(REQUEST)
    assert not counter.is_worth_asking()
    clock.advance(milliseconds=OPEN_MS)
    assert counter.is_worth_asking()
    counter.reserve(REQUEST)
    assert not counter.is_worth_asking()
    clock.advance(milliseconds=OPEN_MS)
    counter.reserve(REQUEST)
    counter.reserve(REQUEST)
    assert counter.is_worth_asking()


def test_the_server_may_ask_for_a_longer_pause() -> None:
    clock = FakeClock()
    counter = CounterDoor(Door(down(), down(60_000)), clock)
    counter.reserve(REQUEST)
    counter.reserve(REQUEST)
    clock.advance(milliseconds=59_999)
    assert not counter.is_worth_asking()
    clock.advance(milliseconds=1)
    assert counter.is_worth_asking()


def test_one_request_is_under_way_at_a_time() -> None:
    door = Door(*[ANSWER] * 40)
    counter = CounterDoor(door, FakeClock())
    threads = [threading.Thread(target=lambda: [counter.reserve(REQUEST) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (door.most, door.answers) == (1, [])
