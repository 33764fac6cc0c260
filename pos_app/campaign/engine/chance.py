"""Chance with the few questions that the makers of cases ask."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """The random numbers of one case."""

    def happens(self, percent: int) -> bool:
        """With so many percent."""
        return self.randrange(100) < percent

    def maybe(self, percent: int, make: Callable[[], T]) -> T | None:
        """``make()`` with so many percent, else None."""
        return make() if self.happens(percent) else None

    def some(self, of: Sequence[T], least: int = 0, most: int | None = None) -> tuple[T, ...]:
        """Different ones, in their order."""
        count = self.randint(least, min(len(of), len(of) if most is None else most))
        return tuple(of[index] for index in sorted(self.sample(range(len(of)), count)))

    def rate_bp(self) -> int:
        """A rate that bites, often a plain one, more than none."""
        return self.choice((1, 100, 300, 500, 777, 1000, 3333, 5000, 9900, 10_000, self.randint(1, 10_000)))

    def kopecks(self) -> int:
        """A sum from a kopeck to 2,000 roubles, often a price tag."""
        return self.choice((1, 2, 99, 100, 999, 9990, 19_99, 33_33, self.randint(1, 1000), self.randint(1, 200_000)))
