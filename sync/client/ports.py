"""What the sync worker needs from the till's stores and the clock; ``sync.store`` fulfils it (Outbox, FeedIntake)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from pos_app.domain.loyalty.account import Account
from sync.protocol.operation import Operation
from sync.protocol.pull import AnyPullAnswer, PullRequest
from sync.protocol.push import OperationResult, PushAnswer, PushRequest
from sync.protocol.rows import Row, Stream


class Clock(Protocol):
    """Time, as in ``pos_app.services.ports``."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back."""
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

    def prune(self, now: datetime) -> int:
        """Delete some confirmed operations that are kept long enough; 0 when there are none."""
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


class TillSide(Protocol):
    """Both stores, opened in the worker's thread and closed there."""

    @property
    def outbox(self) -> Outbox:
        """The queue."""
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

    def close(self) -> None:
        """End the connection."""
        ...
