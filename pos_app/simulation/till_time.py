"""What a till takes for the time: its own wall clock, which may be wrong and may jump, and one since its boot."""

import random
from datetime import datetime, timedelta

from pos_app.domain.reservation.promise import BootMoment
from pos_app.simulation.virtual_time import Timeline


class TillClock:
    """Fulfils ``services.ports.Clock``; ``wrong_by_ms`` is the wall clock's error."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._booted_ms = timeline.now_ms
        self._boots = 1
        self.wrong_by_ms = 0

    def now(self) -> datetime:
        """The till's wall clock, UTC."""
        return self._timeline.now() + timedelta(milliseconds=self.wrong_by_ms)

    def monotonic_ms(self) -> int:
        """Milliseconds since the last boot; sleep counts."""
        self._timeline.looked_at()
        return self._timeline.now_ms - self._booted_ms

    def boot_moment(self) -> BootMoment:
        """The same, with the name of the boot."""
        return BootMoment(f"boot-{self._boots}", self.monotonic_ms())

    def reboot(self) -> None:
        """Power was off: the clock since boot begins anew."""
        self._boots += 1
        self._booted_ms = self._timeline.now_ms


class DrawnIds:
    """UUIDv7 from a till's wall clock and the world's chance (RFC 9562, 5.7)."""

    def __init__(self, clock: TillClock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance

    def new_id(self) -> str:
        """A new id as text."""
        return uuid7_text(round(self._clock.now().timestamp() * 1000), self._chance)


def uuid7_text(unix_ms: int, chance: random.Random) -> str:
    """48 bits of milliseconds, version 7, variant 10, the rest by chance."""
    number = (unix_ms & ((1 << 48) - 1)) << 80
    number |= 0x7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
