"""Double-entry postings for money and points: an entry exists only if its legs sum to zero."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Book(StrEnum):
    """What the amounts of an entry count: kopecks, or hundredths of a point."""

    MONEY = "money"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of an entry. ``account`` is a kind such as ``customer.available``; ``owner`` the id it belongs to.

    ``amount`` is signed; debit accounts grow with plus. ``lot_id`` where points of a named lot move.
    """

    account: str
    owner: str
    amount: int
    lot_id: str | None = None


class UnbalancedEntryError(ValueError):
    """The legs do not sum to zero: a defect in the code that built them, never bad input."""

    def __init__(self, entry_id: str, total: int) -> None:
        super().__init__(f"entry {entry_id} must sum to 0, sums to {total}")
        self.entry_id = entry_id
        self.total = total


@dataclass(frozen=True, slots=True)
class Entry:
    """One balanced posting. Raises :class:`UnbalancedEntryError` when it is not."""

    entry_id: str
    operation_id: str
    book: Book
    kind: str
    posted_at: datetime
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        total = sum(leg.amount for leg in self.legs)
        if total != 0:
            raise UnbalancedEntryError(self.entry_id, total)
