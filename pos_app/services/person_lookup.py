"""A customer who is not on this till yet: the server is asked by the hash of his phone, and what it tells is kept.

Asking is split like asking for points: :meth:`PersonLookup.question` answers at once, :meth:`PersonLookup.ask` waits
for the network and stores what came, so it runs in any thread but the screen's.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pos_app.domain.codes import phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.loyalty.account import Account
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.exchange_ports import LookupDoor
from pos_app.services.ports import CustomerDirectory, TillBooks
from sync.protocol.capabilities import LOOKUPS
from sync.protocol.lookup import LookupRequest
from sync.protocol.not_answered import NotAnswered
from sync.protocol.rows import CustomerRow

_log = logging.getLogger("kopilka.people")


class PhoneHasher(Protocol):
    """The keyed hash of a phone (``sync.vault``)."""

    def hash(self, e164: str) -> bytes:
        """What a person is found by."""
        ...


class PersonIntake(Protocol):
    """Where a person goes that the server told of, before the feed brings him. From any thread."""

    def keep(self, customer: CustomerRow, account: Account | None) -> None:
        """Store both. Raises ``StoreError``, ``CommitUnknownError``."""
        ...


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """Not sent yet. ``phone_hash``: 32 hex digits; the number itself goes nowhere."""

    phone_hash: str = field(repr=False)


class PersonReply(StrEnum):
    """What came of a question."""

    FOUND = "found"
    """He is on this till now: search again."""
    NOBODY = "nobody"
    """The server knows nobody of that phone."""
    NO_ANSWER = "no_answer"
    """It did not answer in time, or would not."""


class PersonLookup:
    """``door``, ``intake`` None: a till without a server to ask (tools, tests)."""

    def __init__(
        self,
        *,
        directory: CustomerDirectory,
        books: TillBooks,
        hasher: PhoneHasher | None,
        door: LookupDoor | None,
        intake: PersonIntake | None,
        is_online: Callable[[], bool],
    ) -> None:
        self._directory = directory
        self._books = books
        self._hasher = hasher
        self._door = door
        self._intake = intake
        self._is_online = is_online

    def question(self, typed: str) -> PersonQuestion | None:
        """What to ask about a phone in any spelling; None if it is none, is known here, or nobody can be asked now."""
        if self._hasher is None or self._intake is None or self._door is None:
            return None
        if not self._is_online() or not self._door.is_worth_asking() or LOOKUPS not in self._books.capabilities():
            return None
        try:
            e164 = phone.parse(typed)
        except CodeError:
            return None
        if self._directory.by_phone(e164) is not None:
            return None
        return PersonQuestion(self._hasher.hash(e164).hex())

    def ask(self, question: PersonQuestion) -> PersonReply:
        """Ask the server and keep what it tells; about a second at most. Any thread but the screen's."""
        if self._door is None or self._intake is None:
            return PersonReply.NO_ANSWER
        answer = self._door.find_customer(LookupRequest(question.phone_hash))
        if isinstance(answer, NotAnswered):
            return PersonReply.NO_ANSWER
        if answer.customer is None:
            return PersonReply.NOBODY
        try:
            self._intake.keep(answer.customer, answer.account)
        except (StoreError, CommitUnknownError) as error:
            _log.warning("person=not_kept cause=%s", error)
            return PersonReply.NO_ANSWER
        _log.info("person=found customer=%s", answer.customer.customer_id)
        return PersonReply.FOUND
