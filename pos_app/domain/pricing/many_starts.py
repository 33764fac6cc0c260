"""Exchanges from many ways to begin with: what no single exchange makes better is often far from the best.

The ways to begin with are drawn by a sequence of figures that is always the same: so is the answer.
"""

from collections.abc import Iterator

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.exchange import Exchange
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.run import Run

_MOST_FROM_ONE = 600
"""So many ways are looked at from one beginning."""
_ONE_OUT = 3
"""Of so many beginnings one is without one of the rules."""


class ManyStarts:
    """``best`` so far and what it saves; ``tried`` ways."""

    def __init__(self, run: Run, best: Progress) -> None:
        self.best = best
        self.best_saved: Kopecks = run.saved(best)
        self.tried = 0
        self._run = run
        self._most = 0
        self._drawn = _figures()
        self._begun = 0

    def go(self, most_tries: int) -> None:
        """From the best that is known, then from others until so many more were tried; again: from yet others."""
        entrants = self._run.rounds[0].entrants(self._run.start)
        if not self._run.rounds[0].divisible or len(entrants) < 2:
            return
        self._most = self.tried + most_tries
        self._from(entrants, None)
        while self.tried < self._most:
            chosen = entrants
            if self._begun % _ONE_OUT == 0 and len(entrants) > 2:
                without = next(self._drawn) % len(entrants)
                chosen = [one for index, one in enumerate(entrants) if index != without]
            self._from(chosen, self._drawn)
            self._begun += 1

    def go_on(self, best: Progress, most_tries: int) -> None:
        """The same from what was found elsewhere meanwhile."""
        saved = self._run.saved(best)
        if saved > self.best_saved:
            self.best, self.best_saved = best, saved
        self.go(most_tries)

    def _from(self, entrants: list[Entrant], drawn: Iterator[int] | None) -> None:
        exchange = Exchange(self._run, entrants, self.best, min(_MOST_FROM_ONE, self._most - self.tried))
        exchange.go(None if drawn is None else exchange.shared_out(drawn))
        self.tried += exchange.tried
        self.best, self.best_saved = exchange.best, exchange.best_saved


def _figures() -> Iterator[int]:
    """Well mixed whole numbers, always the same: a linear congruential sequence modulo 2 to the 64th."""
    state = 20_260_314
    while True:
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
        yield state >> 33
