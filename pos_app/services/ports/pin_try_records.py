"""Where the till keeps what was tried with wrong PINs."""

from typing import Protocol


class PinTryRecords(Protocol):
    """One record at a time, whole or not at all. Called from one thread."""

    def keep(self, record: bytes) -> None:
        """In place of the last one, durably. StoreError ``io_error``: then the last one stands still."""
        ...

    def load(self) -> bytes | None:
        """None if there is none, or none that can be read."""
        ...
