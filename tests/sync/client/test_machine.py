from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.backoff import LONGEST_MS
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.machine import (
    FIRST_BATCH_OPERATIONS,
    LOAD_ORDER,
    LONGEST_HOLD_OFF_MS,
    NUDGE_GAP_MS,
    SyncMachine,
)
from sync.client.steps import AskParked, Heartbeat, Pull, Push, Rejoin, Resync, SendParcel, Step, Wait
from sync.protocol.capabilities import CLAIMS, PARKED, RESERVATIONS
from sync.protocol.push import PushAnswer
from sync.protocol.rejoin import RejoinReason
from sync.protocol.rows import Stream
from sync.protocol.status import Link, Loading, PointsWay

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
INTERVAL_MS = 2_000


TOLD = tuple(stream for stream in LOAD_ORDER if stream is not Stream.ORDERS)
"""What a server tells that names no capabilities."""


def machine(done: bool = False, chance: float = 0.5) -> SyncMachine:
    return SyncMachine(INTERVAL_MS, lambda: chance, done)


def answer(expect: int, *can: str) -> PushAnswer:
    return PushAnswer("life", (), expect, AT, capabilities=can)


def failure(kind: FailureKind, expect: int | None = None) -> ExchangeFailedError:
    return ExchangeFailedError(kind, "test", expect)


def load_all(sync: SyncMachine, now_ms: int = 0) -> list[Stream]:
    seen = []
    while not isinstance(step := sync.next_step(now_ms, 0), Wait):
        if isinstance(step, Pull):
            seen.append(step.stream)
            sync.pull_answered(now_ms, AT, step.stream, more=False)
        else:
            assert step == Heartbeat()
            sync.greeted(now_ms, AT, 0, answer(1))
    return seen


def test_the_first_load_takes_every_stream_to_its_end_then_polls_at_the_interval() -> None:
    sync = machine()
    assert sync.status(0, 0).link is Link.CONNECTING
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeted(0, AT, 0, answer(1))
    assert sync.next_step(0, 0) == Pull(Stream.STAFF)
    sync.pull_answered(0, AT, Stream.STAFF, more=True)
    assert sync.next_step(0, 0) == Pull(Stream.STAFF)
    assert not sync.status(0, 0).first_load_done
    assert load_all(sync) == list(TOLD)
    status = sync.status(0, 0)
    assert (status.link, status.first_load_done, status.last_contact_at, status.offline_since) == (
        Link.ONLINE,
        True,
        AT,
        None,
    )
    assert sync.next_step(0, 0) == Wait(INTERVAL_MS)
    assert sync.next_step(500, 0) == Wait(INTERVAL_MS - 500)
    assert load_all(sync, INTERVAL_MS) == list(TOLD)


def test_how_far_the_first_load_is_is_told_once_the_server_has_counted() -> None:
    sync = SyncMachine(2_000, lambda: 0.5, first_load_done=False)
    first, second = LOAD_ORDER[:2]
    assert sync.wants_count(first) and sync.status(0, 0).loading is None
    for rows, left, told in (
        (1_000, None, None),  # a server from before does not count
        (1_000, 4_500, Loading(first, 2_000, 4_500)),
        (1_000, None, Loading(first, 3_000, 3_500)),
        (1_000, None, Loading(first, 4_000, 2_500)),
    ):
        sync.rows_came(first, rows, left)
        sync.pull_answered(0, AT, first, more=True)
        assert sync.status(0, 0).loading == told
    assert not sync.wants_count(first)
    sync.pull_answered(0, AT, first, more=False)
    assert sync.wants_count(second) and sync.status(0, 0).loading is None
    for stream in LOAD_ORDER[1:]:
        sync.pull_answered(0, AT, stream, more=False)
    assert sync.status(0, 0).first_load_done and sync.status(0, 0).loading is None
    assert not sync.wants_count(second), "nobody waits for it any more"


def test_receipts_go_between_the_pages_of_a_long_load() -> None:
    sync = machine()
    sync.pull_answered(0, AT, Stream.GOODS, more=True)
    assert isinstance(sync.next_step(0, 1), Push)
    sync.push_answered(0, AT, 1, 1, answer(2))
    assert isinstance(sync.next_step(0, 0), Pull)


