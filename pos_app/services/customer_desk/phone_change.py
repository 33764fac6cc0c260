"""A customer has another number: the new one is proven by a code to it, or a senior person says so.

Online a code goes to the new number and nobody else has to agree: whoever told it holds that telephone. Without the
server, or where it sends no codes, a senior person approves with a reason, as with a phone that is vouched for when
somebody joins; the number counts at this till at once and everywhere when the server has heard of it. A number that is
another customer's is refused: either the two are one person, then the accounts are made one, or it is a mistake. What
nobody could know offline the server parks, and the old number stays.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pos_app.domain.codes import phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.phones import CodeSent, PhoneService, require_told
from pos_app.services.customer_desk.recorder import PeopleRecorder, reason_of
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.registration import PhoneSealer
from pos_app.services.rights import Right
from sync.protocol.capabilities import PEOPLE, PHONE_CHANGES
from sync.protocol.error_body import PHONE_TAKEN
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A number that may become his. ``phone_hash``, ``phone_cipher`` as in ``PhoneChanged``."""

    customer_id: str
    shown: str
    """Masked."""
    phone_hash: str = field(repr=False)
    phone_cipher: str = field(repr=False)


class PhoneTakenByError(ServiceError):
    """``phone_of_another(name)``: the new number is ``owner``'s, as far as this till knows."""

    def __init__(self, owner: Customer) -> None:
        super().__init__("phone_of_another", name=owner.name)
        self.owner = owner


class PhoneChangeService:
    """Asking is split as everywhere: ``question``, ``PhoneService.ask`` in any thread, ``sent``; so with the code."""

    def __init__(
        self,
        *,
        books: TillBooks,
        directory: CustomerDirectory,
        recorder: PeopleRecorder,
        operators: OperatorService,
        sealer: PhoneSealer,
        phones: PhoneService,
        confirmed: ConfirmedPhones,
        is_online: Callable[[], bool],
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._books = books
        self._directory = directory
        self._recorder = recorder
        self._operators = operators
        self._sealer = sealer
        self._phones = phones
        self._confirmed = confirmed
        self._is_online = is_online
        self._clock = clock
        self._ids = ids
        self._deeds = DeedWriter(clock, ids)

    @property
    def is_online(self) -> bool:
        """Whether the server answers, as far as is known."""
        return self._is_online()

    def new_phone(self, customer_id: str, typed: str) -> NewPhone:
        """The number in any spelling.

        ServiceError: the keys of a phone that is none, ``customer_unknown``, ``phone_same``,
        :class:`PhoneTakenByError`, ``phone_change_unsupported`` (the server is older than this till).
        """
        try:
            e164 = phone.parse(typed)
        except CodeError as error:
            raise ServiceError(error.key, **error.params) from error
        if self._directory.by_id(customer_id) is None:
            raise ServiceError("customer_unknown")
        known = self._books.capabilities()
        if PEOPLE in known and PHONE_CHANGES not in known:
            raise ServiceError("phone_change_unsupported")
        contacts = self._directory.contacts(customer_id)
        if contacts is not None and contacts.phone_e164 == e164:
            raise ServiceError("phone_same")
        owner = self._directory.by_phone(e164)
        if owner is not None and owner.customer_id != customer_id:
            raise PhoneTakenByError(owner)
        cipher = base64.b64encode(self._sealer.encrypt(e164, customer_id)).decode("ascii")
        return NewPhone(customer_id, phone.masked(e164), self._sealer.hash(e164).hex(), cipher)

    def question(self, new: NewPhone) -> CodeAskRequest:
        """To be asked by ``PhoneService.ask``: a code to the new number. ServiceError ``codes_need_server``."""
        if not self._phones.can_send():
            raise ServiceError("codes_need_server")
        return CodeAskRequest(
            self._ids.new_id(), new.customer_id, phone_hash=new.phone_hash, phone_cipher=new.phone_cipher
        )

    def sent(self, question: CodeAskRequest, answer: CodeAskAnswer | NotAnswered) -> CodeSent:
        """What came. ServiceError ``phone_of_somebody`` (the server knows whose), those of ``PhoneService.sent``."""
        if isinstance(answer, NotAnswered) and answer.code == PHONE_TAKEN:
            raise ServiceError("phone_of_somebody")
        return self._phones.sent(question, answer)

    def check(self, new: NewPhone, sent: CodeSent, code: str, operator: Operator) -> CodeCheckRequest:
        """To be asked by ``PhoneService.ask_check``. ServiceError ``code_digits(digits)``, ``code_expired``."""
        return replace(self._phones.check(sent, code, operator), phone_hash=new.phone_hash)

    def told(
        self, new: NewPhone, question: CodeCheckRequest, answer: CodeCheckAnswer | NotAnswered, operator: Operator
    ) -> None:
        """The right code: the number is his from now on. ServiceError as ``PhoneService.told``, those of storing."""
        require_told(answer)
        record = self._record(new, operator, code_id=question.code_id)
        deed = self._deeds.deed(DeedKind.PHONE_CHANGED, operator, None, "", customer=new.customer_id, how="code")
        self._store(record, (deed,))

    def approve(self, new: NewPhone, reason: str, operator: Operator, approved_by: Operator | None = None) -> None:
        """A senior person's word in place of the code; works without the server.

        ServiceError ``reason_needed``, ``approval_needed`` and those of storing.
        """
        approver = self._operators.authorise(operator, Right.CHANGE_PHONE, approved_by)
        why = reason_of(reason)
        senior = approver or operator
        record = replace(self._record(new, operator), approved_by=senior.operator_id, reason=why)
        deed = self._deeds.deed(
            DeedKind.PHONE_CHANGED, operator, approver, why, customer=new.customer_id, how="approved"
        )
        self._store(record, (deed,))

    def _record(self, new: NewPhone, operator: Operator, code_id: str = "") -> PhoneChanged:
        return PhoneChanged(
            change_id=self._ids.new_id(),
            customer_id=new.customer_id,
            phone_hash=new.phone_hash,
            phone_cipher=new.phone_cipher,
            operator_id=operator.operator_id,
            changed_at=self._clock.now(),
            code_id=code_id,
        )

    def _store(self, record: PhoneChanged, deeds: tuple[Deed, ...]) -> None:
        self._recorder.store((record,), deeds)
        self._confirmed.add(record.customer_id)
