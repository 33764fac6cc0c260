"""Certificates that come back, top-ups and kept change that are paid out: what is left, and only the server knows that.

Money of a certificate or an account may be spent at any till, so nothing is paid out before the server has set what is
left of it aside for this return, as it does for a receipt that pays with it. And what an account got may have been paid
out of it at another till by the same paper, while other money lies there: the server sets nothing aside while another
till pays out of the same receipt, and is asked then what came back of it. Without the server goods come back all the
same; the money in advance waits, and the till says so. Split as every question: ``question`` at once, ``ask`` in any
thread but the screen's, ``settle`` takes what came.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.kept_change import KEPT_CHANGE_LINE
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.ports import TillBooks
from pos_app.services.receipts_elsewhere import ReceiptQuestion, ReceiptReply, ReceiptsElsewhere
from pos_app.services.value_desk import ValueDesk, ValueQuestion
from sync.protocol.capabilities import ADVANCE_RETURNS, KEPT_CHANGE_RETURNS
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.stored_value import ValueAnswer, ValueRefused

_Owner = tuple[ValueKind, str]


@dataclass(frozen=True, slots=True)
class ReturnableAdvance:
    """What was sold, and of it what came back and what did not; how much of that is not spent the server says."""

    sold: SoldAdvance
    returned: Kopecks
    left: Kopecks

    @property
    def line_id(self) -> str:
        """As of a line of goods."""
        return self.sold.advance.line_id


@dataclass(frozen=True, slots=True)
class AdvanceQuestion:
    """Stored, not sent yet. ``name`` of the advance; ``return_id``: for which return."""

    line_id: str
    name: str
    value: ValueQuestion
    receipt: ReceiptQuestion
    return_id: str


@dataclass(frozen=True, slots=True)
class AdvanceReply:
    """What the server says of the money and of the receipt."""

    value: ValueAnswer | ValueRefused
    receipt: ReceiptReply


NOT_ASKED = AdvanceReply(ValueRefused("no_answer"), NotAnswered(NO_ANSWER))
"""In place of an answer that will not come."""


class AdvanceReturns:
    """What is set aside for the return that is put together now. ``value`` None: a till without a server to ask.

    The server keeps one sum for each owner and return: a second advance of the same account is asked for together with
    the first.
    """

    def __init__(self, books: TillBooks, value: ValueDesk | None, elsewhere: ReceiptsElsewhere) -> None:
        self._books = books
        self._value = value
        self._elsewhere = elsewhere
        self._granted: dict[str, Kopecks] = {}
        self._owners: dict[str, _Owner] = {}

    def question(self, sale: Sale, back: ReturnableAdvance, return_id: str) -> AdvanceQuestion:
        """What to ask for: all of it that did not come back yet.

        ServiceError ``advance_returned``, ``advance_offline``, ``advance_unsupported`` (the server is older than this
        till), ``advance_of_nobody``, ``not_stored``.
        """
        advance = back.sold.advance
        owner = back.sold.owner(sale.customer_id)
        needed = {ADVANCE_RETURNS, KEPT_CHANGE_RETURNS} if back.line_id == KEPT_CHANGE_LINE else {ADVANCE_RETURNS}
        if not owner:
            raise ServiceError("advance_of_nobody")
        if back.left <= 0:
            raise ServiceError("advance_returned", item=advance.name)
        if self._value is None:
            raise ServiceError("advance_offline")
        about = self._elsewhere.question(sale.number)
        if about is None:
            raise ServiceError("advance_offline")
        if not needed <= set(self._books.capabilities()):
            raise ServiceError("advance_unsupported")
        self._owners[back.line_id] = (advance.kind, owner)
        beside = sum(self._granted[line_id] for line_id in self._beside(back.line_id))
        try:
            asked = self._value.question(advance.kind, owner, return_id, back.left + beside, sale.receipt_id)
        except ServiceError as error:
            raise _in_words_of_returns(error) from error
        return AdvanceQuestion(advance.line_id, advance.name, asked, about, return_id)

    def ask(self, question: AdvanceQuestion) -> AdvanceReply:
        """Ask the server; a second or two at most. Any thread but the screen's.

        The money first: what came back is asked while no other till can be given any of it.
        """
        if self._value is None:
            return NOT_ASKED
        value = self._value.ask(question.value)
        if isinstance(value, ValueRefused):
            return AdvanceReply(value, NotAnswered(NO_ANSWER))
        told = self._elsewhere.ask(question.receipt)
        return NOT_ASKED if isinstance(told, NotAnswered) else AdvanceReply(value, told)

    def settle(self, question: AdvanceQuestion, reply: AdvanceReply, left: Callable[[], Kopecks]) -> Kopecks:
        """How much of it may be paid out; ``left``: what did not come back, also of what was told just now.

        ServiceError ``advance_no_answer``, ``advance_paused``, ``advance_not_there`` (the server has not heard of its
        sale yet), ``advance_spent``, ``advance_returned``, ``pay_out_under_way``, ``certificate_blocked``,
        ``certificate_expired``, ``not_stored``.
        """
        if self._value is None:
            raise ServiceError("advance_offline")
        line_id = question.line_id
        # The server takes this question for the ones before it: what those were granted is not sure any more.
        beside = {each: self._granted.pop(each) for each in self._beside(line_id)}
        self._granted.pop(line_id, None)
        self._elsewhere.settle(question.receipt, reply.receipt)
        try:
            settled = self._value.settle(question.value, reply.value)
        except ServiceError as error:
            raise _in_words_of_returns(error) from error
        free = settled.granted - sum(beside.values())
        if free >= 0:
            self._granted |= beside
        kopecks = min(left(), free)
        if kopecks <= 0:
            self._release_unless_beside(question.return_id, line_id)
            if free > 0:
                raise ServiceError("advance_returned", item=question.name)
            raise ServiceError("advance_spent")
        self._granted[line_id] = kopecks
        return kopecks

    def granted(self, line_id: str) -> Kopecks:
        """What is set aside of it now."""
        return self._granted.get(line_id, 0)

    def drop(self, line_id: str, return_id: str) -> None:
        """It does not come back now."""
        if self._granted.pop(line_id, 0):
            self._release_unless_beside(return_id, line_id)

    def require(self, line_id: str, kopecks: Kopecks) -> None:
        """ServiceError ``advance_not_asked`` unless so much is set aside for it."""
        if kopecks > self._granted.get(line_id, 0):
            raise ServiceError("advance_not_asked")

    def let_go(self, return_id: str) -> None:
        """Nothing of it comes back now: what was set aside goes back."""
        if self._owners and self._value is not None:
            self._value.release(return_id)
        self._granted, self._owners = {}, {}

    def done(self, return_id: str) -> None:
        """The return is stored: the books ended what it pays out; what was only asked for goes back."""
        self.let_go(return_id)

    def _beside(self, line_id: str) -> list[str]:
        """Other advances of the same owner for which something is set aside."""
        owner = self._owners.get(line_id)
        return [each for each in self._granted if each != line_id and self._owners.get(each) == owner]

    def _release_unless_beside(self, return_id: str, line_id: str) -> None:
        """Give the owner's money back; what another advance of his needs of it stays until the return is stored."""
        if self._value is not None and line_id in self._owners and not self._beside(line_id):
            self._value.release(return_id, *self._owners[line_id])


_KEYS = {
    "value_offline": "advance_offline",
    "value_unsupported": "advance_unsupported",
    "value_no_answer": "advance_no_answer",
    "promises_paused": "advance_paused",
    "certificate_unknown": "advance_not_there",
    "certificate_empty": "advance_spent",
    "account_empty": "advance_spent",
}


def _in_words_of_returns(error: ServiceError) -> ServiceError:
    """A sale says «take cash or a card» to most of these; a return has other ways out."""
    key = _KEYS.get(error.key)
    return error if key is None else ServiceError(key)
