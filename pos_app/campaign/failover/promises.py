"""What the server has set aside for one busy till: holds that it asked for, leases that came by themselves."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.scratch.sales import TillStream
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.protocol.operation import OperationKind
from sync.protocol.reservation import ReservationState, ReserveRequest
from sync.server.central import system_id, system_now

_AT_ONCE = 700
"""Hundredths of a point that one receipt takes."""
_ASKED_TIMES = 3
_PAUSE_SECONDS = 0.05


@dataclass(slots=True)
class Promise:
    """``spent`` of ``granted``, hundredths of a point."""

    reservation_id: str
    customer_id: str
    kind: ReservationKind
    granted: int
    grant: str
    spent: int = 0

    @property
    def is_over(self) -> bool:
        """A hold is for one receipt; of a lease too little is left for one more."""
        return self.kind is ReservationKind.HOLD or self.granted - self.spent < _AT_ONCE

    def spend(self) -> RedemptionPart:
        """The part of it that the next receipt takes."""
        points = min(_AT_ONCE, self.granted - self.spent)
        self.spent += points
        return RedemptionPart(self.reservation_id, points, self.grant)


class Promises:
    """``granted``: every promise that the server was heard to give, with its points."""

    def __init__(self) -> None:
        self.granted: dict[str, int] = {}
        self._open: dict[str, Promise] = {}
        self._closed: set[str] = set()

    def held(self) -> tuple[str, ...]:
        """Ids of what is not given back yet."""
        return tuple(self._open)

    def lease_of(self, customer_id: str) -> Promise | None:
        """A lease of the customer's from which there is something left."""
        for each in self._open.values():
            if each.kind is ReservationKind.LEASE and each.customer_id == customer_id and each.spent < each.granted:
                return each
        return None

    def ask_for_hold(self, door: HttpDoor, stream: TillStream, customer_id: str) -> Promise | None:
        """As the till does: again under the same id; where no answer came it is closed, whatever became of it."""
        request = ReserveRequest(system_id(), customer_id, ReservationKind.HOLD, _AT_ONCE, 1)
        wanted = Promise(request.reservation_id, customer_id, ReservationKind.HOLD, 0, "")
        for _ in range(_ASKED_TIMES):
            try:
                answer = door.reserve(request)
            except ExchangeFailedError:
                time.sleep(_PAUSE_SECONDS)
                continue
            if not answer.granted:
                return None
            wanted.granted, wanted.grant = answer.granted, answer.grant
            self._take(wanted)
            return wanted
        self.close(stream, wanted, CloseReason.UNANSWERED)
        return None

    def told(self, stream: TillStream, states: Iterable[ReservationState]) -> None:
        """All that the server has open for this till: new leases are taken, recalled ones given back."""
        for each in states:
            if each.reservation_id in self._closed:
                continue
            known = self._open.get(each.reservation_id)
            if known is None:
                known = Promise(each.reservation_id, each.customer_id, each.kind, each.granted, each.grant)
                self._take(known)
            if each.recall:
                self.close(stream, known, CloseReason.RECALLED)

    def close(self, stream: TillStream, promise: Promise, reason: CloseReason = CloseReason.RECEIPT) -> None:
        """Behind every receipt that spent from it."""
        self._open.pop(promise.reservation_id, None)
        self._closed.add(promise.reservation_id)
        at = system_now()
        closed = ReservationClosed(system_id(), promise.reservation_id, promise.customer_id, promise.spent, reason, at)
        stream.add(OperationKind.RESERVATION_CLOSED, closed.closing_id, at, closed)

    def give_all_back(self, stream: TillStream) -> None:
        """The end of the day."""
        for each in tuple(self._open.values()):
            self.close(stream, each, CloseReason.RELEASED)

    def _take(self, promise: Promise) -> None:
        self._open[promise.reservation_id] = promise
        self.granted[promise.reservation_id] = promise.granted
