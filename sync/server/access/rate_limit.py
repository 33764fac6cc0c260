"""How often a till may ask: a bucket of tokens for each till and purpose, in the memory of one process.

With several server processes each counts for itself, so the true limit is at most theirs together. That is enough for
what limits are for: a till gone mad must not take the server from the others, and a stolen one must not look up the
phones of half a country.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_BUCKETS = 50_000
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How many a minute, each till by itself; bursts up to as many are fine.

    ``lookups``: questions about a person, and customers that another program names and nobody knows. ``enrolments``:
    tries with a code from one network address.
    """

    requests: int = 1_200
    lookups: int = 60
    enrolments: int = 30


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at_ms: int


@dataclass(slots=True)
class RateLimiter:
    """One purpose: ``per_minute`` for each name. ``monotonic_ms`` is a clock that never goes back."""

    per_minute: int
    monotonic_ms: Callable[[], int]
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_ms(self, name: str) -> int:
        """Take a token: 0 if there was one, else the milliseconds until there is one."""
        with self._lock:
            bucket = self._filled(name)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return math.ceil((1 - bucket.tokens) * _MINUTE_MS / self.per_minute)

    def left(self, name: str) -> int:
        """How many tokens there are now."""
        with self._lock:
            return int(self._filled(name).tokens)

    def spend(self, name: str, count: int) -> None:
        """Take so many at once, or all that are left."""
        with self._lock:
            bucket = self._filled(name)
            bucket.tokens = max(0.0, bucket.tokens - count)

    def _filled(self, name: str) -> _Bucket:
        """The bucket with what came into it since it was looked at last."""
        now = self.monotonic_ms()
        bucket = self._buckets.get(name)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[name] = _Bucket(float(self.per_minute), now)
        gained = (now - bucket.at_ms) * self.per_minute / _MINUTE_MS
        bucket.tokens = min(float(self.per_minute), bucket.tokens + gained)
        bucket.at_ms = now
        return bucket

    def _make_room(self, now: int) -> None:
        """Drop full buckets, which are as good as new ones, before the table grows without end."""
        if len(self._buckets) >= _MOST_BUCKETS:
            fresh = {name: each for name, each in self._buckets.items() if now - each.at_ms < _MINUTE_MS}
            self._buckets.clear()
            self._buckets.update(fresh)
