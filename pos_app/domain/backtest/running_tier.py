"""A customer's turnover and tier from receipt to receipt: what ``turnover.tier_on`` says, kept up as days go by."""

import heapq
from bisect import bisect_left
from datetime import date, timedelta

from pos_app.domain.loyalty.programme import Programme, Tier
from pos_app.domain.loyalty.tier import tier_for_turnover
from pos_app.domain.money.units import Kopecks


class RunningTier:
    """Purchases come in the order of their days; each question is about the last of them or a later day."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._window = programme.tier_terms.window_days
        self._keep = timedelta(days=programme.tier_terms.keep_days)
        self._days: list[date] = []
        self._sums: list[Kopecks] = [0]
        self._changes: list[date] = []
        self._tier: Tier | None = None
        self._since: date | None = None

    @property
    def life_turnover_kopecks(self) -> Kopecks:
        """All ever."""
        return self._sums[-1]

    def bought(self, day: date, kopecks: Kopecks) -> None:
        """A purchase of ``kopecks`` of money."""
        self._days.append(day)
        self._sums.append(self._sums[-1] + kopecks)
        self._look_later(day)
        if self._window is not None:
            self._look_later(day + timedelta(days=self._window))

    def turnover_on(self, day: date) -> Kopecks:
        """The money of the programme's window that ends with ``day``."""
        if self._window is None:
            return self._sums[-1]
        first = bisect_left(self._days, day - timedelta(days=self._window - 1))
        return self._sums[-1] - self._sums[first]

    def tier_on(self, day: date) -> Tier | None:
        """The tier after all that was bought so far."""
        while self._changes and self._changes[0] <= day:
            self._look(heapq.heappop(self._changes))
        self._look(day)
        return self._tier

    def _look_later(self, day: date) -> None:
        heapq.heappush(self._changes, day)
        heapq.heappush(self._changes, day + self._keep + timedelta(days=1))

    def _look(self, on: date) -> None:
        reached = tier_for_turnover(self._programme, self.turnover_on(on))
        if _height(reached) > _height(self._tier):
            self._tier, self._since = reached, on
        elif _height(reached) < _height(self._tier) and self._since is not None and on > self._since + self._keep:
            self._tier, self._since = reached, None if reached is None else self._since


def _height(tier: Tier | None) -> int:
    return -1 if tier is None else tier.turnover_kopecks