def test_after_a_confirmed_push_the_accounts_are_fetched_at_once() -> None:
    sync = machine()
    load_all(sync)
    assert isinstance(sync.next_step(100, 1), Push)
    sync.push_answered(100, AT, 1, 1, answer(2))
    assert sync.next_step(100, 0) == Pull(Stream.ACCOUNTS)


def test_the_first_batch_after_an_outage_is_small() -> None:
    sync = machine()
    assert sync.next_step(0, 500) == Push(FIRST_BATCH_OPERATIONS)
    sync.push_answered(0, AT, 500, 20, answer(21))
    step = sync.next_step(0, 480)
    assert isinstance(step, Push) and step.most > FIRST_BATCH_OPERATIONS
    sync.push_failed(0, AT, "op", 200, failure(FailureKind.SERVER_DOWN))
    assert sync.next_step(LONGEST_MS, 480) == Push(FIRST_BATCH_OPERATIONS)


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        (FailureKind.NO_NETWORK, Link.NO_NETWORK),
        (FailureKind.SERVER_DOWN, Link.SERVER_DOWN),
        (FailureKind.SERVER_FAULT, Link.SERVER_DOWN),
        (FailureKind.ANSWER_UNREADABLE, Link.SERVER_DOWN),
        (FailureKind.SIGN_ON_WANTED, Link.SIGN_ON_WANTED),
        (FailureKind.REFUSED, Link.REFUSED),
    ],
)
def test_links_are_told_apart_and_offline_since_is_the_first_failure(kind: FailureKind, link: Link) -> None:
    sync = machine()
    load_all(sync)
    later = AT.replace(hour=10)
    sync.pull_failed(5_000, later, Stream.STAFF, failure(kind))
    sync.pull_failed(9_000, later.replace(hour=11), Stream.STAFF, failure(kind))
    status = sync.status(3, 1)
    assert (status.link, status.offline_since, status.last_contact_at) == (link, later, AT)
    assert (status.queue_depth, status.parked) == (3, 1)
    sync.pull_answered(20_000, later, Stream.STAFF, more=False)
    assert (sync.status(0, 0).link, sync.status(0, 0).offline_since) == (Link.ONLINE, None)


@given(st.lists(st.floats(0, 0.999), min_size=1, max_size=40))
def test_the_wait_after_a_failure_grows_within_full_jitter_and_never_passes_the_longest(chances: list[float]) -> None:
    drawn = iter(chances)
    sync = SyncMachine(INTERVAL_MS, lambda: next(drawn), first_load_done=True)
    now = 0
    for number, chance in enumerate(chances):
        sync.push_failed(now, AT, "op", 1, failure(FailureKind.SERVER_DOWN))
        bound = min(LONGEST_MS, 1_000 * 2**number)
        step = sync.next_step(now, 1)
        waited = step.milliseconds if isinstance(step, Wait) else 0
        assert waited == round(chance * bound) <= LONGEST_MS
        now += waited
        assert isinstance(sync.next_step(now, 1), Push)


def test_a_nudge_cuts_the_wait_short_but_not_below_a_second_between_tries() -> None:
    sync = machine(chance=0.999)
    for _ in range(6):
        sync.push_failed(0, AT, "op", 1, failure(FailureKind.SERVER_DOWN))
    assert sync.next_step(100, 1) == Wait(round(0.999 * LONGEST_MS) - 100)
    sync.nudged(100)
    assert sync.next_step(100, 1) == Wait(NUDGE_GAP_MS - 100)
    assert isinstance(sync.next_step(NUDGE_GAP_MS, 1), Push)
    sync.push_failed(NUDGE_GAP_MS, AT, "op", 1, failure(FailureKind.REFUSED))
    refused = sync.next_step(NUDGE_GAP_MS, 1)
    sync.nudged(NUDGE_GAP_MS)
    assert sync.next_step(NUDGE_GAP_MS, 1) == refused


def test_five_faults_over_the_same_head_send_one_by_one_and_the_one_that_fails_alone_is_a_parcel() -> None:
    sync = machine(done=True, chance=0.0)
    load_all(sync)
    for _ in range(5):
        step = sync.next_step(0, 3)
        assert isinstance(step, Push) and step.most > 1
        sync.push_failed(0, AT, "op-1", 3, failure(FailureKind.SERVER_FAULT))
    assert sync.next_step(0, 3) == Push(1)
    sync.push_answered(0, AT, 3, 1, answer(2))
    assert sync.next_step(0, 2) == Push(1)
    sync.push_failed(0, AT, "op-2", 1, failure(FailureKind.SERVER_FAULT))
    assert sync.next_step(0, 2) == SendParcel()
    sync.push_answered(0, AT, 3, 1, answer(3))
    assert sync.next_step(0, 1) == Push(1)
    sync.push_answered(0, AT, 3, 1, answer(4))
    assert isinstance(sync.next_step(0, 0), Pull)
    step = sync.next_step(0, 1)
    assert isinstance(step, Push) and step.most > 1


