"""Where the till keeps what a person was in the middle of."""

from typing import Protocol


class UnderWayRecords(Protocol):
    """One record at a time, whole or not at all, unreadable to whoever copies the disk. Called from one thread."""

    def keep(self, record: bytes) -> None:
        """In place of the last one, durably. StoreError ``io_error``: then the last one stands still."""
        ...

    def load(self) -> bytes | None:
        """None if there is none. StoreError ``damaged``: there is one, and it cannot be read."""
        ...

    def clear(self) -> None:
        """There is none any more. StoreError ``io_error``."""
        ...
