"""An operation over which the server fails again and again must not block those behind it.

After five failures with the same operation at the head, the operations of that batch are sent one by one. One that
fails alone goes as a parcel: opaque bytes that the server stores under its number, parked for a person.
"""

from sync.client.failure import FailureKind

FAILURES_BEFORE_ALONE = 5


class PoisonWatch:
    """Counts failures of the operation at the head of the queue."""

    def __init__(self) -> None:
        self._head: str | None = None
        self._failures = 0
        self._alone_left = 0
        self._parcel = False

    @property
    def one_by_one(self) -> bool:
        """Whether the next push is to hold one operation."""
        return self._alone_left > 0

    @property
    def parcel(self) -> bool:
        """Whether the operation at the head is to go as a parcel."""
        return self._parcel

    def failed(self, head: str, count: int, kind: FailureKind) -> bool:
        """A push of ``count`` operations failed; True if there is something else to try at once."""
        if kind not in (FailureKind.SERVER_FAULT, FailureKind.UNACCEPTABLE):
            return False
        self._failures = self._failures + 1 if head == self._head else 1
        self._head = head
        proven = self.one_by_one or kind is FailureKind.UNACCEPTABLE or self._failures >= FAILURES_BEFORE_ALONE
        if not proven:
            return False
        self._failures = 0
        if count > 1:
            self._alone_left = count
        else:
            self._parcel = True
        return True

    def cannot_be_sent(self) -> None:
        """The operation at the head cannot even be written as a message."""
        self._parcel = True

    def succeeded(self) -> None:
        """The head has left the queue."""
        self._parcel = False
        self._failures = 0
        self._alone_left = max(0, self._alone_left - 1)