def test_what_a_proxy_finds_too_large_goes_in_smaller_parts_and_is_never_parked_for_it() -> None:
    sync = machine(done=True)
    now = 0
    assert sync.next_step(now, 300) == Push(FIRST_BATCH_OPERATIONS)
    for most in (10, 5, 2, 1):
        sync.push_failed(now, AT, "op-1", most * 2, failure(FailureKind.TOO_LARGE))
        assert sync.next_step(now, 300) == Push(most)
    sync.push_answered(now, AT, 300, 1, answer(2))
    assert sync.next_step(now, 299) == Push(1), "it does not try in vain again"
    sync.push_failed(now, AT, "op-2", 1, failure(FailureKind.TOO_LARGE))
    assert isinstance(sync.next_step(now, 299), Wait)
    assert sync.status(299, 0).link is Link.SERVER_DOWN
    assert sync.next_step(LONGEST_MS, 299) == Push(1)


def test_a_request_that_cannot_be_read_is_taken_apart_at_once() -> None:
    sync = machine(done=True)
    sync.push_failed(0, AT, "op-1", 2, failure(FailureKind.UNACCEPTABLE))
    assert sync.next_step(0, 2) == Push(1)
    sync.push_failed(0, AT, "op-1", 1, failure(FailureKind.UNACCEPTABLE))
    assert sync.next_step(0, 2) == SendParcel()
    sync.push_failed(0, AT, "op-1", 1, failure(FailureKind.UNACCEPTABLE))
    assert isinstance(sync.next_step(0, 2), Wait)
    assert sync.next_step(LONGEST_MS, 2) == SendParcel()


def test_what_a_restored_server_misses_never_goes_as_a_parcel_in_the_place_of_the_operation_it_failed_over() -> None:
    sync = machine(done=True)
    for _ in range(2):
        sync.push_failed(0, AT, "op-9", 1, failure(FailureKind.UNACCEPTABLE))
    now = LONGEST_MS
    assert sync.next_step(now, 1) == SendParcel()
    sync.push_failed(now, AT, "op-9", 1, failure(FailureKind.GAP, expect=4))
    step = sync.next_step(now, 1)
    assert isinstance(step, Push) and step.from_seq == 4


def test_a_server_that_is_merely_down_never_makes_a_parcel() -> None:
    sync = machine(done=True)
    now = 0
    for _ in range(50):
        sync.push_failed(now, AT, "op-1", 3, failure(FailureKind.SERVER_DOWN))
        now += LONGEST_MS
        assert sync.next_step(now, 3) == Push(FIRST_BATCH_OPERATIONS)


def test_a_gap_sends_what_is_missing_then_goes_on() -> None:
    sync = machine(done=True)
    load_all(sync)
    sync.push_failed(0, AT, "op-9", 2, failure(FailureKind.GAP, 4))
    step = sync.next_step(0, 2)
    assert isinstance(step, Push) and step.from_seq == 4
    sync.push_answered(0, AT, 10, 0, answer(7))
    step = sync.next_step(0, 2)
    assert isinstance(step, Push) and step.from_seq == 7
    sync.push_answered(0, AT, 10, 2, answer(11))
    assert isinstance(sync.next_step(0, 0), Pull)
    assert sync.status(0, 0).link is Link.ONLINE


def fork(sync: SyncMachine, how: str, now_ms: int = 0) -> None:
    if how in ("fork", "fenced"):
        sync.push_failed(now_ms, AT, "op", 1, failure(FailureKind(how)))
    elif how == "numbers never given out":
        sync.push_answered(now_ms, AT, 3, 1, answer(9))
    elif how == "greeted with numbers never given out":
        sync.greeted(now_ms, AT, 3, answer(9))
    else:
        sync.push_failed(now_ms, AT, "op", 1, failure(FailureKind.GAP, 4))
        if how == "not kept":
            sync.resend_impossible(now_ms, AT)
        else:
            sync.push_failed(now_ms, AT, "op", 1, failure(FailureKind.GAP, 4))


