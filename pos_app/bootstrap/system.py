"""The one place that asks the system for the time, for ids and for chance."""

import random
import time
from datetime import UTC, datetime

import uuid6


class SystemClock:
    """The machine's clock; fulfils ``services.ports.Clock``."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back."""
        return time.monotonic_ns() // 1_000_000


class SystemIds:
    """UUIDv7 (RFC 9562); fulfils ``services.ports.Ids``."""

    def new_id(self) -> str:
        """A new id as text."""
        return str(uuid6.uuid7())


def system_chance() -> random.Random:
    """Chance for back-off jitter, seeded by the system."""
    return random.Random()  # jitter only, no secret is made with it
