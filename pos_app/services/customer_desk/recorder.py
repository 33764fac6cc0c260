"""Stores what is reported of people, with the journal's entry in the same transaction; asks again after a doubt."""

from collections.abc import Sequence

from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.fact import PersonFact
from pos_app.services.errors import ServiceError
from pos_app.services.ports import TillBooks
from pos_app.services.store_once import StoreOnce

Told = tuple[tuple[PersonFact, ...], tuple[Deed, ...]]


class PeopleRecorder:
    """One for all services of the customer's desk: what is unsure comes before anything else."""

    def __init__(self, books: TillBooks) -> None:
        self._books = books
        self._once: StoreOnce[Told] = StoreOnce()

    @property
    def unsure(self) -> bool:
        """Whether it is unknown if the last record is stored."""
        return self._once.unsure is not None

    def settle(self) -> None:
        """Store the unsure record once more. ServiceError ``not_stored``, ``checking_last_receipt``."""
        self._once.settle()

    def store(self, facts: Sequence[PersonFact], deeds: Sequence[Deed] = ()) -> None:
        """Store these together. ServiceError ``not_stored(cause)``, ``checking_last_receipt``."""
        if self._once.unsure is not None:
            # The same key was pressed again after a doubt: what was meant then is what is stored now.
            self._once.settle()
            return
        self._once.store((tuple(facts), tuple(deeds)), lambda told: self._books.record_people(*told))


def reason_of(text: str) -> str:
    """A reason as it is kept. ServiceError ``reason_needed``."""
    reason = in_own_words(" ".join(text.split()))
    if not reason:
        raise ServiceError("reason_needed")
    return reason[:200]