FORKS = [
    "fork",
    "fenced",
    "same gap again",
    "not kept",
    "numbers never given out",
    "greeted with numbers never given out",
]


@pytest.mark.parametrize("how", FORKS)
def test_a_forked_till_asks_for_a_new_epoch_before_anything_else_and_goes_on_in_it(how: str) -> None:
    sync = machine(done=True)
    load_all(sync)
    fork(sync, how)
    assert sync.status(1, 0).points is PointsWay.FROZEN
    step = sync.next_step(0, 1)
    assert step == Rejoin(RejoinReason.FORK, archive=how in ("same gap again", "not kept"))
    sync.epoch_failed(0, AT, failure(FailureKind.SERVER_DOWN))
    assert isinstance(sync.next_step(0, 1), Wait)
    assert isinstance(sync.next_step(LONGEST_MS, 1), Rejoin)
    sync.epoch_begun(LONGEST_MS, AT)
    assert isinstance(sync.next_step(LONGEST_MS, 1), Push)
    sync.push_answered(LONGEST_MS, AT, 1, 1, answer(2))
    assert sync.status(0, 0).link is Link.ONLINE
    fork(sync, how, LONGEST_MS)  # again at once: it does not turn in a circle
    assert load_all(sync, LONGEST_MS) == list(TOLD)
    assert isinstance(sync.next_step(2 * LONGEST_MS, 1), Rejoin)


def test_a_server_without_epochs_refuses_the_till_which_goes_on_loading_and_asks_again_later() -> None:
    sync = machine(done=True)
    load_all(sync)
    fork(sync, "fork")
    assert isinstance(sync.next_step(0, 1), Rejoin)
    sync.epoch_failed(0, AT, failure(FailureKind.UNSUPPORTED))
    assert sync.status(1, 0).link is Link.REFUSED
    assert isinstance(sync.next_step(INTERVAL_MS, 1), Pull)
    assert isinstance(sync.next_step(LONGEST_MS, 1), Push)
    sync.push_answered(LONGEST_MS, AT, 1, 1, answer(2))
    assert sync.status(0, 0).link is Link.ONLINE


def test_frozen_books_ask_for_an_epoch_first() -> None:
    sync = SyncMachine(INTERVAL_MS, lambda: 0.5, first_load_done=True, frozen=True)
    assert sync.next_step(0, 3) == Rejoin(RejoinReason.RESTORED)
    sync.epoch_begun(0, AT)
    assert isinstance(sync.next_step(0, 3), Push)


def test_another_life_of_the_server_is_told_everything() -> None:
    sync = machine(done=True)
    sync.push_failed(0, AT, "op", 1, failure(FailureKind.RESYNC))
    assert sync.next_step(0, 1) == Resync()
    sync.epoch_failed(0, AT, failure(FailureKind.NO_NETWORK))
    assert sync.next_step(LONGEST_MS, 1) == Resync()
    sync.epoch_begun(LONGEST_MS, AT)
    assert isinstance(sync.next_step(LONGEST_MS, 1), Push)


def test_a_greeted_server_that_misses_what_it_had_confirmed_gets_it_again() -> None:
    sync = machine(done=True)
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeted(0, AT, 9, answer(4))
    step = sync.next_step(0, 0)
    assert isinstance(step, Push) and step.from_seq == 4


def test_a_server_that_does_not_know_greetings_is_not_greeted_again() -> None:
    sync = machine(done=True)
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeting_failed(0, AT, failure(FailureKind.UNACCEPTABLE))
    seen = load_all(sync)
    assert seen == list(TOLD)
    assert isinstance(sync.next_step(INTERVAL_MS, 0), Pull)


def test_a_server_that_was_upgraded_is_greeted_again() -> None:
    """With an empty queue nothing else tells that it was put back from a backup."""
    sync = machine(done=True)
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeting_failed(0, AT, failure(FailureKind.UNACCEPTABLE))
    load_all(sync)
    assert isinstance(sync.next_step(0, 1), Push)
    sync.push_answered(0, AT, 1, 1, answer(2, PARKED))
    load_all(sync)
    assert sync.next_step(INTERVAL_MS, 0) == Heartbeat()


