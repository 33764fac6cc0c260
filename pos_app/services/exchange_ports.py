"""What the use cases need of the exchange with the server: promises of points, the queue, the counter's own door.

``ports`` holds the rest; ``TillBooks`` there is all of the till's books together.
"""

from collections.abc import Sequence
from typing import Protocol

from pos_app.domain.money.units import Points
from pos_app.domain.parked.queued import QueuedOperation
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from sync.protocol.claim import ClaimAnswer, ClaimRefused, ClaimRequest
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.not_answered import NotAnswered
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest


class BootClock(Protocol):
    """The machine's own clock, which nobody can turn back: deadlines of promises are measured with it."""

    def boot_moment(self) -> BootMoment:
        """Now, since the machine was switched on."""
        ...


class PointsDoor(Protocol):
    """The counter's own way to the server."""

    def is_worth_asking(self) -> bool:
        """At once: False for a while after the server did not answer in time."""
        ...

    def reserve(self, request: ReserveRequest) -> ReserveAnswer | NotReserved:
        """Ask for points; waits for the network, a second or so: never on the UI thread."""
        ...


class LookupDoor(Protocol):
    """The counter's way to ask for what this till has not: a person, a receipt of another till."""

    def is_worth_asking(self) -> bool:
        """At once: False for a while after the server did not answer in time."""
        ...

    def find_customer(self, request: LookupRequest) -> LookupAnswer | NotAnswered:
        """Waits for the network, a second or so: never on the UI thread."""
        ...

    def find_receipt(self, request: ReceiptRequest) -> ReceiptAnswer | NotAnswered:
        """The same."""
        ...


class ValueDoor(Protocol):
    """The counter's own way to the server, for money of certificates and accounts."""

    def value(self, request: ValueRequest) -> ValueAnswer | ValueRefused:
        """Ask about it, or for a part of it; waits for the network, a second or so: never on the UI thread."""
        ...


class ClaimDoor(Protocol):
    """The counter's own way to the server, for single coupons and orders."""

    def claim(self, request: ClaimRequest) -> ClaimAnswer | ClaimRefused:
        """Ask for a number; waits for the network, a second or so: never on the UI thread."""
        ...


class PromiseBooks(Protocol):
    """What the server set aside for this till; the part of ``TillBooks`` that spending needs."""

    def promises_of(self, customer_id: str) -> tuple[Promise, ...]:
        """What the server set aside for this customer here and is open, whatever its deadline; none while frozen."""
        ...

    def note_asked(
        self, reservation_id: str, customer_id: str, kind: ReservationKind, receipt_id: str, points: Points
    ) -> int:
        """Store the id before the server is asked; the epoch to ask in."""
        ...

    def note_granted(
        self, reservation_id: str, granted: Points, duration_ms: int, grant: str, sent: BootMoment
    ) -> bool:
        """The answer; the deadline counts from ``sent``. False if it cannot be used, or nothing was granted."""
        ...

    def end_reservations(self, closings: Sequence[ReservationClosed]) -> int:
        """Close those that are asked or open and queue the closings; how many were."""
        ...

    def unsettled_holds(self) -> tuple[Promise, ...]:
        """What a kill may leave behind: asked reservations, open holds."""
        ...

    def epoch(self) -> int:
        """The present epoch; another one begins when the till or the server went on from a backup."""
        ...

    def is_frozen(self) -> bool:
        """Whether the books came from a backup: promises wait for a new epoch."""
        ...

    def capabilities(self) -> tuple[str, ...]:
        """What the server said it can (``sync/protocol/capabilities.py``)."""
        ...


class QueueBooks(Protocol):
    """The queue as a person sees it, and records that are nothing but operations."""

    def queued_operations(self, limit: int) -> tuple[QueuedOperation, ...]:
        """What waits for a person first, then what waits for the server, each oldest first."""
        ...

    def operation_text(self, op_id: str) -> str | None:
        """The body of an operation as it was written, while it is kept."""
        ...

    def record_resolution(self, resolution: ParkedResolved) -> None:
        """Queue a decision about a parked operation."""
        ...

    def record_registration(self, registration: CustomerRegistered) -> None:
        """Store and queue that somebody joined."""
        ...
