"""Money of certificates and accounts: asked of the server for one receipt, given back when it is not paid with.

As with points, asking is split: :meth:`ValueDesk.question` stores the id and answers at once, :meth:`ValueDesk.ask`
waits for the network and may run in any thread, :meth:`ValueDesk.settle` stores what came. Without the server nothing
is taken: of money, unlike of points, the shop lends nothing.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.operator import Operator
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.errors import ServiceError, storing
from pos_app.services.exchange_ports import ValueDoor
from pos_app.services.ports import Clock, Ids, TillBooks
from sync.protocol.capabilities import STORED_VALUE
from sync.protocol.status import PointsWay
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest, ValueState

_log = logging.getLogger("kopilka.value")
_LOOK = "look"


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """Stored, not sent yet. ``kopecks`` 0: only a look at what is on it."""

    request: ValueRequest


@dataclass(frozen=True, slots=True)
class ValueSettled:
    """``granted`` kopecks are set aside for the receipt; ``left``: what is on it beside them."""

    granted: Kopecks
    left: Kopecks
    nominal: Kopecks = 0
    until_day: date | None = None
    notice: bool = False
    """The account fell below the sum at which the customer is told."""


class ValueDesk:
    """``points_way``: what the sync worker said last. ``door`` None: a till without a server to ask (tools, tests)."""

    def __init__(
        self,
        *,
        books: TillBooks,
        door: ValueDoor | None,
        clock: Clock,
        ids: Ids,
        points_way: Callable[[], PointsWay],
    ) -> None:
        self._books = books
        self._door = door
        self._clock = clock
        self._ids = ids
        self._points_way = points_way
        self._not_ended: dict[str, ValueHold] = {}
        """Given back, but the store could not take it: tried again with the next receipt, and at start."""

    def question(
        self, kind: ValueKind, owner: str, receipt_id: str, kopecks: Kopecks, pays_back: str = ""
    ) -> ValueQuestion:
        """Prepare to ask for ``kopecks`` for a receipt, or with 0 to look; ``pays_back``: the sale that it undoes.

        ServiceError ``value_offline``, ``value_unsupported`` (the server is older than this till), ``not_stored``.
        """
        if self._door is None or self._points_way() in (PointsWay.LEASES, PointsWay.FROZEN):
            raise ServiceError("value_offline")
        if STORED_VALUE not in self._books.capabilities():
            raise ServiceError("value_unsupported")
        if kopecks <= 0:
            request = ValueRequest(_LOOK, kind, owner, receipt_id, 0, self._books.epoch())
            return ValueQuestion(request)
        hold_id = self._ids.new_id()
        with storing():
            epoch = self._books.note_value_asked(hold_id, kind, owner, receipt_id)
        return ValueQuestion(ValueRequest(hold_id, kind, owner, receipt_id, kopecks, epoch, pays_back))

    def ask(self, question: ValueQuestion) -> ValueAnswer | ValueRefused:
        """Ask the server; about a second at most. Any thread but the screen's."""
        if self._door is None:
            return ValueRefused("no_answer")
        return self._door.value(question.request)

    def settle(self, question: ValueQuestion, answer: ValueAnswer | ValueRefused) -> ValueSettled:
        """Store what came.

        ServiceError ``value_no_answer``, ``promises_paused``, ``certificate_unknown(number)``,
        ``certificate_blocked(number)``, ``certificate_expired(number, until)``, ``certificate_empty(number)``,
        ``account_empty``, ``pay_out_under_way``, ``not_stored``: nothing is set aside then.
        """
        request = question.request
        if isinstance(answer, ValueRefused) or answer.hold_id != request.hold_id:
            code = answer.code if isinstance(answer, ValueRefused) else ""
            self._give_back(question, CloseReason.UNANSWERED)
            raise ServiceError("promises_paused" if code == "promises_paused" else "value_no_answer")
        if not request.kopecks:
            _check_state(request, answer)
            return ValueSettled(0, answer.left, answer.nominal, answer.until_day)
        with storing():
            usable = self._books.note_value_granted(request.hold_id, answer.granted)
        _log.info("value=answered kind=%s granted=%d wanted=%d", request.kind, answer.granted, request.kopecks)
        if not usable:
            _check_state(request, answer)
            if answer.under_way:
                raise ServiceError("pay_out_under_way")
            key = "certificate_empty" if request.kind is ValueKind.CERTIFICATE else "account_empty"
            raise ServiceError(key, number=request.owner)
        return ValueSettled(answer.granted, answer.left, answer.nominal, answer.until_day)

    def release(self, receipt_id: str, kind: ValueKind | None = None, owner: str = "") -> None:
        """The receipt will not pay with it: give it back. ``kind`` and ``owner``: only that one; else all of it.

        A store that cannot take it now is asked with the next receipt, one that cannot even be read at start; nothing
        is raised: it may come after a COMMIT, and what is stored must be told as stored.
        """
        self._try_to_end(
            lambda each: each.receipt_id == receipt_id and (kind is None or (each.kind, each.owner) == (kind, owner))
        )

    def try_again(self) -> None:
        """Give back what the store could not take before; call it with each receipt that ends."""
        if self._not_ended:
            self._try_to_end(lambda _: False)

    def wake_up(self, receipt_id: str, paid_with: Sequence[tuple[ValueKind, str]]) -> int:
        """After a start: give back what a kill left, but for what the open receipt is paid with; how many."""
        left = [
            each
            for each in self._books.unsettled_value_holds()
            if each.kopecks == 0 or each.receipt_id != receipt_id or (each.kind, each.owner) not in paid_with
        ]
        return self._end(left, CloseReason.RELEASED)

    def block(
        self, number: str, blocked: bool, operator: Operator, approved_by: Operator | None, reason: str
    ) -> CertificateBlocked:
        """Block a certificate, or find it again: queued for the server, also without it. ServiceError ``not_stored``,

        ``reason_needed``.
        """
        if not reason.strip():
            raise ServiceError("reason_needed")
        approver = approved_by.operator_id if approved_by is not None else None
        made = CertificateBlocked(
            self._ids.new_id(), number, blocked, operator.operator_id, approver, in_own_words(reason), self._clock.now()
        )
        with storing():
            self._books.record_certificate_block(made)
        return made

    def _give_back(self, question: ValueQuestion, reason: CloseReason) -> None:
        request = question.request
        if request.kopecks:
            self._end([ValueHold(request.hold_id, request.kind, request.owner, request.receipt_id, 0)], reason)

    def _try_to_end(self, wanted: Callable[[ValueHold], bool]) -> None:
        try:
            with storing():
                holds = [each for each in self._books.unsettled_value_holds() if wanted(each)]
            self._end(holds, CloseReason.RELEASED)
        except ServiceError as error:
            _log.warning("value_release=not_stored cause=%s", error.params.get("cause"))

    def _end(self, holds: Sequence[ValueHold], reason: CloseReason) -> int:
        """These, and what could not be ended before."""
        self._not_ended |= {each.hold_id: each for each in holds}
        if not self._not_ended:
            return 0
        now = self._clock.now()
        closings = [
            ValueHoldClosed(self._ids.new_id(), each.hold_id, each.kind, each.owner, reason, now)
            for each in self._not_ended.values()
        ]
        with storing():
            ended = self._books.end_value_holds(closings)
        self._not_ended = {}
        return ended


def _check_state(request: ValueRequest, answer: ValueAnswer) -> None:
    match answer.state:
        case ValueState.UNKNOWN:
            raise ServiceError("certificate_unknown", number=request.owner)
        case ValueState.BLOCKED:
            raise ServiceError("certificate_blocked", number=request.owner)
        case ValueState.EXPIRED:
            until = answer.until_day.isoformat() if answer.until_day is not None else ""
            raise ServiceError("certificate_expired", number=request.owner, until=until)
        case ValueState.ACTIVE:
            pass
