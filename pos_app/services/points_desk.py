"""Points that the server sets aside: what may be spent here, asking for more, and giving back what was not used.

A customer waits while the server is asked, so asking is split: :meth:`PointsDesk.question` stores the id and answers
at once, :meth:`PointsDesk.ask` waits for the network and may run in any thread, :meth:`PointsDesk.settle` stores what
came.
A question without an answer is given back at once under its id: whether the server granted it does not matter then.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos_app.domain.loyalty.account import Account
from pos_app.domain.money.units import Points
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from pos_app.services.errors import ServiceError, storing
from pos_app.services.exchange_ports import BootClock, PointsDoor
from pos_app.services.ports import Clock, Ids, TillBooks
from sync.protocol.capabilities import RESERVATIONS
from sync.protocol.error_body import CUSTOMER_UNKNOWN
from sync.protocol.not_answered import NO_ANSWER
from sync.protocol.reservation import NotReserved, ReserveAnswer, ReserveRequest
from sync.protocol.status import PointsWay

_log = logging.getLogger("kopilka.points")
SILENT_MS = 10_000
"""After a server that did not answer in time, customers are not made to wait for so long."""
PAUSED_MS = 60_000
"""After a server that said no to everybody, or does not know this customer yet."""
_EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class PointsQuestion:
    """Stored, not sent yet."""

    request: ReserveRequest
    receipt_id: str


@dataclass(frozen=True, slots=True)
class PointsReply:
    """What came, and when the request was sent by the machine's own clock."""

    answer: ReserveAnswer | NotReserved
    sent: BootMoment


@dataclass(frozen=True, slots=True)
class PointsSettled:
    """``granted`` hundredths are set aside for the receipt now. ``elsewhere``: where they are
    fewer than asked, what lies at other tills and is not to be had now.

    ``refusal``: empty, or why there is nothing: ``no_answer``, ``promises_paused``, ``customer_unknown``, another code.
    """

    granted: Points
    elsewhere: Points = 0
    refusal: str = ""


