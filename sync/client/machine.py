"""Sync as a step machine: it says what to do next and is told what came of it. No IO, no clock, no chance of its own.

    CONNECTING ──answer──▶ ONLINE ──failure──▶ NO_NETWORK | SERVER_DOWN | REFUSED ──answer──▶ ONLINE

At each step, in this order: wait out a back-off; begin a new epoch if this till's or the server's books came from a
backup; send what is queued; greet the server, which answers with what it has set aside for this till; ask after parked
operations; fetch what may have changed; wait for the next poll. Operations always go before pages, so a long first load
delays no receipt by more than one page.

    pushing ──fork, fenced, numbers never given out──▶ Rejoin ──▶ pushing in the new epoch
    pushing ──resync: the server lives another life──▶ Resync ──▶ pushing the archive in the new epoch
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.client.backoff import LONGEST_MS, Backoff
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.load_progress import LoadProgress
from sync.client.poison import PoisonWatch
from sync.client.steps import AskParked, Heartbeat, Pull, Push, Rejoin, Resync, SendParcel, Step, Wait
from sync.protocol.capabilities import CLAIMS, PARKED, RESERVATIONS
from sync.protocol.limits import MAX_BATCH_OPERATIONS
from sync.protocol.push import PushAnswer
from sync.protocol.rejoin import RejoinReason
from sync.protocol.rows import Stream
from sync.protocol.status import Link, PointsWay, SyncStatus

FIRST_BATCH_OPERATIONS = 20
"""After an outage every till of a chain comes back at once: begin small."""

NUDGE_GAP_MS = 1_000
"""Receipts made while the server is away ask for it at most this often."""

LONGEST_HOLD_OFF_MS = 10 * 60_000
"""No server may silence a till for longer (Retry-After)."""

LOAD_ORDER = (
    Stream.STAFF,
    Stream.PROGRAMME,
    Stream.GOODS,
    Stream.CUSTOMERS,
    Stream.ACCOUNTS,
    Stream.CARD_STEPS,
    Stream.ORDERS,
    Stream.VAT,
)
"""Who may sign on comes first. A stream is loaded to its end before the next begins, so a cursor of the last one, which
is a single page, shows that the first load was done, also after a restart in the middle of it."""

_LINKS = {
    FailureKind.NO_NETWORK: Link.NO_NETWORK,
    FailureKind.SIGN_ON_WANTED: Link.SIGN_ON_WANTED,
    FailureKind.REFUSED: Link.REFUSED,
    FailureKind.UNTRUSTED: Link.UNTRUSTED,
    FailureKind.FORK: Link.REFUSED,
}
_NEW_EPOCH = (FailureKind.FORK, FailureKind.FENCED)
_NO_WAY_ON = (FailureKind.UNSUPPORTED, FailureKind.REFUSED, FailureKind.UNACCEPTABLE)
_STREAM_ALONE = (
    FailureKind.ANSWER_UNREADABLE,
    FailureKind.SIGN_ON_WANTED,
    FailureKind.UNACCEPTABLE,
    FailureKind.SERVER_FAULT,
)
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Ailing:
    """A stream whose pages do not come while others do, and when it is asked for again."""

    backoff: Backoff
    not_before_ms: int = 0


class SyncMachine:
    """``interval_ms``: pause between polls. ``chance``: numbers from 0 to below 1. All ``now_ms`` are monotonic.

    ``frozen``: the books came from a backup, a new epoch comes before anything else. ``capabilities``: what the server
    said it can when it answered last.
    """

    def __init__(
        self,
        interval_ms: int,
        chance: Callable[[], float],
        first_load_done: bool,
        frozen: bool = False,
        capabilities: Sequence[str] = (),
    ) -> None:
        self._interval_ms = interval_ms
        self._chance = chance
        self._backoff = Backoff(chance)
        self._ailing: dict[Stream, _Ailing] = {}
        self._heard_in_round = False
        self._round_began_ms = 0
        self._poison = PoisonWatch()
        self._most_operations = MAX_BATCH_OPERATIONS
        self._link = Link.CONNECTING
        self._last_contact_at: datetime | None = None
        self._offline_since: datetime | None = None
        self._first_load_done = first_load_done
        self._poll_at_ms = 0
        self._quiet_until_ms = 0
        self._push_not_before_ms = 0
        self._tried_at_ms = 0
        self._resend_from: int | None = None
        self._after_outage = True
        self._forked = False
        self._rejoin = Rejoin(RejoinReason.RESTORED) if frozen else None
        self._resync = False
        self._epoch_not_before_ms = 0
        self._capabilities = tuple(capabilities)
        self._due = [stream for stream in LOAD_ORDER if self._is_told(stream)]
        self._beats = True
        self._beat_due = True
        self._parked_due = True
        self._held_off_until_ms = 0
        self._skew_minutes = 0
        self._progress = LoadProgress()

    def next_step(self, now_ms: int, queued: int, parked: int = 0) -> Step:
        """What to do now, with ``queued`` operations waiting for the server and ``parked`` ones for a person."""
        quiet_until_ms = max(self._quiet_until_ms, self._held_off_until_ms)
        if now_ms < quiet_until_ms:
            return Wait(quiet_until_ms - now_ms)
        if not self._due and now_ms >= self._poll_at_ms:
            self._begin_round(now_ms)
        step = self._wanted(now_ms, queued, parked)
        if step is not None:
            self._tried_at_ms = now_ms
            return step
        wakes = [self._poll_at_ms]
        if self._rejoin is not None or self._resync:
            wakes.append(self._epoch_not_before_ms)
        elif queued:
            wakes.append(self._push_not_before_ms)
        return Wait(max(0, min(wakes) - now_ms))

    def _wanted(self, now_ms: int, queued: int, parked: int) -> Step | None:
        new_epoch = Resync() if self._resync else self._rejoin
        if new_epoch is not None and now_ms >= self._epoch_not_before_ms:
            return new_epoch
        if new_epoch is None and self._may_push(now_ms, queued):
            return self._push_step()
        if new_epoch is None and self._beats and self._beat_due and queued == 0:
            return Heartbeat()
        if self._parked_due and parked > 0 and PARKED in self._capabilities:
            return AskParked()
        return Pull(self._due[0]) if self._due else None

    def _begin_round(self, now_ms: int) -> None:
        healthy = [stream for stream in LOAD_ORDER if stream not in self._ailing and self._is_told(stream)]
        tried_again = [stream for stream, each in self._ailing.items() if now_ms >= each.not_before_ms]
        self._due = [*healthy, *tried_again]
        self._beat_due = self._parked_due = True
        self._heard_in_round = False
        self._round_began_ms = now_ms

    def _is_told(self, stream: Stream) -> bool:
        """A server from before orders has no such stream, and would be asked for it in vain in each round."""
        return stream is not Stream.ORDERS or CLAIMS in self._capabilities

    def _end_round(self, now_ms: int) -> None:
        if not self._due:
            self._first_load_done = True
            self._heard_in_round = False
            self._poll_at_ms = now_ms + self._interval_ms

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
        self._met(at, answer)
        resending = self._resend_from is not None
        if settled == 0 and not resending:
            failure = ExchangeFailedError(FailureKind.ANSWER_UNREADABLE, "the answer names nothing that was sent")
            self.push_failed(now_ms, at, "", 0, failure)
            return
        self._forked = False
        self._contact(at)
        self._poison.succeeded()
        self._beat_due = False
        if resending:
            self._resend_from = answer.expect_seq if answer.expect_seq <= have_seq else None
        self._want(Stream.ACCOUNTS)

    def greeted(self, now_ms: int, at: datetime, have_seq: int, answer: PushAnswer) -> None:
        """An answer came to a heartbeat; ``have_seq``: the last number given out before it, all of them confirmed."""
        if answer.expect_seq - 1 > have_seq:
            self.push_failed(now_ms, at, "", 0, ExchangeFailedError(FailureKind.FORK, "numbers never given out"))
            return
        self._met(at, answer)
        self._forked = False
        self._contact(at)
        self._beat_due = False
        if answer.expect_seq <= have_seq:
            self._go_back_to(answer.expect_seq)  # it was restored without a word and misses what it had confirmed

    def greeting_failed(self, now_ms: int, at: datetime, failure: ExchangeFailedError) -> None:
        """No answer came to a heartbeat. A server from before there were any may refuse a batch of nothing.

        One that told what it can do knows them: then it was this one request that came torn.
        """
        if failure.kind in (FailureKind.UNACCEPTABLE, FailureKind.UNSUPPORTED, FailureKind.SERVER_FAULT):
            self._beats = failure.kind is FailureKind.SERVER_FAULT or bool(self._capabilities)
            self._beat_due = False
            return
        self.push_failed(now_ms, at, "", 0, failure)

    def epoch_begun(self, now_ms: int, at: datetime) -> None:
        """The new epoch is stored: go on with the queue."""
        self._rejoin, self._resync, self._forked = None, False, False
        self._resend_from = None
        self._push_not_before_ms = 0
        self._epoch_not_before_ms = now_ms + LONGEST_MS  # a server that forks again at once is not asked in a circle
        self._poison = PoisonWatch()
        self._contact(at)
        self._begin_round(now_ms)

    def epoch_failed(self, now_ms: int, at: datetime, failure: ExchangeFailedError) -> None:
        """No new epoch: the operations wait, pages still come, the till sells on."""
        if failure.kind is FailureKind.RESYNC:
            self._resync = True
            return
        if failure.kind in _NO_WAY_ON:
            if failure.kind is FailureKind.UNSUPPORTED:
                self._rejoin, self._resync = None, False  # an older server: only a person there can help
            self._refused(now_ms, at)
            return
        self._failed(now_ms, at, failure)

    def parked_told(self, at: datetime) -> None:
        """What became of parked operations was stored."""
        self._contact(at)
        self._parked_due = False

    def parked_failed(self, now_ms: int, at: datetime, failure: ExchangeFailedError) -> None:
        """It is asked again in the next round."""
        self._parked_due = False
        if failure.kind not in _NO_WAY_ON:
            self._failed(now_ms, at, failure)

    def push_failed(self, now_ms: int, at: datetime, head: str, count: int, failure: ExchangeFailedError) -> None:
        """A push of ``count`` operations that begins with operation id ``head``, or a parcel, failed."""
        if failure.kind is FailureKind.GAP and failure.expect_seq not in (None, self._resend_from):
            self._contact(at)
            self._go_back_to(failure.expect_seq)
            return
        if failure.kind is FailureKind.RESYNC:
            self._resync = True
            return
        if failure.kind is FailureKind.GAP or failure.kind in _NEW_EPOCH:
            # What the server asks for is not kept, or it knows another history: only a new epoch leads on.
            self._resend_from = None
            self._rejoin = Rejoin(RejoinReason.FORK, archive=failure.kind is FailureKind.GAP)
            return
        if failure.kind is FailureKind.TOO_LARGE and count > 1:
            self._most_operations = count // 2  # for good: what stands between will not let more through later
            return
        parcel_failed = self._poison.parcel
        if self._poison.failed(head, count, failure.kind) and not parcel_failed:
            return
        self._failed(now_ms, at, failure)

    def _go_back_to(self, seq: int | None) -> None:
        """Send what the server misses first. What was found about the operation at the head says nothing of those: a
        sound one that went as a parcel in its place would be parked.
        """
        self._resend_from = seq
        self._poison = PoisonWatch()

    def resend_impossible(self, now_ms: int, at: datetime) -> None:
        """The operations that the server misses are not kept here any more."""
        failure = ExchangeFailedError(FailureKind.GAP, "the missing operations are not kept", self._resend_from)
        self.push_failed(now_ms, at, "", 0, failure)

    def head_unsendable(self) -> None:
        """The operation at the head cannot be written as a message."""
        self._poison.cannot_be_sent()

    def wants_count(self, stream: Stream) -> bool:
        """Whether the server is asked how many rows follow: in the first load, for whoever waits for its end."""
        return not self._first_load_done and self._progress.wants_count(stream)

    def rows_came(self, stream: Stream, rows: int, left: int | None) -> None:
        """So many were stored; ``left``: how many follow, None where that was not told."""
        self._progress.came(stream, rows, left)

    def pull_answered(self, now_ms: int, at: datetime, stream: Stream, more: bool) -> None:
        """A page was stored."""
        self._contact(at)
        if more:
            return
        self._ailing.pop(stream, None)
        if stream in self._due:
            self._due.remove(stream)
        self._end_round(now_ms)

    def pull_failed(self, now_ms: int, at: datetime, stream: Stream, failure: ExchangeFailedError) -> None:
        """No page came. Where the server answers otherwise and fails over this stream alone, the others go on.

        The stream waits out a back-off of its own: neither the link nor what the till may do depends on it.
        """
        if not (self._first_load_done and self._heard_in_round and failure.kind in _STREAM_ALONE):
            self._failed(now_ms, at, failure)
            return
        if stream in self._due:
            self._due.remove(stream)
        ailing = self._ailing.setdefault(stream, _Ailing(Backoff(self._chance)))
        ailing.not_before_ms = now_ms + max(self._interval_ms, ailing.backoff.failed())
        self._end_round(now_ms)

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
            points=self._points_way(),
            skew_minutes=self._skew_minutes,
            loading=None if self._first_load_done else self._progress.now(self._due),
        )

    def _points_way(self) -> PointsWay:
        if self._rejoin is not None or self._resync:
            return PointsWay.FROZEN
        if self._link is not Link.ONLINE:
            return PointsWay.LEASES
        return PointsWay.ONLINE if RESERVATIONS in self._capabilities else PointsWay.UNSUPPORTED

    def _may_push(self, now_ms: int, queued: int) -> bool:
        return (queued > 0 or self._resend_from is not None) and now_ms >= self._push_not_before_ms

    def _push_step(self) -> Step:
        if self._poison.parcel:
            return SendParcel(self._resend_from)
        if self._poison.one_by_one:
            return Push(1, self._resend_from)
        at_once = FIRST_BATCH_OPERATIONS if self._after_outage else MAX_BATCH_OPERATIONS
        return Push(min(at_once, self._most_operations), self._resend_from)

    def _want(self, stream: Stream) -> None:
        if stream not in self._due:
            self._due.append(stream)

    def _met(self, at: datetime, answer: PushAnswer) -> None:
        knew, self._capabilities = self._is_told(Stream.ORDERS), answer.capabilities
        self._beats = self._beats or bool(answer.capabilities)  # it is newer than when it refused a batch of nothing
        if not knew and self._is_told(Stream.ORDERS) and self._due:
            self._due.insert(len(self._due) - 1, Stream.ORDERS)  # heard of in the middle of a round; VAT stays the last
        self._skew_minutes = int((at - answer.server_at) / _MINUTE)  # towards 0: half a minute is none

    def _refused(self, now_ms: int, at: datetime) -> None:
        self._forked = True
        self._lost(at, FailureKind.FORK)
        self._epoch_not_before_ms = self._push_not_before_ms = now_ms + LONGEST_MS

    def _contact(self, at: datetime) -> None:
        self._last_contact_at = at
        self._heard_in_round = True
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

    def _failed(self, now_ms: int, at: datetime, failure: ExchangeFailedError) -> None:
        self._lost(at, failure.kind)
        self._after_outage = True
        self._quiet_until_ms = now_ms + self._backoff.failed()
        if failure.retry_after_ms is not None:
            self._held_off_until_ms = now_ms + min(failure.retry_after_ms, LONGEST_HOLD_OFF_MS)
        if now_ms - self._round_began_ms >= self._interval_ms:  # what came in this round already need not come again
            self._round_began_ms = now_ms
            fresh = [stream for stream in LOAD_ORDER if stream not in self._due and self._is_told(stream)]
            self._due = [*self._due, *fresh]
