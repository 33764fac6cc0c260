"""What the sync worker needs from the till's stores and the clock; ``sync.store`` fulfils it (Outbox, FeedIntake)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from pos_app.domain.loyalty.account import Account
from pos_app.domain.reservation.promise import BootMoment, Promise
from sync.protocol.claim import ClaimAnswer, ClaimRequest
from sync.protocol.operation import Operation
from sync.protocol.parked import ParkedAnswer, ParkedOperation
from sync.protocol.pull import AnyPullAnswer, PullRequest
from sync.protocol.push import OperationResult, PushAnswer, PushRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import Claim, ReservationState, ReserveAnswer, ReserveRequest
from sync.protocol.rows import Row, Stream
from sync.protocol.stored_value import ValueAnswer, ValueRequest


class Clock(Protocol):
    """Time, as in ``pos_app.services.ports``."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back."""
        ...

    def boot_moment(self) -> BootMoment:
        """Now by the machine's own clock, sleep included (CLOCK_BOOTTIME)."""
        ...


class Outbox(Protocol):
    """The till's queue of operations."""

    def pending(self, limit: int) -> tuple[Operation, ...]:
        """The oldest queued operations in order, of one epoch."""
        ...

    def from_seq(self, seq: int, limit: int) -> tuple[Operation, ...]:
        """Operations of the present epoch from ``seq`` on, whatever their state; empty if that one is not kept."""
        ...

    def confirm(self, sent: Sequence[Operation], results: Iterable[OperationResult], at: datetime) -> int:
        """Settle what was sent and is named in the answer; returns how many operations left the queue."""
        ...

    def depth(self) -> int:
        """How many operations are queued."""
        ...

    def parked_count(self) -> int:
        """How many operations wait for a person."""
        ...

    def oldest_parked_at(self) -> datetime | None:
        """Since when the oldest of them waits."""
        ...

    def oldest_queued_at(self) -> datetime | None:
        """Business time of the oldest queued operation."""
        ...

    def count_tries(self, sent: Sequence[Operation]) -> None:
        """One more attempt that the server failed over, for each of these."""
        ...

    def learn_parked(self, told: Iterable[ParkedOperation], at: datetime) -> int:
        """What the server says about parked operations; how many are dealt with now."""
        ...

    def begin_epoch(
        self,
        epoch: int,
        incarnation: str,
        at: datetime,
        new_id: Callable[[], str],
        *,
        archive: bool,
        last_receipt: int = 0,
    ) -> bool:
        """Go on in a new epoch, with the archive queued again if asked for; False if the books are in it already.

        No receipt gets a number up to ``last_receipt``.
        """
        ...

    def incarnation(self) -> str:
        """The server's life that this till knows; empty before the first contact."""
        ...

    def is_frozen(self) -> bool:
        """Whether the books came from a backup and wait for a new epoch."""
        ...

    def capabilities(self) -> tuple[str, ...]:
        """What the server said it can."""
        ...

    def note_server(self, incarnation: str, capabilities: tuple[str, ...]) -> None:
        """Remember whom this till talks to."""
        ...

    def prune(self, now: datetime) -> int:
        """Delete some confirmed operations that are kept long enough; 0 when there are none."""
        ...

    def bring_in(self) -> int:
        """What a thread that nobody waits for does for the file, in an idle moment; how many pages it was."""
        ...

    def till_id(self) -> str:
        """Whose operations these are."""
        ...

    def epoch(self) -> int:
        """The present epoch."""
        ...

    def last_issued_seq(self) -> int:
        """The last number given out."""
        ...


class FeedIntake(Protocol):
    """The till's copy of what the server tells."""

    def cursor(self, stream: Stream) -> str | None:
        """Where the next page begins; None from the start."""
        ...

    def apply_page(self, stream: Stream, rows: Sequence[Row], cursor: str) -> None:
        """Rows and cursor in one transaction."""
        ...

    def apply_accounts(self, accounts: Sequence[Account]) -> None:
        """Accounts that came with a push answer."""
        ...

    def look_over(self) -> int:
        """What a thread that nobody waits for checks of the copy, some of it at an idle moment; how much that was."""
        ...


class Reservations(Protocol):
    """Points that the server set aside for this till."""

    def held(self) -> tuple[Promise, ...]:
        """All that are open in the present epoch."""
        ...

    def claims(self) -> tuple[Claim, ...]:
        """What a restored server is told."""
        ...

    def close_overdue(self, now: BootMoment, at: datetime, new_id: Callable[[], str]) -> int:
        """Close what is past its deadline and not in use; how many."""
        ...

    def reconcile(
        self,
        listed: Sequence[ReservationState],
        held_when_sent: Collection[str],
        sent: BootMoment,
        at: datetime,
        new_id: Callable[[], str],
    ) -> bool:
        """Make them what the server listed; whether anything changed."""
        ...


class TillSide(Protocol):
    """The stores, opened in the worker's thread and closed there."""

    @property
    def outbox(self) -> Outbox:
        """The queue."""
        ...

    @property
    def reservations(self) -> Reservations:
        """What was promised to this till."""
        ...

    @property
    def intake(self) -> FeedIntake:
        """The copy."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class ServerDoor(Protocol):
    """The way to the server. Every method raises ``ExchangeFailedError``."""

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        ...

    def parcel(self, operation: Operation, why: str) -> PushAnswer:
        """Hand over an operation as opaque bytes."""
        ...

    def pull(self, request: PullRequest) -> AnyPullAnswer:
        """Ask for a page."""
        ...

    def reserve(self, request: ReserveRequest) -> ReserveAnswer:
        """Ask for points to be set aside."""
        ...

    def value(self, request: ValueRequest) -> ValueAnswer:
        """Ask about a certificate or a money account, or for money of it."""
        ...

    def claim(self, request: ClaimRequest) -> ClaimAnswer:
        """Ask for a coupon or an order."""
        ...

    def rejoin(self, request: RejoinRequest) -> RejoinAnswer:
        """Ask for a new epoch."""
        ...

    def resync(self, request: ResyncRequest) -> RejoinAnswer:
        """Tell a restored server what this till holds, and ask for a new epoch."""
        ...

    def parked(self) -> ParkedAnswer:
        """Ask what became of this till's parked operations."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...