class PointsDesk:
    """``points_way``: what the sync worker said last. ``door`` None: a till without a server to ask (tools, tests)."""

    def __init__(
        self,
        *,
        books: TillBooks,
        door: PointsDoor | None,
        clock: Clock,
        boot: BootClock,
        ids: Ids,
        points_way: Callable[[], PointsWay],
    ) -> None:
        self._books = books
        self._door = door
        self._clock = clock
        self._boot = boot
        self._ids = ids
        self._points_way = points_way
        self._silent_until_ms: dict[str, int] = {}
        self._told: Account | None = None

    # ------------------------------------------------------------ what is there

    def usable(self, customer_id: str, receipt_id: str = "") -> tuple[Promise, ...]:
        """Promises that this receipt may spend from now: leases, and holds made for it."""
        now = self._boot.boot_moment()
        return tuple(each for each in self._of_receipt(customer_id, receipt_id) if each.is_alive(now))

    def open_for(self, customer_id: str, receipt_id: str) -> tuple[Promise, ...]:
        """The same with those whose deadline passed while the customer paid: they count until they are closed."""
        now = self._boot.boot_moment()
        return tuple(each for each in self._of_receipt(customer_id, receipt_id) if each.deadline.boot_id == now.boot_id)

    def leased(self, customer_id: str) -> tuple[Promise, ...]:
        """What may be spent without network."""
        return tuple(each for each in self.usable(customer_id) if each.kind is ReservationKind.LEASE and each.left)

    def ends_at(self, promises: Sequence[Promise]) -> datetime | None:
        """When the first of these ends, by the wall clock, for the screen only; None without any."""
        if not promises:
            return None
        left_ms = min(each.deadline.ms for each in promises) - self._boot.boot_moment().ms
        return self._clock.now() + timedelta(milliseconds=left_ms)

    def can_ask(self, customer_id: str) -> bool:
        """Whether the server can be asked for this customer's points now."""
        if self._door is None or self._points_way() is not PointsWay.ONLINE or not self._door.is_worth_asking():
            return False
        now_ms = self._clock.monotonic_ms()
        return all(now_ms >= self._silent_until_ms.get(whom, 0) for whom in (_EVERYBODY, customer_id))

    def is_unsupported(self) -> bool:
        """Whether the server is there and is older than reservations."""
        return self._points_way() is PointsWay.UNSUPPORTED

    def account(self, customer_id: str, known: Account | None) -> Account | None:
        """The account that came with the last answer, while it is newer than the ``known`` one."""
        told = self._told
        if told is None or told.customer_id != customer_id:
            return known
        if known is not None and (known.applied_epoch, known.applied_seq) > (told.applied_epoch, told.applied_seq):
            return known
        return told

    # ------------------------------------------------------------ asking

    def question(self, customer_id: str, receipt_id: str, points: Points) -> PointsQuestion | None:
        """Prepare to ask for ``points`` (> 0) for a receipt; None if the server cannot be asked now.

        ServiceError ``not_stored``: the id is stored before anything is sent.
        """
        if points <= 0 or not self.can_ask(customer_id) or RESERVATIONS not in self._books.capabilities():
            return None
        reservation_id = self._ids.new_id()
        with storing():
            epoch = self._books.note_asked(reservation_id, customer_id, ReservationKind.HOLD, receipt_id, points)
        request = ReserveRequest(reservation_id, customer_id, ReservationKind.HOLD, points, epoch)
        return PointsQuestion(request, receipt_id)

    def ask(self, question: PointsQuestion) -> PointsReply:
        """Ask the server; about a second at most. Any thread but the screen's."""
        sent = self._boot.boot_moment()
        if self._door is None:
            return PointsReply(NotReserved(NO_ANSWER), sent)
        return PointsReply(self._door.reserve(question.request), sent)

    def settle(self, question: PointsQuestion, reply: PointsReply) -> PointsSettled:
        """Store what came. ServiceError ``not_stored``: nothing is set aside then, the question is given back later."""
        request, answer = question.request, reply.answer
        if isinstance(answer, NotReserved) or answer.reservation_id != request.reservation_id:
            code = answer.code if isinstance(answer, NotReserved) else NO_ANSWER
            self._be_silent(request.customer_id, code)
            self._end([_promise_of(question)], CloseReason.UNANSWERED)
            return PointsSettled(0, refusal=code)
        with storing():
            usable = self._books.note_granted(
                request.reservation_id, answer.granted, answer.duration_ms, answer.grant, reply.sent
            )
        self._told = answer.account
        _log.info("hold=answered granted=%d wanted=%d", answer.granted, request.points)
        granted = answer.granted if usable else 0
        if granted < request.points:
            # There is no more to be had now, whatever the account seems to say: he is shown what he has.
            self._silent_until_ms[request.customer_id] = self._clock.monotonic_ms() + SILENT_MS
        return PointsSettled(granted, answer.elsewhere if granted < request.points else 0)

    # ------------------------------------------------------------ giving back

    def closings(self, customer_id: str, receipt_id: str) -> tuple[ReservationClosed, ...]:
        """The ends of all holds of a receipt, to be stored with it."""
        holds = [each for each in self.open_for(customer_id, receipt_id) if each.kind is ReservationKind.HOLD]
        return tuple(self._closing(each, CloseReason.RECEIPT) for each in holds)

    def release(self, receipt_id: str) -> None:
        """The receipt will not spend points: give its holds back. A store that cannot take it now is asked at start."""
        self._told = None
        try:
            with storing():
                held = [each for each in self._books.unsettled_holds() if each.receipt_id == receipt_id]
            self._end(held, CloseReason.RELEASED)
        except ServiceError as error:
            _log.warning("release=not_stored cause=%s", error.params.get("cause"))

    def wake_up(self, receipt_id: str) -> int:
        """After a start: give back what a kill left, but for the holds of the open receipt; how many were given back.

        A question whose answer nobody heard is given back unanswered; a hold of an earlier boot is past its deadline.
        """
        now = self._boot.boot_moment()
        left = [
            each
            for each in self._books.unsettled_holds()
            if each.granted == 0 or each.receipt_id != receipt_id or not each.is_alive(now)
        ]
        unanswered = [each for each in left if each.granted == 0]
        return self._end(unanswered, CloseReason.UNANSWERED) + self._end(
            [each for each in left if each.granted], CloseReason.RELEASED
        )

    def _of_receipt(self, customer_id: str, receipt_id: str) -> list[Promise]:
        return [each for each in self._books.promises_of(customer_id) if each.receipt_id in ("", receipt_id)]

    def _end(self, promises: Sequence[Promise], reason: CloseReason) -> int:
        if not promises:
            return 0
        with storing():
            return self._books.end_reservations([self._closing(each, reason) for each in promises])

    def _closing(self, promise: Promise, reason: CloseReason) -> ReservationClosed:
        return ReservationClosed(
            self._ids.new_id(), promise.reservation_id, promise.customer_id, promise.spent, reason, self._clock.now()
        )

    def _be_silent(self, customer_id: str, code: str) -> None:
        now_ms = self._clock.monotonic_ms()
        if code == NO_ANSWER:
            self._silent_until_ms[_EVERYBODY] = now_ms + SILENT_MS
        elif code == CUSTOMER_UNKNOWN:
            self._silent_until_ms[customer_id] = now_ms + PAUSED_MS
        else:
            self._silent_until_ms[_EVERYBODY] = now_ms + PAUSED_MS
        _log.info("hold=refused code=%s", code)


def _promise_of(question: PointsQuestion) -> Promise:
    request = question.request
    return Promise(
        request.reservation_id, request.customer_id, request.kind, 0, 0, 0, BootMoment("", 0), "", question.receipt_id
    )
