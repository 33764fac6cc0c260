"""Sync as a step machine: it says what to do next and is told what came of it. No IO, no clock, no chance of its own.

    CONNECTING ──answer──▶ ONLINE ──failure──▶ NO_NETWORK | SERVER_DOWN | REFUSED ──answer──▶ ONLINE

At each step, in this order: wait out a back-off; send what is queued; fetch what may have changed; wait for the next
poll. Operations always go before pages, so a long first load delays no receipt by more than one page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sync.client.backoff import LONGEST_MS, Backoff
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.poison import PoisonWatch
from sync.protocol.limits import MAX_BATCH_OPERATIONS
from sync.protocol.push import PushAnswer
from sync.protocol.rows import Stream
from sync.protocol.status import Link, SyncStatus

FIRST_BATCH_OPERATIONS = 20
"""After an outage every till of a chain comes back at once: begin small."""

NUDGE_GAP_MS = 1_000
"""Receipts made while the server is away ask for it at most this often."""

LOAD_ORDER = (
    Stream.STAFF,
    Stream.PROGRAMME,
    Stream.GOODS,
    Stream.CUSTOMERS,
    Stream.ACCOUNTS,
    Stream.CARD_STEPS,
    Stream.VAT,
)
"""Who may sign on comes first. A stream is loaded to its end before the next begins, so a cursor of the last one, which
is a single page, shows that the first load was done, also after a restart in the middle of it."""

_LINKS = {
    FailureKind.NO_NETWORK: Link.NO_NETWORK,
    FailureKind.REFUSED: Link.REFUSED,
    FailureKind.FORK: Link.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Push:
    """Send at most ``most`` queued operations, or those from number ``from_seq`` on, whatever their state."""

    most: int
    from_seq: int | None = None


@dataclass(frozen=True, slots=True)
class SendParcel:
    """Send one operation as opaque bytes: the head of the queue, or that of number ``from_seq``."""

    from_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """Ask for the next page of a stream."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do for so long, unless nudged."""

    milliseconds: int


Step = Push | SendParcel | Pull | Wait