def test_a_greeting_that_came_torn_is_not_the_last_one() -> None:
    sync = machine(done=True)
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeted(0, AT, 0, answer(1, PARKED))
    load_all(sync)
    assert sync.next_step(INTERVAL_MS, 0) == Heartbeat()
    sync.greeting_failed(INTERVAL_MS, AT, failure(FailureKind.UNACCEPTABLE))
    load_all(sync, INTERVAL_MS)
    assert sync.next_step(2 * INTERVAL_MS, 0) == Heartbeat()


def test_what_became_of_parked_operations_is_asked_once_a_round_where_the_server_can() -> None:
    sync = machine(done=True)
    sync.greeted(0, AT, 0, answer(1, PARKED))
    assert sync.next_step(0, 0, parked=1) == AskParked()
    sync.parked_told(AT)
    assert isinstance(sync.next_step(0, 0, parked=1), Pull)
    without = machine(done=True)
    without.greeted(0, AT, 0, answer(1))
    assert isinstance(without.next_step(0, 0, parked=1), Pull)


def test_a_till_is_silent_as_long_as_the_server_wants_it_but_no_nudge_and_no_server_silences_it_for_ever() -> None:
    sync = machine(done=True, chance=0.0)
    sync.push_failed(0, AT, "op", 1, ExchangeFailedError(FailureKind.SERVER_DOWN, "", None, "", 90_000))
    sync.nudged(10)
    assert sync.next_step(10, 1) == Wait(90_000 - 10)
    assert isinstance(sync.next_step(90_000, 1), Push)
    sync.push_failed(90_000, AT, "op", 1, ExchangeFailedError(FailureKind.SERVER_DOWN, "", None, "", 10**9))
    assert isinstance(sync.next_step(90_000 + LONGEST_HOLD_OFF_MS, 1), Push)


def test_the_points_way_and_the_clocks_skew_are_told_apart_from_the_link() -> None:
    sync = machine(done=True)
    assert sync.status(0, 0).points is PointsWay.LEASES
    sync.greeted(0, AT + timedelta(minutes=3, seconds=20), 0, answer(1, RESERVATIONS))
    assert (sync.status(0, 0).points, sync.status(0, 0).skew_minutes) == (PointsWay.ONLINE, 3)
    sync.greeted(0, AT - timedelta(seconds=50), 0, answer(1))
    assert (sync.status(0, 0).points, sync.status(0, 0).skew_minutes) == (PointsWay.UNSUPPORTED, 0)
    sync.pull_failed(0, AT, Stream.GOODS, failure(FailureKind.NO_NETWORK))
    assert sync.status(0, 0).points is PointsWay.LEASES


def test_an_answer_that_names_nothing_sent_does_not_spin() -> None:
    sync = machine(done=True)
    sync.push_answered(0, AT, 5, 0, answer(2))
    assert isinstance(sync.next_step(0, 1), Wait)
    assert sync.status(1, 0).link is Link.SERVER_DOWN


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others() -> None:
    sync = machine()
    load_all(sync)
    sync.greeted(0, AT, 0, answer(1))
    sync.pull_failed(INTERVAL_MS, AT, Stream.STAFF, failure(FailureKind.ANSWER_UNREADABLE))
    later = sync.next_step(INTERVAL_MS + LONGEST_MS, 0)
    assert later == Heartbeat() or later == Pull(Stream.PROGRAMME)
    sync.greeted(INTERVAL_MS + LONGEST_MS, AT, 0, answer(1))
    assert sync.next_step(INTERVAL_MS + LONGEST_MS, 0) == Pull(Stream.PROGRAMME)


def pulled_in_a_round(sync: SyncMachine, now: int, failing: Stream | None = None) -> list[Stream]:
    """The streams that a round asks for; the ``failing`` one is answered with 500."""
    asked: list[Stream] = []
    while not isinstance(step := sync.next_step(now, 0), Wait):
        if isinstance(step, Pull):
            asked.append(step.stream)
        if isinstance(step, Pull) and step.stream is failing:
            sync.pull_failed(now, AT, step.stream, failure(FailureKind.SERVER_FAULT))
        else:
            succeed(sync, step, now, 0, more=False)
    return asked


