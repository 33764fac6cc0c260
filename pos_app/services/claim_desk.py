"""Single coupons and orders: asked of the server for one receipt, given back when it does not take them.

As with money asking is split: :meth:`ClaimDesk.question` stores the id and answers at once, :meth:`ClaimDesk.ask` waits
for the network and may run in any thread, :meth:`ClaimDesk.settle` stores what came. Whether a number is taken without
the server is for the sale to decide.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pos_app.domain.claim.claim import Claim
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.people.operator import Operator
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import CloseReason
from pos_app.services.errors import ServiceError, storing
from pos_app.services.exchange_ports import ClaimDoor
from pos_app.services.ports import Clock, Ids, TillBooks
from sync.protocol.capabilities import CLAIMS, ORDER_CANCELLING
from sync.protocol.claim import ClaimAnswer, ClaimRefused, ClaimRequest, ClaimState
from sync.protocol.status import PointsWay

_log = logging.getLogger("kopilka.claims")


@dataclass(frozen=True, slots=True)
class ClaimQuestion:
    """Stored, not sent yet."""

    request: ClaimRequest


class ClaimDesk:
    """``points_way``: what the sync worker said last. ``door`` None: a till without a server to ask (tools, tests)."""

    def __init__(
        self,
        *,
        books: TillBooks,
        door: ClaimDoor | None,
        clock: Clock,
        ids: Ids,
        points_way: Callable[[], PointsWay],
    ) -> None:
        self._books = books
        self._door = door
        self._clock = clock
        self._ids = ids
        self._points_way = points_way
        self._not_ended: dict[str, Claim] = {}
        """Given back, but the store could not take it: tried again with the next receipt, and at start."""

    def question(self, kind: ClaimKind, number: str, receipt_id: str) -> ClaimQuestion | None:
        """Prepare to ask for a number; None where the server cannot be asked now.

        ServiceError ``coupon_held_here(code)``, ``order_held_here(number)``: another receipt of this till has it (one
        put aside); ``not_stored``.
        """
        others = [each for each in self._books.unsettled_claims() if (each.kind, each.number) == (kind, number)]
        if any(each.receipt_id != receipt_id for each in others):
            raise ServiceError(f"{kind}_held_here", **{_named(kind): number})
        way = self._points_way()
        if (
            self._door is None
            or way in (PointsWay.LEASES, PointsWay.FROZEN)
            or CLAIMS not in self._books.capabilities()
        ):
            return None
        claim_id = self._ids.new_id()
        with storing():
            epoch = self._books.note_claim_asked(claim_id, kind, number, receipt_id)
        return ClaimQuestion(ClaimRequest(claim_id, kind, number, receipt_id, epoch))

    def ask(self, question: ClaimQuestion) -> ClaimAnswer | ClaimRefused:
        """Ask the server; about a second at most. Any thread but the screen's."""
        if self._door is None:
            return ClaimRefused("no_answer")
        return self._door.claim(question.request)

    def settle(self, question: ClaimQuestion, answer: ClaimAnswer | ClaimRefused) -> ClaimAnswer | None:
        """Store what came; None: no answer that helps, and the claim waits for :meth:`take_at_risk` or
        :meth:`give_up`.

        ServiceError ``promises_paused``, ``not_stored``, and why the number is not to be had: ``coupon_…``, ``order_…``
        with ``used(number, till, receipt, used_at)``, ``claimed(number, till)``, ``unknown(number)``, ``early(number,
        on_day)``, ``expired(number, on_day)``, ``blocked(number)``, ``cancelled(number)``, ``elsewhere(number)``,
        ``closed(number)``; of a coupon the number is called ``code``.
        """
        request = question.request
        if isinstance(answer, ClaimRefused):
            if answer.code == "promises_paused":
                self.give_up(question)
                raise ServiceError("promises_paused")
            return None
        if answer.claim_id != request.claim_id:
            return None
        with storing():
            usable = self._books.note_claim_granted(request.claim_id, granted=answer.state is ClaimState.GRANTED)
        _log.info("claim=answered kind=%s state=%s", request.kind, answer.state)
        if answer.state is ClaimState.GRANTED and not usable:
            return None
        if answer.state is not ClaimState.GRANTED:
            raise _refusal(request, answer)
        return answer

    def take_at_risk(self, kind: ClaimKind, number: str, receipt_id: str, question: ClaimQuestion | None) -> None:
        """The receipt takes it without the server. ServiceError ``not_stored``."""
        claim_id = self._ids.new_id()
        if question is not None and any(
            each.claim_id == question.request.claim_id for each in self._books.unsettled_claims()
        ):  # what was asked in an epoch that is over has been closed since
            claim_id = question.request.claim_id
        with storing():
            self._books.note_claim_at_risk(claim_id, kind, number, receipt_id)
        _log.info("claim=at_risk kind=%s", kind)

    def give_up(self, question: ClaimQuestion) -> None:
        """It was asked and is not taken."""
        request = question.request
        self._try_to_end(lambda each: each.claim_id == request.claim_id)

    def release(self, receipt_id: str, kind: ClaimKind | None = None, numbers: Collection[str] = ()) -> None:
        """The receipt will not take them: give them back. ``kind`` and ``numbers``: only those; else all of it.

        A store that cannot take it now is asked with the next receipt, one that cannot even be read at start; nothing
        is raised: it may come after a COMMIT, and what is stored must be told as stored.
        """
        self._try_to_end(
            lambda each: (
                each.receipt_id == receipt_id and (kind is None or (each.kind is kind and each.number in numbers))
            )
        )

    def cancel_order(
        self, number: str, operator: Operator, approved_by: Operator | None, reason: str
    ) -> OrderCancelled:
        """An order will not be handed out: queued for the server, also without it.

        ServiceError ``reason_needed``, ``order_cancel_unknown(number)``, ``not_stored``.
        """
        if not reason.strip():
            raise ServiceError("reason_needed")
        if ORDER_CANCELLING not in self._books.capabilities():
            raise ServiceError("order_cancel_unknown", number=number)
        approver = approved_by.operator_id if approved_by is not None else None
        now = self._clock.now()
        made = OrderCancelled(self._ids.new_id(), number, operator.operator_id, approver, in_own_words(reason), now)
        with storing():
            self._books.record_order_cancelled(made)
        _log.info("order=cancelled")
        return made

    def wake_up(self, receipt_ids: Collection[str]) -> int:
        """After a start: give back what a kill left, but for the receipts that are open or put aside; how many."""
        return self._end([each for each in self._books.unsettled_claims() if each.receipt_id not in receipt_ids])

    def _try_to_end(self, wanted: Callable[[Claim], bool]) -> None:
        try:
            with storing():
                claims = [each for each in self._books.unsettled_claims() if wanted(each)]
            self._end(claims)
        except ServiceError as error:
            _log.warning("claim_release=not_stored cause=%s", error.params.get("cause"))

    def _end(self, claims: Sequence[Claim]) -> int:
        """These, and what could not be ended before."""
        self._not_ended |= {each.claim_id: each for each in claims}
        if not self._not_ended:
            return 0
        now = self._clock.now()
        closings = [
            ClaimClosed(self._ids.new_id(), each.claim_id, each.kind, each.number, CloseReason.RELEASED, now)
            for each in self._not_ended.values()
        ]
        with storing():
            ended = self._books.end_claims(closings)
        self._not_ended = {}
        return ended


def _named(kind: ClaimKind) -> str:
    """How sentences call the number."""
    return "code" if kind is ClaimKind.COUPON else "number"


def _refusal(request: ClaimRequest, answer: ClaimAnswer) -> ServiceError:
    """Why the number is not to be had, with where and when."""
    facts: dict[str, int | str] = {_named(request.kind): request.number}
    match answer.state:
        case ClaimState.USED:
            at = "" if answer.at is None else answer.at.isoformat()
            facts |= {"till": answer.till_code, "receipt": answer.receipt_number, "used_at": at}
        case ClaimState.CLAIMED:
            facts |= {"till": answer.till_code}
        case ClaimState.EARLY:
            facts |= {"on_day": "" if answer.from_day is None else answer.from_day.isoformat()}
        case ClaimState.EXPIRED:
            facts |= {"on_day": "" if answer.until_day is None else answer.until_day.isoformat()}
        case _:
            pass
    return ServiceError(f"{request.kind}_{answer.state}", **facts)