class SyncMachine:
    """``interval_ms``: pause between polls. ``chance``: numbers from 0 to below 1. All ``now_ms`` are monotonic."""

    def __init__(self, interval_ms: int, chance: Callable[[], float], first_load_done: bool) -> None:
        self._interval_ms = interval_ms
        self._backoff = Backoff(chance)
        self._poison = PoisonWatch()
        self._link = Link.CONNECTING
        self._last_contact_at: datetime | None = None
        self._offline_since: datetime | None = None
        self._first_load_done = first_load_done
        self._due = list(LOAD_ORDER)
        self._poll_at_ms = 0
        self._quiet_until_ms = 0
        self._push_not_before_ms = 0
        self._tried_at_ms = 0
        self._resend_from: int | None = None
        self._after_outage = True
        self._forked = False

    def next_step(self, now_ms: int, queued: int) -> Step:
        """What to do now, with ``queued`` operations waiting."""
        if now_ms < self._quiet_until_ms:
            return Wait(self._quiet_until_ms - now_ms)
        if self._may_push(now_ms, queued):
            self._tried_at_ms = now_ms
            return self._push_step()
        if not self._due and now_ms >= self._poll_at_ms:
            self._due = list(LOAD_ORDER)
        if self._due:
            self._tried_at_ms = now_ms
            return Pull(self._due[0])
        wakes = [self._poll_at_ms]
        if queued:
            wakes.append(self._push_not_before_ms)
        return Wait(max(0, min(wakes) - now_ms))

    def nudged(self, now_ms: int) -> None:
        """A receipt was stored: try at once, but never more often than once a second while the server is away."""
        if self._link is not Link.REFUSED:
            self._quiet_until_ms = min(self._quiet_until_ms, max(now_ms, self._tried_at_ms + NUDGE_GAP_MS))

    def push_answered(self, now_ms: int, at: datetime, have_seq: int, settled: int, answer: PushAnswer) -> None:
        """An answer came to the newest push or parcel; it settled so many operations of the queue."""
        if answer.expect_seq - 1 > have_seq:
            # The server knows numbers that this till never gave out: its disk was restored from a backup.
            self.push_failed(now_ms, at, "", 0, ExchangeFailedError(FailureKind.FORK, "numbers never given out"))
            return
        resending = self._resend_from is not None
        if settled == 0 and not resending:
            failure = ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, "the answer names nothing that was sent")
            self.push_failed(now_ms, at, "", 0, failure)
            return
        self._forked = False
        self._contact(at)
        self._poison.succeeded()
        if resending:
            self._resend_from = answer.expect_seq if answer.expect_seq <= have_seq else None
        self._want(Stream.ACCOUNTS)

    def push_failed(self, now_ms: int, at: datetime, head: str, count: int, failure: ExchangeFailedError) -> None:
        """A push of ``count`` operations that begins with operation id ``head``, or a parcel, failed."""
        if failure.kind is FailureKind.GAP and failure.expect_seq not in (None, self._resend_from):
            self._contact(at)
            self._resend_from = failure.expect_seq
            return
        if failure.kind in (FailureKind.GAP, FailureKind.FORK):
            self._resend_from = None
            self._forked = True
            self._lost(at, FailureKind.FORK)
            self._push_not_before_ms = now_ms + LONGEST_MS
            return
        parcel_failed = self._poison.parcel
        if self._poison.failed(head, count, failure.kind) and not parcel_failed:
            return
        self._failed(now_ms, at, failure.kind)

    def resend_impossible(self, now_ms: int, at: datetime) -> None:
        """The operations that the server misses are not kept here any more."""
        failure = ExchangeFailedError(FailureKind.GAP, "the missing operations are not kept", self._resend_from)
        self.push_failed(now_ms, at, "", 0, failure)

    def head_unsendable(self) -> None:
        """The operation at the head cannot be written as a message."""
        self._poison.cannot_be_sent()

    def pull_answered(self, now_ms: int, at: datetime, stream: Stream, more: bool) -> None:
        """A page was stored."""
        self._contact(at)
        if more:
            return
        if stream in self._due:
            self._due.remove(stream)
        if not self._due:
            self._first_load_done = True
            self._poll_at_ms = now_ms + self._interval_ms

    def pull_failed(self, now_ms: int, at: datetime, stream: Stream, failure: ExchangeFailedError) -> None:
        """No page came."""
        self._failed(now_ms, at, failure.kind)
        stream_alone = (FailureKind.ANSWER_UNREADABLE, FailureKind.UNACCEPTABLE, FailureKind.SERVER_FAULT)
        if self._first_load_done and failure.kind in stream_alone:
            self._due.remove(stream)  # let the other streams come first
            self._due.append(stream)

    def store_failed(self, now_ms: int) -> None:
        """The till's own disk did not take what came: try again later; the link is not to blame."""
        self._quiet_until_ms = now_ms + max(1, self._backoff.failed())

    def status(self, queue_depth: int, parked: int) -> SyncStatus:
        """The state for the screen."""
        return SyncStatus(
            link=self._link,
            queue_depth=queue_depth,
            parked=parked,
            last_contact_at=self._last_contact_at,
            offline_since=self._offline_since,
            first_load_done=self._first_load_done,
        )

    def _may_push(self, now_ms: int, queued: int) -> bool:
        return (queued > 0 or self._resend_from is not None) and now_ms >= self._push_not_before_ms

    def _push_step(self) -> Step:
        if self._poison.parcel:
            return SendParcel(self._resend_from)
        if self._poison.one_by_one:
            return Push(1, self._resend_from)
        return Push(FIRST_BATCH_OPERATIONS if self._after_outage else MAX_BATCH_OPERATIONS, self._resend_from)

    def _want(self, stream: Stream) -> None:
        if stream not in self._due:
            self._due.append(stream)

    def _contact(self, at: datetime) -> None:
        self._last_contact_at = at
        if not self._forked:  # pages still come to a till whose operations are refused
            self._link = Link.ONLINE
            self._offline_since = None
        self._after_outage = False
        self._quiet_until_ms = 0
        self._backoff.succeeded()

    def _lost(self, at: datetime, kind: FailureKind) -> None:
        self._link = _LINKS.get(kind, Link.SERVER_DOWN)
        if self._offline_since is None:
            self._offline_since = at

    def _failed(self, now_ms: int, at: datetime, kind: FailureKind) -> None:
        self._lost(at, kind)
        self._after_outage = True
        self._quiet_until_ms = now_ms + self._backoff.failed()
        self._due = [*self._due, *(stream for stream in LOAD_ORDER if stream not in self._due)]
