"""Waiting longer after each failure, by chance within a growing bound («full jitter»): tills must not march in step."""

from collections.abc import Callable

FIRST_MS = 1_000
LONGEST_MS = 30_000
"""A till notices within half a minute that the server is back."""


class Backoff:
    """``chance`` gives numbers from 0 to below 1."""

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._failures = 0

    def failed(self) -> int:
        """Milliseconds to wait now: uniform in [0, min(30 s, 1 s × 2ⁿ)]."""
        bound = min(LONGEST_MS, FIRST_MS << min(self._failures, 10))
        self._failures += 1
        return round(self._chance() * bound)

    def succeeded(self) -> None:
        """The next failure begins at one second again."""
        self._failures = 0
