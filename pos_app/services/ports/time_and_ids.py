"""Time and ids: handed in, never taken."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back, for timeouts."""
        ...


class Ids(Protocol):
    """The only source of ids."""

    def new_id(self) -> str:
        """A UUIDv7 as text (RFC 9562)."""
        ...
