"""Wrong PINs counted, over restarts of the till too: whoever tries out another's does not begin anew by the switch."""

import json
import logging
from datetime import UTC, datetime, timedelta

from pos_app.domain.transaction.errors import StoreError
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock
from pos_app.services.ports.pin_try_records import PinTryRecords

TRIES = 5
LOCK_MS = 30_000
LONGEST_LOCK_MS = 15 * 60_000
REMEMBERED_MS = 15 * 60_000
"""How long a wrong PIN counts."""
CALM_MS = 60 * 60_000
"""After so long without a lock the next one is as short as the first."""
_MOST_LOCKS = 30
_log = logging.getLogger("kopilka.till.pins")


class PinTries:
    """``TRIES`` wrong PINs within ``REMEMBERED_MS`` lock for ``LOCK_MS``, each time for twice as long.

    ``records``: where it is kept for the next start; None: nowhere. While the till runs its steady clock counts; over a
    start the wall clock does, which a till that was set back takes for no time at all.
    """

    def __init__(self, clock: Clock, records: PinTryRecords | None = None) -> None:
        self._clock = clock
        self._records = records
        self._wrong_at_ms: list[int] = []
        self._locks = 0
        self._locked_until_ms: int | None = None
        self._calm_from_ms = 0
        self._take_up()

    def refuse_while_locked(self) -> None:
        """ServiceError ``locked_out(seconds)``."""
        if self._locked_until_ms is None:
            return
        left_ms = self._locked_until_ms - self._clock.monotonic_ms()
        if left_ms > 0:
            raise ServiceError("locked_out", seconds=-(-left_ms // 1000))
        self._locked_until_ms = None

    def forget(self) -> None:
        """Somebody who has nothing to find out knew his PIN."""
        if self._wrong_at_ms:
            self._wrong_at_ms.clear()
            self._keep()

    def count(self) -> ServiceError:
        """One more; what to say: ``wrong_pin(left)``, or ``locked_out(seconds)``."""
        now = self._clock.monotonic_ms()
        self._wrong_at_ms = [at for at in self._wrong_at_ms if now - at < REMEMBERED_MS]
        self._wrong_at_ms.append(now)
        left = TRIES - len(self._wrong_at_ms)
        if left > 0:
            self._keep()
            return ServiceError("wrong_pin", left=left)
        self._wrong_at_ms.clear()
        if now >= self._calm_from_ms:
            self._locks = 0
        lock_ms = min(LOCK_MS * 2**self._locks, LONGEST_LOCK_MS)
        self._locks = min(self._locks + 1, _MOST_LOCKS)
        self._locked_until_ms = now + lock_ms
        self._calm_from_ms = self._locked_until_ms + CALM_MS
        self._keep()
        return ServiceError("locked_out", seconds=lock_ms // 1000)

    def _keep(self) -> None:
        if self._records is None:
            return
        now_ms, now = self._clock.monotonic_ms(), self._clock.now()

        def instant(at_ms: int) -> str:
            return (now + timedelta(milliseconds=at_ms - now_ms)).isoformat()

        told = {
            "wrong": [instant(each) for each in self._wrong_at_ms],
            "locks": self._locks,
            "locked_until": None if self._locked_until_ms is None else instant(self._locked_until_ms),
            "calm_from": instant(self._calm_from_ms),
        }
        try:
            self._records.keep(json.dumps(told).encode("ascii"))
        except StoreError as error:  # a full disk must not be a reason to let nobody in
            _log.warning("wrong PINs cannot be kept for the next start: %s", error.key)

    def _take_up(self) -> None:
        """What an earlier life of the till kept; rubbish is nothing."""
        content = None if self._records is None else self._records.load()
        if content is None:
            return
        now_ms, now = self._clock.monotonic_ms(), self._clock.now()

        def ago_ms(text: str) -> int:
            return (now - datetime.fromisoformat(text).astimezone(UTC)) // timedelta(milliseconds=1)

        try:
            told = json.loads(content)
            wrong = [max(0, ago_ms(each)) for each in told["wrong"]]
            locked_ms = 0 if told["locked_until"] is None else -ago_ms(told["locked_until"])
            calm_ms, locks = -ago_ms(told["calm_from"]), int(told["locks"])
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            _log.warning("what was kept of wrong PINs cannot be read")
            return
        self._wrong_at_ms = [now_ms - each for each in wrong if each < REMEMBERED_MS][:TRIES]
        self._locks = min(max(locks, 0), _MOST_LOCKS)
        # A clock that was set back makes a lock no longer than it can be.
        self._locked_until_ms = now_ms + min(locked_ms, LONGEST_LOCK_MS) if locked_ms > 0 else None
        self._calm_from_ms = now_ms + min(calm_ms, LONGEST_LOCK_MS + CALM_MS)
