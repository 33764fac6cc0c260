"""The one place that asks the system for the time, for ids and for chance."""

import random
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import uuid6

from pos_app.domain.reservation.promise import BootMoment

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The machine's clock; fulfils ``services.ports.Clock``."""

    def now(self) -> datetime:
        """The instant, UTC, aware."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds that never go back."""
        return time.monotonic_ns() // 1_000_000

    def boot_moment(self) -> BootMoment:
        """CLOCK_BOOTTIME and the boot's own id (Linux, proc(5)).

        Where a machine tells neither, this run of the program counts as a boot of its own: promises of an earlier run
        are not spent then, which is the safe side.
        """
        if hasattr(time, "CLOCK_BOOTTIME"):
            return BootMoment(_boot_id(), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000)
        return BootMoment(_boot_id(), self.monotonic_ms())


@cache
def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid6.uuid7())


class SystemIds:
    """UUIDv7 (RFC 9562); fulfils ``services.ports.Ids``."""

    def new_id(self) -> str:
        """A new id as text."""
        return str(uuid6.uuid7())


def system_chance() -> random.Random:
    """Chance for back-off jitter, seeded by the system."""
    return random.Random()  # jitter only, no secret is made with it