def test_a_stream_that_fails_alone_costs_neither_the_link_nor_the_others() -> None:
    sync = machine()
    load_all(sync)
    asked, now = [], 0
    for _ in range(200):
        now += INTERVAL_MS
        asked += pulled_in_a_round(sync, now, Stream.GOODS)
        assert sync.status(0, 0).link is Link.ONLINE
    assert asked.count(Stream.STAFF) == asked.count(Stream.ACCOUNTS) == 200
    assert asked.count(Stream.GOODS) < 200
    now += LONGEST_MS
    assert Stream.GOODS in pulled_in_a_round(sync, now)
    assert pulled_in_a_round(sync, now + INTERVAL_MS) == list(TOLD)


def test_orders_are_asked_for_once_the_server_says_that_it_has_them() -> None:
    sync = machine()
    assert sync.next_step(0, 0) == Heartbeat()
    sync.greeted(0, AT, 0, answer(1, CLAIMS))
    assert load_all(sync) == list(LOAD_ORDER), "VAT stays the last of the first load"
    assert load_all(sync, INTERVAL_MS) == list(LOAD_ORDER)
    sync.greeted(INTERVAL_MS, AT, 0, answer(1))
    assert load_all(sync, 2 * INTERVAL_MS) == list(TOLD)


def test_what_came_before_an_outage_of_a_moment_is_not_asked_for_again() -> None:
    sync = machine()
    load_all(sync)
    now, asked = INTERVAL_MS, []
    for _ in range(3):  # the greeting, staff, programme
        step = sync.next_step(now, 0)
        succeed(sync, step, now, 0, more=False)
    sync.pull_failed(now, AT, Stream.GOODS, failure(FailureKind.NO_NETWORK))
    wait = sync.next_step(now, 0)
    assert isinstance(wait, Wait) and wait.milliseconds < INTERVAL_MS
    asked = pulled_in_a_round(sync, now + wait.milliseconds)
    assert asked == [stream for stream in TOLD if stream not in (Stream.STAFF, Stream.PROGRAMME)]


def test_after_a_longer_outage_everything_is_asked_for_again() -> None:
    sync = machine()
    load_all(sync)
    now = INTERVAL_MS
    succeed(sync, sync.next_step(now, 0), now, 0, more=False)
    succeed(sync, sync.next_step(now, 0), now, 0, more=False)
    now += INTERVAL_MS
    sync.pull_failed(now, AT, Stream.GOODS, failure(FailureKind.NO_NETWORK))
    assert set(pulled_in_a_round(sync, now + LONGEST_MS)) == set(TOLD)


@given(
    st.lists(
        st.tuples(st.sampled_from(["ok", "more", *FailureKind]), st.integers(0, 3_000), st.integers(0, 5)),
        max_size=200,
    )
)
def test_whatever_happens_it_neither_stops_nor_spins(events: list[tuple[str, int, int]]) -> None:
    sync = machine()
    now = 0
    for what, passed, queued in events:
        now += passed
        step = sync.next_step(now, queued)
        if isinstance(step, Wait):
            assert 0 < step.milliseconds <= LONGEST_MS
            now += step.milliseconds
        elif what in ("ok", "more"):
            succeed(sync, step, now, queued, more=what == "more")
        else:
            fail(sync, step, now, queued, failure(FailureKind(what), 3))
    for _ in range(100):
        step = sync.next_step(now, 0)
        if isinstance(step, Wait):
            now += step.milliseconds
        else:
            succeed(sync, step, now, 1, more=False)
    assert sync.status(0, 0).first_load_done


def succeed(sync: SyncMachine, step: Step, now: int, queued: int, *, more: bool) -> None:
    match step:
        case Pull(stream):
            sync.pull_answered(now, AT, stream, more=more)
        case Heartbeat():
            sync.greeted(now, AT, 9, answer(5 if more else 10))
        case Rejoin() | Resync():
            sync.epoch_begun(now, AT)
        case AskParked():
            sync.parked_told(AT)
        case _:
            sync.push_answered(now, AT, 9, min(1, queued), answer(5 if more else 10))


def fail(sync: SyncMachine, step: Step, now: int, queued: int, why: ExchangeFailedError) -> None:
    match step:
        case Pull(stream):
            sync.pull_failed(now, AT, stream, why)
        case Heartbeat():
            sync.greeting_failed(now, AT, why)
        case Rejoin() | Resync():
            sync.epoch_failed(now, AT, why)
        case AskParked():
            sync.parked_failed(now, AT, why)
        case _:
            sync.push_failed(now, AT, "op", max(1, queued), why)
