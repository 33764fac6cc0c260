"""Certificates that come back and top-ups that are paid out again: only what is left, and only the server knows that.

Money of a certificate or an account may be spent at any till, so nothing is paid out before the server has set what is
left of it aside for this return, as it does for a receipt that pays with it. Without the server goods come back all the
same; the money in advance waits, and the till says so. Split as every question: ``question`` at once, ``ask`` in any
thread but the screen's, ``settle`` takes what came.
"""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.ports import TillBooks
from pos_app.services.value_desk import ValueDesk, ValueQuestion
from sync.protocol.capabilities import ADVANCE_RETURNS
from sync.protocol.stored_value import ValueAnswer, ValueRefused


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
    """Stored, not sent yet."""

    line_id: str
    value: ValueQuestion


class AdvanceReturns:
    """What is set aside for the return that is put together now. ``value`` None: a till without a server to ask."""

    def __init__(self, books: TillBooks, value: ValueDesk | None) -> None:
        self._books = books
        self._value = value
        self._granted: dict[str, Kopecks] = {}

    def question(self, sale: Sale, back: ReturnableAdvance, return_id: str) -> AdvanceQuestion:
        """What to ask for: all of it that did not come back yet.

        ServiceError ``advance_returned``, ``advance_offline``, ``advance_unsupported`` (the server is older than this
        till), ``advance_of_nobody``, ``not_stored``.
        """
        advance = back.sold.advance
        owner = back.sold.owner(sale.customer_id)
        if not owner:
            raise ServiceError("advance_of_nobody")
        if back.left <= 0:
            raise ServiceError("advance_returned", item=advance.name)
        if self._value is None:
            raise ServiceError("advance_offline")
        try:
            asked = self._value.question(advance.kind, owner, return_id, back.left)
        except ServiceError as error:
            raise _in_words_of_returns(error) from error
        if ADVANCE_RETURNS not in self._books.capabilities():
            raise ServiceError("advance_unsupported")
        return AdvanceQuestion(advance.line_id, asked)

    def ask(self, question: AdvanceQuestion) -> ValueAnswer | ValueRefused:
        """Ask the server; about a second at most. Any thread but the screen's."""
        return ValueRefused("no_answer") if self._value is None else self._value.ask(question.value)

    def settle(self, back: ReturnableAdvance, question: AdvanceQuestion, answer: ValueAnswer | ValueRefused) -> Kopecks:
        """How much of it may be paid out.

        ServiceError ``advance_no_answer``, ``advance_paused``, ``advance_not_there`` (the server has not heard of its
        sale yet), ``advance_spent``, ``certificate_blocked``, ``certificate_expired``, ``not_stored``.
        """
        if self._value is None:
            raise ServiceError("advance_offline")
        # The server takes this question for the one before it: what that was granted is not sure any more.
        self._granted.pop(back.line_id, None)
        try:
            settled = self._value.settle(question.value, answer)
        except ServiceError as error:
            raise _in_words_of_returns(error) from error
        kopecks = min(back.left, settled.granted)
        if kopecks <= 0:
            raise ServiceError("advance_spent")
        self._granted[back.line_id] = kopecks
        return kopecks

    def granted(self, line_id: str) -> Kopecks:
        """What is set aside of it now."""
        return self._granted.get(line_id, 0)

    def drop(self, sale: Sale, back: ReturnableAdvance, return_id: str) -> None:
        """It does not come back now."""
        if self._value is not None and self._granted.pop(back.line_id, 0):
            self._value.release(return_id, back.sold.advance.kind, back.sold.owner(sale.customer_id))

    def require(self, line_id: str, kopecks: Kopecks) -> None:
        """ServiceError ``advance_not_asked`` unless so much is set aside for it."""
        if kopecks > self._granted.get(line_id, 0):
            raise ServiceError("advance_not_asked")

    def let_go(self, return_id: str) -> None:
        """Nothing of it comes back now: what was set aside goes back."""
        if self._granted and self._value is not None:
            self._value.release(return_id)
        self._granted = {}

    def done(self) -> None:
        """The return is stored: the books ended what was set aside for it."""
        self._granted = {}


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
