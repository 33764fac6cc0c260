"""A clock that a test turns."""

from datetime import UTC, datetime, timedelta

from pos_app.domain.reservation.promise import BootMoment

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


class FakeClock:
    """Wall clock and monotonic clock go together; both only when told."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._monotonic_ms = 1_000
        self.boot_id = "boot-1"

    def now(self) -> datetime:
        return self._now

    def monotonic_ms(self) -> int:
        return self._monotonic_ms

    def boot_moment(self) -> BootMoment:
        return BootMoment(self.boot_id, self._monotonic_ms)

    def advance(self, **parts: float) -> None:
        """Let time pass: ``advance(minutes=3)``."""
        step = timedelta(**parts)
        self._now += step
        self._monotonic_ms += step // timedelta(milliseconds=1)
