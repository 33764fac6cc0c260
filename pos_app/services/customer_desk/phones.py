"""Whether a phone is the customer's: a code from the server, or a senior person's word where none comes.

Without the server a customer joins all the same and earns at once; he spends after the code, at any till that is
online, or after a senior person vouched for him.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.people.phone_trust import PhoneVouched
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.recorder import PeopleRecorder, reason_of
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.ports.customer_door import CustomerDoor
from pos_app.services.rights import Right
from sync.protocol.capabilities import PHONE_CODES
from sync.protocol.error_body import CUSTOMER_UNKNOWN
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import (
    CODE_DIGITS,
    CodeAskAnswer,
    CodeAskRequest,
    CodeCheckAnswer,
    CodeCheckRequest,
    CodeOutcome,
)


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code that may be told until ``ends_ms`` of the monotonic clock."""

    code_id: str
    customer_id: str
    tries_left: int
    ends_ms: int


class PhoneService:
    """Asking is split as everywhere: a question is prepared, ``ask_*`` waits for the network in any thread but the

    screen's, ``sent`` and ``told`` take what came.
    """

    def __init__(
        self,
        *,
        books: TillBooks,
        directory: CustomerDirectory,
        recorder: PeopleRecorder,
        operators: OperatorService,
        door: CustomerDoor | None,
        confirmed: ConfirmedPhones,
        is_online: Callable[[], bool],
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._books = books
        self._directory = directory
        self._recorder = recorder
        self._operators = operators
        self._door = door
        self._confirmed = confirmed
        self._is_online = is_online
        self._clock = clock
        self._ids = ids
        self._deeds = DeedWriter(clock, ids)

    def is_confirmed(self, customer_id: str) -> bool:
        """Whether the phone is known to be his."""
        customer = self._directory.by_id(customer_id)
        return customer is not None and self._confirmed.covers(customer)

    def can_send(self) -> bool:
        """Whether the server can be asked to send a code now."""
        able = self._door is not None and self._is_online() and self._door.is_worth_asking()
        return able and self.sends_codes()

    def sends_codes(self) -> bool:
        """Whether the shop's server sends codes at all; else no phone waits to be confirmed."""
        return PHONE_CODES in self._books.capabilities()

    def question(self, customer_id: str) -> CodeAskRequest:
        """To be asked by ``ask``. ServiceError ``customer_unknown``, ``phone_is_confirmed``, ``codes_need_server``."""
        customer = self._customer(customer_id)
        if self._confirmed.covers(customer):
            raise ServiceError("phone_is_confirmed")
        if not self.can_send():
            raise ServiceError("codes_need_server")
        return CodeAskRequest(self._ids.new_id(), customer_id)

    def ask(self, question: CodeAskRequest) -> CodeAskAnswer | NotAnswered:
        """Have the code sent; waits for the network."""
        return NotAnswered("") if self._door is None else self._door.ask_code(question)

    def sent(self, question: CodeAskRequest, answer: CodeAskAnswer | NotAnswered) -> CodeSent:
        """What came. ServiceError ``code_not_sent_yet`` (the server does not know him yet), ``too_many_codes``,
        ``code_not_sent``.
        """
        if isinstance(answer, NotAnswered):
            raise ServiceError(_REFUSALS.get(answer.code, "code_not_sent"))
        return CodeSent(
            question.code_id, question.customer_id, answer.tries, self._clock.monotonic_ms() + answer.life_ms
        )

    def check(self, sent: CodeSent, code: str, operator: Operator) -> CodeCheckRequest:
        """To be asked by ``ask_check``. ServiceError ``code_digits(digits)``, ``code_expired``."""
        bare = code.strip()
        if len(bare) != CODE_DIGITS or not is_digits(bare):
            raise ServiceError("code_digits", digits=CODE_DIGITS)
        if self._clock.monotonic_ms() >= sent.ends_ms:
            raise ServiceError("code_expired")
        return CodeCheckRequest(sent.code_id, sent.customer_id, operator.operator_id, bare)

    def ask_check(self, question: CodeCheckRequest) -> CodeCheckAnswer | NotAnswered:
        """Say the code to the server; waits for the network."""
        return NotAnswered("") if self._door is None else self._door.check_code(question)

    def told(self, question: CodeCheckRequest, answer: CodeCheckAnswer | NotAnswered) -> None:
        """Take the answer: the phone is his from now on.

        ServiceError ``code_wrong(left)``, ``code_expired``, ``code_used_up``, ``code_not_checked``.
        """
        require_told(answer)
        self._confirmed.add_by_code(question.customer_id)

    def vouch(self, customer_id: str, reason: str, operator: Operator, approved_by: Operator | None = None) -> None:
        """A senior person's word in place of the code; works without the server.

        ServiceError ``phone_is_confirmed``, ``reason_needed``, ``approval_needed`` and those of storing.
        """
        if self._confirmed.covers(self._customer(customer_id)):
            raise ServiceError("phone_is_confirmed")
        why = reason_of(reason)
        approver = self._operators.authorise(operator, Right.VOUCH_FOR_PHONE, approved_by)
        senior = approver or operator
        now = self._clock.now()
        record = PhoneVouched(self._ids.new_id(), customer_id, operator.operator_id, senior.operator_id, why, now)
        deed = self._deeds.deed(DeedKind.PHONE_VOUCHED, operator, approver, why, customer=customer_id)
        self._recorder.store((record,), (deed,))
        self._confirmed.add(customer_id)

    def _customer(self, customer_id: str) -> Customer:
        customer = self._directory.by_id(customer_id)
        if customer is None:
            raise ServiceError("customer_unknown")
        return customer


def require_told(answer: CodeCheckAnswer | NotAnswered) -> None:
    """That it was the right code.

    ServiceError ``code_wrong(left)``, ``code_expired``, ``code_used_up``, ``code_not_checked``.
    """
    if isinstance(answer, NotAnswered):
        raise ServiceError("code_not_checked")
    match answer.outcome:
        case CodeOutcome.WRONG:
            raise ServiceError("code_wrong", left=answer.tries_left)
        case CodeOutcome.EXPIRED:
            raise ServiceError("code_expired")
        case CodeOutcome.USED_UP:
            raise ServiceError("code_used_up")
        case CodeOutcome.CONFIRMED:
            pass


_REFUSALS = {CUSTOMER_UNKNOWN: "code_not_sent_yet", "too_many_codes": "too_many_codes"}
